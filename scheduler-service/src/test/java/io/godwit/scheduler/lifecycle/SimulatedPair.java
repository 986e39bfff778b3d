package io.godwit.scheduler.lifecycle;

import io.godwit.events.About;
import io.godwit.events.HostId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.Order;
import io.godwit.events.agent.RefusalReason;
import io.godwit.scheduler.migration.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Two hosts, their agents and one guest, which goes through every course that there is. */
final class SimulatedPair {

  /** Where the guest's job stands. */
  private enum Phase {
    AT_SOURCE,
    PRE_COPY,
    POST_COPY,
    BROKEN,
    AT_DESTINATION
  }

  private final Random random;
  private final Set<Integer> begun = new HashSet<>();
  private final Map<HostId, Long> highest = new HashMap<>();
  private Phase phase = Phase.AT_SOURCE;
  private long sequence = 1_000;
  private @Nullable Instant phaseEnds;
  private @Nullable AgentCommand job;
  private boolean aborting;

  SimulatedPair(Random random) {
    this.random = random;
  }

  /** What happens by itself. */
  List<AgentEvent> pass(Instant now, boolean faulty) {
    var said = new ArrayList<AgentEvent>();
    if (phaseEnds == null || job == null || now.isBefore(phaseEnds)) {
      return said;
    }
    switch (phase) {
      case PRE_COPY -> preCopyEnds(now, faulty, said);
      case POST_COPY -> postCopyEnds(now, faulty, said);
      case AT_SOURCE, BROKEN, AT_DESTINATION -> {}
    }
    return said;
  }

  private void preCopyEnds(Instant now, boolean faulty, List<AgentEvent> said) {
    int course = random.nextInt(10);
    if (aborting) {
      end(Phase.AT_SOURCE, Outcome.ABORTED, said, now);
    } else if (course < 3) {
      phase = Phase.POST_COPY;
      phaseEnds = now.plusMillis(random.nextInt(8_000));
      said.add(new AgentEvent.PostCopyBegan(about(now), Story.SOURCE));
    } else if (faulty && course < 5) {
      end(Phase.AT_SOURCE, Outcome.FAILED, said, now);
    } else if (faulty && course == 5) {
      end(Phase.AT_SOURCE, Outcome.GIVEN_UP, said, now);
    } else {
      end(
          Phase.AT_DESTINATION,
          faulty && course == 6 ? Outcome.FAILED : Outcome.SUCCEEDED,
          said,
          now);
    }
  }

  private void postCopyEnds(Instant now, boolean faulty, List<AgentEvent> said) {
    if (faulty && random.nextInt(3) == 0) {
      phase = Phase.BROKEN;
      phaseEnds = null;
      said.add(new AgentEvent.PostCopyBroke(about(now), Story.SOURCE, "cut"));
      said.add(ended(Outcome.FAILED, now));
    } else {
      end(Phase.AT_DESTINATION, Outcome.SUCCEEDED, said, now);
    }
  }

  private void end(Phase next, Outcome outcome, List<AgentEvent> said, Instant now) {
    phase = next;
    phaseEnds = null;
    aborting = false;
    said.add(ended(outcome, now));
  }

  private AgentEvent ended(Outcome outcome, Instant now) {
    return new AgentEvent.MigrationEnded(about(now), Story.SOURCE, outcome, null, "error");
  }

  /** What an agent answers; one that is down answers nothing. */
  List<AgentEvent> obey(AgentCommand command, Instant now, boolean faulty) {
    var order = command.order();
    if (faulty && random.nextInt(15) == 0) {
      return List.of();
    }
    if (now.isAfter(order.expiresAt())) {
      return List.of(refusal(command, RefusalReason.EXPIRED, now));
    }
    long before = highest.getOrDefault(order.host(), 0L);
    if (order.sequence() <= before) {
      return List.of(refusal(command, RefusalReason.OLD, now));
    }
    highest.put(order.host(), order.sequence());
    return carryOut(command, now, faulty);
  }

  private List<AgentEvent> carryOut(AgentCommand command, Instant now, boolean faulty) {
    var order = command.order();
    long answers = order.sequence();
    return switch (command) {
      case AgentCommand.CheckFacts _ ->
          List.of(
              new AgentEvent.FactsAnswered(about(order, now), order.host(), answers, List.of()));
      case AgentCommand.PrepareDestination _ ->
          List.of(
              faulty && random.nextInt(6) == 0
                  ? new AgentEvent.PreparationFailed(
                      about(order, now), order.host(), answers, "no pool")
                  : new AgentEvent.DestinationPrepared(
                      about(order, now), order.host(), answers, List.of()));
      case AgentCommand.StartMigration _ -> start(command, now, faulty);
      case AgentCommand.AbortMigration _ -> abort(command, now);
      case AgentCommand.ReportGuestState _ -> List.of(report(order, now, faulty));
      case AgentCommand.PausePostCopy _ ->
          List.of(new AgentEvent.PostCopyPaused(about(order, now), order.host(), answers));
      case AgentCommand.ResumePostCopy _ -> resume(command, now, faulty);
      case AgentCommand.TearDown _ -> {
        if (phase != Phase.AT_SOURCE) {
          throw new AssertionError("torn down while the guest is " + phase);
        }
        yield List.of(new AgentEvent.DestinationTornDown(about(order, now), order.host(), answers));
      }
      case AgentCommand.SetBandwidth set ->
          List.of(
              new AgentEvent.BandwidthApplied(
                  about(order, now), order.host(), answers, set.limit(), set.limit()));
      case AgentCommand.ReleaseSource _ -> {
        if (phase != Phase.AT_DESTINATION) {
          throw new AssertionError("released while the guest is " + phase);
        }
        yield List.of();
      }
      case AgentCommand.Escalate _, AgentCommand.MeasureDirtying _ -> List.of();
    };
  }

