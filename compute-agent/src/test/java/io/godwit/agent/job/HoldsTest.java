package io.godwit.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.events.Bytes;
import io.godwit.events.agent.AgentCommand.MeasureDirtying;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.CommandRefused;
import io.godwit.events.agent.AgentEvent.DirtiedIn;
import io.godwit.events.agent.AgentEvent.DirtyingMeasured;
import io.godwit.events.agent.AgentEvent.EscalationApplied;
import io.godwit.events.agent.AgentEvent.MigrationEnded;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.Order.Issuer;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.Throttle;
import io.godwit.events.convergence.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HoldsTest {
  private static final Pause TEN_SECONDS = new Pause(Duration.ofSeconds(10));
  private static final Throttle HALF = new Throttle(50);

  private static Scene paused() {
    var scene = Scene.running();
    var told = scene.told(scene.escalate(1, TEN_SECONDS));
    scene.on(new Input.Commanded(told));
    scene.on(new Input.Suspended(told, TEN_SECONDS));
    return scene;
  }

  private static Scene slowed() {
    var scene = Scene.running();
    var told = scene.told(scene.escalate(1, HALF));
    scene.on(new Input.Commanded(told));
    scene.on(new Input.Throttled(told, HALF, 50));
    return scene;
  }

  private static void assertRefused(List<AgentEvent> events, RefusalReason reason) {
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            CommandRefused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  /** As the agent's successor finds it in the journal. */
  private static Scene restarted(Scene before) {
    var scene = new Scene();
    scene.now = before.now;
    scene.state = JobState.of(Scene.SOURCE, before.state.history(), 1_000_000);
    scene.on(new Input.AgentRestarted());
    return scene;
  }

  @Test
  void pauseIsWrittenDownBeforeTheGuestIsSuspended() {
    var scene = Scene.running();
    scene.effects.clear();

    scene.commanded(scene.escalate(1, TEN_SECONDS));

    assertThat(scene.effects).hasSize(2);
    assertThat(scene.effects.getFirst()).isInstanceOf(Effect.Remember.class);
    assertThat(scene.effects.getLast()).isInstanceOf(Effect.Suspend.class);
    assertThat(Objects.requireNonNull(scene.state.history().held()).pausedUntil())
        .isEqualTo(scene.now.plusSeconds(10));
  }

  @Test
  void suspendedGuestIsInPreCopyAndItsSamplesSayThatItStandsStill() {
    var scene = paused();
    scene.now = scene.now.plusSeconds(2);

    scene.on(new Input.JobSeen(Scene.snapshot(Phase.SWITCH_OVER)));

    var sample = scene.wanted(Effect.Sample.class).sample();
    assertThat(sample.guestPaused()).isTrue();
    assertThat(sample.phase()).isEqualTo(Phase.PRE_COPY);
  }

  @Test
  void pauseThatIsOverIsGivenUpAndSaysWhy() {
    var scene = paused();
    scene.on(new Input.JobSeen(Scene.snapshot(Phase.SWITCH_OVER)));
    assertThat(scene.last(Effect.Abort.class)).isNull();
    scene.now = scene.now.plusSeconds(10);

    scene.on(new Input.JobSeen(Scene.snapshot(Phase.SWITCH_OVER)));
    assertThat(scene.last(Effect.Abort.class)).isNotNull();
    scene.on(new Input.AbortTaken());
    scene.on(new Input.CallReturned(new Ending.Aborted("canceled by client")));
    var events = scene.on(new Input.JobMissing(GuestState.RUNNING));

    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            MigrationEnded.class,
            ended -> {
              assertThat(ended.outcome()).isEqualTo(Outcome.GIVEN_UP);
              assertThat(ended.error()).contains("stood still for as long as it may");
            });
    assertThat(scene.wanted(Effect.LetGo.class))
        .isEqualTo(new Effect.LetGo(Scene.GUEST.uuid(), true, 0));
  }

  @Test
  void restartedAgentStillEndsThePauseOfItsPredecessor() {
    var scene = restarted(paused());
    scene.now = scene.now.plusSeconds(11);

    scene.on(new Input.JobSeen(Scene.snapshot(Phase.SWITCH_OVER)));

    assertThat(scene.last(Effect.Abort.class)).isNotNull();
  }

  @Test
  void guestIsLetGoAgainAndAgainUntilItIsAlsoByARestartedAgent() {
    var scene = paused();
    scene.on(new Input.CallReturned(new Ending.Failed("connection lost")));
    scene.on(new Input.JobMissing(GuestState.PAUSED_BY_USER));
    scene.on(new Input.LetGo(false, "the hypervisor does not answer"));
    assertThat(scene.last(Effect.TryLater.class)).isNotNull();
    assertThat(scene.state.isWaiting()).isTrue();

    var next = restarted(scene);
    assertThat(next.last(Effect.LetGo.class)).isNotNull();
    next.on(new Input.LetGo(true, ""));

    assertThat(next.state.history().held()).isNull();
    assertThat(next.state.isWaiting()).isFalse();
  }

  @Test
  void pauseAfterPostCopyBeganIsRefused() {
    var scene = Scene.inPostCopy();
    assertRefused(scene.commanded(scene.escalate(2, TEN_SECONDS)), RefusalReason.POST_COPY);
    assertRefused(scene.commanded(scene.escalate(3, HALF)), RefusalReason.POST_COPY);
    assertThat(scene.last(Effect.Suspend.class)).isNull();
  }

  @Test
  void secondPauseMovesTheEndOfTheFirst() {
    var scene = paused();
    scene.effects.clear();

    var events = scene.commanded(scene.escalate(2, new Pause(Duration.ofSeconds(20))));

    assertThat(events).singleElement().isInstanceOf(EscalationApplied.class);
    assertThat(scene.last(Effect.Suspend.class)).isNull();
    assertThat(Objects.requireNonNull(scene.state.history().held()).pausedUntil())
        .isEqualTo(scene.now.plusSeconds(20));
  }

  @Test
  void pauseThatTheHypervisorRefusedHoldsNobody() {
    var scene = Scene.running();
    var told = scene.told(scene.escalate(1, TEN_SECONDS));
    scene.on(new Input.Commanded(told));

    assertRefused(
        scene.on(new Input.HypervisorRefused(told, Kind.WRONG_STATE, "does not run")),
        RefusalReason.HYPERVISOR_ERROR);

    assertThat(scene.state.history().held()).isNull();
  }

  @Test
  void quotaIsInTheSamplesAndLiftedAtTheEnd() {
    var scene = slowed();
    scene.now = scene.now.plusSeconds(2);
    scene.on(new Input.JobSeen(Scene.snapshot(Phase.PRE_COPY)));
    assertThat(scene.wanted(Effect.Sample.class).sample().throttlePercent()).isEqualTo(50);

    scene.on(new Input.CallReturned(new Ending.Succeeded(null)));

    assertThat(scene.wanted(Effect.LetGo.class))
        .isEqualTo(new Effect.LetGo(Scene.GUEST.uuid(), false, 50));
  }

  @Test
  void hostWithoutQuotasSaysThatItCannot() {
    var scene = Scene.running();
    var told = scene.told(scene.escalate(1, HALF));
    scene.on(new Input.Commanded(told));

    assertRefused(
        scene.on(new Input.HypervisorRefused(told, Kind.UNSUPPORTED, "no quotas")),
        RefusalReason.UNSUPPORTED);

    assertThat(scene.state.history().held()).isNull();
  }

  @Test
  void dirtyingIsMeasuredBeforeAMigrationAndNeverDuringIt() {
    var second = Duration.ofSeconds(1);
    var scene = new Scene();
    var measure =
        new MeasureDirtying(
            scene.order(Issuer.SCHEDULER, 1, 1), Scene.GUEST, List.of(second, second));
    var told = scene.told(measure);
    assertThat(scene.on(new Input.Commanded(told))).isEmpty();
    assertThat(scene.wanted(Effect.MeasureDirtying.class).periods()).hasSize(2);
    var dirtied = List.of(new DirtiedIn(second, Bytes.ofMebi(20)));

    assertThat(scene.on(new Input.Dirtied(told, dirtied)))
        .singleElement()
        .isInstanceOfSatisfying(
            DirtyingMeasured.class, m -> assertThat(m.periods()).isEqualTo(dirtied));

    assertRefused(Scene.running().commanded(measure), RefusalReason.HYPERVISOR_ERROR);
  }
}
