package io.godwit.cli.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.agent.physics.Dirtying;
import io.godwit.agent.simulation.Scenario;
import io.godwit.agent.simulation.SimulatedRun;
import io.godwit.cli.simulation.Fate.End;
import io.godwit.events.About;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.Order.Issuer;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.AskBandwidth;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.Escalation.Throttle;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.monitor.convergence.Track;
import io.godwit.monitor.dirtying.Evidence;
import io.godwit.policy.escalation.Course;
import io.godwit.policy.escalation.Decision;
import io.godwit.policy.escalation.Escalations;
import io.godwit.policy.escalation.Reports;
import io.godwit.policy.escalation.Ruling;
import io.godwit.policy.lever.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One computed migration under one policy: the monitor's and the policy's own cores, closed over
 * the simulated hypervisor. Commands arrive at once.
 */
final class SteeredRun {
  private static final HostId SOURCE = new HostId("host1");
  private static final HostId DESTINATION = new HostId("host2");

  /** Of the link, told to the hypervisor for its stop phase, as the scheduler does. */
  private static final double SWITCHOVER_SHARE = 0.8;

  /** As the scheduler asks for it. */
  private static final double MEASURED_SECONDS = 1;

  private static final Duration MEASURED_AFTER = Duration.ofSeconds(1);

  private static final StartSettings.AutoConverge QEMUS_OWN =
      new StartSettings.AutoConverge(20, 10);

  private final Scenario scenario;
  private final EffectivePolicy policy;
  private final Escalations escalations = new Escalations(Rules.DEFAULT, _ -> null);
  private final Reports reports = new Reports(escalations);
  private final GuestRef guest;
  private final MigrationId migration;
  private final SimulatedRun run;
  private final Instant start;
  private @Nullable Track track;
  private @Nullable Course course;
  private long answers = 1000;
  private boolean withinBudget = true;

  SteeredRun(Scenario scenario, EffectivePolicy policy, Instant start) {
    this.scenario = scenario;
    this.policy = policy;
    this.start = start;
    migration = MigrationId.of("urn:godwit:simulation", scenario.name());
    guest = new GuestRef(UUID.nameUUIDFromBytes(scenario.name().getBytes(UTF_8)), scenario.name());
    run = new SimulatedRun(scenario, migration, SOURCE, start, settings());
  }

  /** Peers tell the hypervisor nothing of the link; Godwit does. */
  private StartSettings settings() {
    var ladder = policy.ladder();
    var told =
        ladder == null
            ? new BytesPerSecond((long) (scenario.link().rate().count() * SWITCHOVER_SHARE))
            : null;
    boolean throttles = ladder != null && ladder.autoConvergeArmed();
    return new StartSettings(
        policy.initialDowntime(),
        scenario.limit(),
        told,
        ladder == null ? policy.postCopyAllowed() : ladder.postCopyArmed(),
        throttles ? QEMUS_OWN : null,
        null);
  }

  /**
   * @param horizon after which nobody waits any more
   */
  Fate fate(Duration horizon) {
    begin();
    while (run.elapsed().compareTo(horizon) < 0) {
      var sample = run.next();
      if (sample.isEmpty()) {
        break;
      }
      see(sample.get());
    }
    return told();
  }

  private void begin() {
    var about = new About(migration, 1, 1, start);
    take(
        reports.onMigration(
            null,
            new MigrationRunning(about, guest, SOURCE, DESTINATION, policy, settings()),
            start));
  }

  private void see(ProgressSample sample) {
    withinBudget &=
        policy.ladder() != null || sample.throttlePercent() <= policy.throttleBudgetPercent();
    var observed = Track.observe(track, sample, measured(sample));
    track = observed.track();
    var trend = observed.trend();
    if (trend != null) {
      take(escalations.onTrend(course, trend, run.now()));
    }
  }

  /** What was measured over the second before the start comes within another, to the first pass. */
  private List<Evidence> measured(ProgressSample sample) {
    double age = scenario.age().toNanos() / 1e9 - MEASURED_SECONDS;
    if (sample.pass() > 1 || sample.elapsed().compareTo(MEASURED_AFTER) < 0 || age < 0) {
      return List.of();
    }
    double distinct = Dirtying.distinct(scenario.workload(), age, MEASURED_SECONDS);
    return List.of(new Evidence(Evidence.Kind.MEASURED, MEASURED_SECONDS, distinct, 0, 1));
  }

  private void take(Ruling ruling) {
    course = ruling.course();
    var decision = ruling.decision();
    if (decision != null) {
      carryOut(decision);
    }
  }

  private void carryOut(Decision decision) {
    var decided = decision.decided();
    var command = decision.command();
    if (command != null) {
      var escalation = command.escalation();
      withinBudget &= allowed(escalation);
      answer(command.order().sequence(), escalation, run.take(escalation));
    } else if (decided != null && decided.escalation() instanceof AskBandwidth(var wanted)) {
      run.setBandwidth(wanted.compareTo(scenario.link().rate()) < 0 ? wanted : null);
    }
  }

  private boolean allowed(Escalation escalation) {
    return policy.ladder() != null
        || switch (escalation) {
          case RaiseDowntime(var most) -> most.compareTo(policy.downtimeBudget()) <= 0;
          case Throttle(int percent) -> percent <= policy.throttleBudgetPercent();
          case Pause(var most) -> most.compareTo(policy.pauseBudget()) <= 0;
          case SwitchToPostCopy _ -> policy.postCopyAllowed();
          case AskBandwidth _, Escalation.GiveUp _ -> true;
        };
  }

  private void answer(long sequence, Escalation escalation, Optional<String> refusal) {
    var about = new About(migration, 1, ++answers, run.now());
    AgentEvent event =
        refusal.isEmpty()
            ? new AgentEvent.EscalationApplied(about, SOURCE, sequence, escalation, "taken")
            : new AgentEvent.CommandRefused(
                about,
                SOURCE,
                Issuer.POLICY,
                sequence,
                "agent.escalate.v1",
                RefusalReason.UNSUPPORTED,
                refusal.get());
    take(reports.onAgent(course, event, run.now()));
  }

  private Fate told() {
    var end =
        run.end()
            .map(how ->
                switch (how) {
                  case COMPLETED -> End.COMPLETED;
                  case ABORTED -> End.GIVEN_UP;
                })
            .orElse(End.RUNNING);
    var deadline = policy.deadline();
    long bulk = scenario.workload().used().count() + scenario.disks().count();
    return new Fate(
        end,
        run.elapsed(),
        run.costs().workLost(),
        run.costs().longestStandstill(),
        run.sent().count(),
        bulk,
        deadline == null || !run.now().isAfter(deadline),
        withinBudget);
  }
}