  private List<AgentEvent> start(AgentCommand command, Instant now, boolean faulty) {
    if (phase != Phase.AT_SOURCE || !begun.add(command.order().attempt())) {
      throw new AssertionError("started twice");
    }
    job = command;
    if (faulty && random.nextInt(6) == 0) {
      return List.of(refusal(command, RefusalReason.HYPERVISOR_ERROR, now));
    }
    phase = Phase.PRE_COPY;
    phaseEnds = now.plusMillis(random.nextInt(20_000));
    return List.of(
        new AgentEvent.MigrationStarted(about(now), Story.SOURCE, Story.GUEST, Story.SETTINGS));
  }

  private List<AgentEvent> abort(AgentCommand command, Instant now) {
    return switch (phase) {
      case PRE_COPY -> {
        aborting = true;
        phaseEnds = now.plus(Duration.ofMillis(300));
        yield List.of(
            new AgentEvent.AbortApplied(about(now), Story.SOURCE, command.order().sequence()));
      }
      case POST_COPY, BROKEN -> List.of(refusal(command, RefusalReason.POST_COPY, now));
      case AT_SOURCE, AT_DESTINATION -> List.of(refusal(command, RefusalReason.DONE, now));
    };
  }

  private List<AgentEvent> resume(AgentCommand command, Instant now, boolean faulty) {
    if (phase != Phase.BROKEN || (faulty && random.nextInt(3) == 0)) {
      return List.of(refusal(command, RefusalReason.HYPERVISOR_ERROR, now));
    }
    phase = Phase.POST_COPY;
    phaseEnds = now.plusMillis(random.nextInt(3_000));
    return List.of(
        new AgentEvent.PostCopyResumed(about(now), Story.SOURCE, command.order().sequence()));
  }

  private AgentEvent report(Order order, Instant now, boolean faulty) {
    boolean source = order.host().equals(Story.SOURCE);
    var state =
        switch (phase) {
          case AT_SOURCE -> source ? GuestState.RUNNING : GuestState.ABSENT;
          case PRE_COPY -> source ? GuestState.RUNNING : GuestState.PAUSED_MIGRATING;
          case POST_COPY -> source ? GuestState.PAUSED_POST_COPY : GuestState.RUNNING_POST_COPY;
          case BROKEN -> GuestState.POST_COPY_FAILED;
          case AT_DESTINATION -> source ? GuestState.ABSENT : GuestState.RUNNING;
        };
    boolean active = phase == Phase.PRE_COPY || phase == Phase.POST_COPY;
    var seen = faulty && random.nextInt(10) == 0 ? GuestState.UNKNOWN : state;
    return new AgentEvent.GuestStateReported(
        about(order, now), order.host(), order.sequence(), seen, active, null);
  }

  private AgentEvent refusal(AgentCommand command, RefusalReason reason, Instant now) {
    var order = command.order();
    return new AgentEvent.CommandRefused(
        about(order, now),
        order.host(),
        Order.Issuer.SCHEDULER,
        order.sequence(),
        name(command),
        reason,
        "refused");
  }

  private static String name(AgentCommand command) {
    var kind =
        switch (command) {
          case AgentCommand.CheckFacts _ -> Question.Kind.CHECK;
          case AgentCommand.PrepareDestination _ -> Question.Kind.PREPARE;
          case AgentCommand.StartMigration _ -> Question.Kind.START;
          case AgentCommand.AbortMigration _ -> Question.Kind.ABORT;
          case AgentCommand.ReportGuestState _ -> Question.Kind.STATE;
          case AgentCommand.PausePostCopy _ -> Question.Kind.PAUSE;
          case AgentCommand.ResumePostCopy _ -> Question.Kind.RESUME;
          case AgentCommand.TearDown _ -> Question.Kind.TEAR_DOWN;
          case AgentCommand.SetBandwidth _ -> Question.Kind.BANDWIDTH;
          case AgentCommand.ReleaseSource _ -> Question.Kind.RELEASE;
          case AgentCommand.MeasureDirtying _ -> Question.Kind.MEASURE;
          case AgentCommand.Escalate _ -> throw new IllegalArgumentException("not the scheduler's");
        };
    return kind.command();
  }

  private About about(Instant now) {
    if (job == null) {
      throw new IllegalStateException("there is no job");
    }
    return about(job.order(), now);
  }

  private About about(Order order, Instant now) {
    return new About(order.migration(), order.attempt(), sequence++, now);
  }

  long starts() {
    return begun.size();
  }

  boolean runsAtTheSource() {
    return phase == Phase.AT_SOURCE;
  }

  boolean runsAtTheDestination() {
    return phase == Phase.AT_DESTINATION;
  }

  @Override
  public String toString() {
    return "the guest " + phase;
  }
}
