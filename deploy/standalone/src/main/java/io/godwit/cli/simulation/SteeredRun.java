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
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.AskBandwidth;
import io.godwit.events.convergence.Escalation.Pause;
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
 * One attempt of one computed migration under one policy: the agent's way of finding passes, the
 * monitor's and the policy's own cores, closed over the simulated hypervisor.
 *
 * <p>As in production: samples are what an agent publishes, decisions are commands that are
 * answered, refused where the host cannot do it, and verified by what they did; the hypervisor is
 * told of the link what the scheduler's ledger promises for the switch-over. Simpler than there:
 * commands arrive at once, bandwidth that is asked for is granted as far as the link goes, nothing
 * is measured of the guest before the start, post-copy never breaks, and a migration that was given
 * up is not tried again.
 */
final class SteeredRun {
  private static final HostId SOURCE = new HostId("host1");
  private static final HostId DESTINATION = new HostId("host2");

  /** Of what the link is sure to give, told to the hypervisor for its stop phase. */
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
  private final Watcher watcher;
  private @Nullable Track track;
  private @Nullable Course course;
  private long answers = 1000;
  private int mostThrottle;
  private long mostAsked;
  private boolean paused;

  SteeredRun(Scenario scenario, EffectivePolicy policy, Instant start) {
    this(scenario, policy, start, Watcher.NOBODY);
  }

  SteeredRun(Scenario scenario, EffectivePolicy policy, Instant start, Watcher watcher) {
    this.scenario = scenario;
    this.policy = policy;
    this.start = start;
    this.watcher = watcher;
    migration = MigrationId.of("urn:godwit:simulation", scenario.name());
    guest = new GuestRef(UUID.nameUUIDFromBytes(scenario.name().getBytes(UTF_8)), scenario.name());
    run = new SimulatedRun(scenario, migration, SOURCE, start, settings());
  }

  /**
   * Peers tell the hypervisor nothing of the link. Godwit's ledger knows who else is on it, or will
   * be let onto it, and promises no more than what they leave.
   */
  private StartSettings settings() {
    var ladder = policy.ladder();
    double sure = scenario.link().rate().count() * scenario.link().part();
    var told = ladder == null ? new BytesPerSecond((long) (sure * SWITCHOVER_SHARE)) : null;
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
    mostThrottle = Math.max(mostThrottle, sample.throttlePercent());
    var trend = policy.ladder() == null ? observed(sample) : Plain.of(sample);
    if (trend != null) {
      watcher.saw(trend);
      take(escalations.onTrend(course, trend, run.now()));
    }
  }

  private @Nullable ConvergenceTrend observed(ProgressSample sample) {
    var observed = Track.observe(track, sample, measured(sample));
    track = observed.track();
    return observed.trend();
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
    if (decided != null) {
      watcher.decided(decided, run.elapsed());
    }
    if (command != null) {
      var escalation = command.escalation();
      var refusal = run.take(escalation);
      paused |= escalation instanceof Pause && refusal.isEmpty();
      answer(command.order().sequence(), escalation, refusal);
    } else if (decided != null && decided.escalation() instanceof AskBandwidth(var wanted)) {
      mostAsked = Math.max(mostAsked, wanted.count());
      run.setBandwidth(wanted.compareTo(scenario.link().rate()) < 0 ? wanted : null);
    }
  }

  private void answer(long sequence, Escalation escalation, Optional<String> refusal) {
    refusal.ifPresent(why -> watcher.refused(escalation, why, run.elapsed()));
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
    long bulk = scenario.workload().used().count() + scenario.disks().count();
    return new Fate(
        end,
        run.elapsed(),
        run.costs().workLost(),
        run.costs().longestStandstill(),
        paused,
        run.wentByPostCopy(),
        mostThrottle,
        (double) mostAsked / scenario.link().rate().count(),
        run.sent().count(),
        bulk);
  }
}
