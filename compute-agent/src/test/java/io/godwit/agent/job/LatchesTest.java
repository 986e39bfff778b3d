package io.godwit.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.AbortApplied;
import io.godwit.events.agent.AgentEvent.CommandRefused;
import io.godwit.events.agent.AgentEvent.EscalationApplied;
import io.godwit.events.agent.AgentEvent.MigrationEnded;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.AgentEvent.PostCopyBegan;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.Order.Issuer;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.Phase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatchesTest {
  private static final RaiseDowntime HALF_A_SECOND = new RaiseDowntime(Duration.ofMillis(500));
  private final Scene scene = Scene.running();

  private static void assertRefused(List<AgentEvent> events, RefusalReason reason) {
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            CommandRefused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  @Test
  void appliedEscalationSaysWhatIsInForce() {
    var told = scene.told(scene.escalate(1, HALF_A_SECOND));
    scene.on(new Input.Commanded(told));
    var events = scene.on(new Input.DowntimeSet(told, HALF_A_SECOND, Duration.ofMillis(480)));
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            EscalationApplied.class,
            applied -> {
              assertThat(applied.answers()).isEqualTo(1);
              assertThat(applied.effect()).contains("480 ms");
            });
    scene.now = scene.now.plusSeconds(2);
    scene.on(new Input.JobSeen(Scene.snapshot(Phase.PRE_COPY)));
    var sample = scene.last(Effect.Sample.class);
    assertThat(sample).isNotNull();
    assertThat(sample.sample().maxDowntime()).isEqualTo(Duration.ofMillis(480));
  }

  @Test
  void sameOrLowerSequenceIsOld() {
    var told = scene.told(scene.escalate(2, HALF_A_SECOND));
    scene.on(new Input.Commanded(told));
    scene.on(new Input.DowntimeSet(told, HALF_A_SECOND, Duration.ofMillis(500)));
    assertRefused(scene.commanded(scene.escalate(2, HALF_A_SECOND)), RefusalReason.OLD);
    assertRefused(scene.commanded(scene.escalate(1, HALF_A_SECOND)), RefusalReason.OLD);
  }

  @Test
  void issuersCountForThemselves() {
    // Given the scheduler's start, which had its sequence 1, then the policy's own 1 is not old.
    assertThat(scene.commanded(scene.escalate(1, HALF_A_SECOND))).isEmpty();
    assertThat(scene.last(Effect.SetMaxDowntime.class)).isNotNull();
  }

  @Test
  void expiredEscalationIsNotApplied() {
    var command = scene.escalate(1, HALF_A_SECOND);
    scene.now = scene.now.plusSeconds(31);
    assertRefused(scene.commanded(command), RefusalReason.EXPIRED);
    assertThat(scene.last(Effect.SetMaxDowntime.class)).isNull();
  }

  @Test
  void pendingAbortTakesNoEscalation() {
    scene.commanded(scene.abort());
    assertRefused(scene.commanded(scene.escalate(1, HALF_A_SECOND)), RefusalReason.ABORTING);
    assertRefused(
        scene.commanded(scene.escalate(2, new SwitchToPostCopy())), RefusalReason.ABORTING);
  }

  @Test
  void takenAbortEndsAsAborted() {
    scene.commanded(scene.abort());
    assertThat(scene.on(new Input.AbortTaken())).singleElement().isInstanceOf(AbortApplied.class);
    scene.on(new Input.CallReturned(new Ending.Aborted("canceled by client")));
    assertThat(ended(scene.on(new Input.JobMissing(GuestState.RUNNING))))
        .isEqualTo(Outcome.ABORTED);
  }

  @Test
  void givingUpEndsAsGivenUp() {
    scene.commanded(scene.escalate(1, new GiveUp()));
    assertThat(scene.on(new Input.AbortTaken()))
        .singleElement()
        .isInstanceOf(EscalationApplied.class);
    scene.on(new Input.CallReturned(new Ending.Aborted("canceled by client")));
    assertThat(ended(scene.on(new Input.JobMissing(GuestState.RUNNING))))
        .isEqualTo(Outcome.GIVEN_UP);
  }

  private static Outcome ended(List<AgentEvent> events) {
    return ((MigrationEnded) events.getLast()).outcome();
  }

  @Test
  void abortThatComesBeforeTheJobIsHandedOverAgain() {
    var begun = Scene.begun();
    begun.commanded(begun.abort());
    assertThat(begun.on(new Input.AbortNotTaken(Kind.NO_JOB, "no job is active"))).isEmpty();
    long aborts = count(begun);
    begun.on(new Input.JobSeen(Scene.snapshot(Phase.PRE_COPY)));
    assertThat(count(begun)).isEqualTo(aborts + 1);
    assertThat(begun.on(new Input.AbortTaken())).singleElement().isInstanceOf(AbortApplied.class);
  }

  private static long count(Scene scene) {
    return scene.effects.stream().filter(Effect.Abort.class::isInstance).count();
  }

  @Test
  void abortThatNobodyTookInTimeIsRefusedAndLetsGo() {
    scene.commanded(scene.abort());
    scene.on(new Input.AbortNotTaken(Kind.UNREACHABLE, "does not answer"));
    scene.now = scene.now.plusSeconds(31);
    assertRefused(
        scene.on(new Input.JobMissing(GuestState.UNKNOWN)), RefusalReason.HYPERVISOR_ERROR);
    assertThat(scene.commanded(scene.escalate(1, HALF_A_SECOND))).isEmpty();
    assertThat(scene.last(Effect.SetMaxDowntime.class)).isNotNull();
  }

  @Test
  void abortOfAJobThatEndsFirstIsDone() {
    scene.commanded(scene.abort());
    scene.on(new Input.AbortNotTaken(Kind.NO_JOB, "no job is active"));
    var events = scene.on(new Input.CallReturned(new Ending.Succeeded(null)));
    assertThat(events).hasSize(2);
    assertRefused(events.subList(0, 1), RefusalReason.DONE);
    assertThat(ended(events)).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void abortAfterTheEndIsDone() {
    scene.on(new Input.CallReturned(new Ending.Succeeded(null)));
    assertRefused(scene.commanded(scene.abort()), RefusalReason.DONE);
  }

  @Test
  void abortOfWhatWasNeverBegunIsUnknown() {
    var fresh = new Scene();
    assertRefused(fresh.commanded(fresh.abort()), RefusalReason.UNKNOWN_GUEST);
  }

  @Test
  void abortBeforeAStartThatComesLateMakesTheStartOld() {
    var fresh = new Scene();
    AgentCommand late = fresh.start(1);
    fresh.commanded(fresh.abort());
    assertRefused(fresh.commanded(late), RefusalReason.OLD);
  }

  @Test
  void postCopyTakesNoAbort() {
    var switched = Scene.inPostCopy();
    assertRefused(switched.commanded(switched.abort()), RefusalReason.POST_COPY);
    assertRefused(switched.commanded(switched.escalate(2, new GiveUp())), RefusalReason.POST_COPY);
    assertThat(switched.last(Effect.Abort.class)).isNull();
  }

  @Test
  void postCopyThatWasTakenButIsNotSeenYetTakesNoAbort() {
    var escalation = new SwitchToPostCopy();
    var told = scene.told(scene.escalate(1, escalation));
    scene.on(new Input.Commanded(told));
    assertThat(scene.on(new Input.PostCopyTaken(told, escalation, GuestState.RUNNING)))
        .singleElement()
        .isInstanceOf(EscalationApplied.class);
    assertRefused(scene.commanded(scene.abort()), RefusalReason.POST_COPY);
    assertThat(scene.on(new Input.JobSeen(Scene.snapshot(Phase.POST_COPY))))
        .singleElement()
        .isInstanceOf(PostCopyBegan.class);
  }

  @Test
  void secondSwitchToPostCopyChangesNothing() {
    var switched = Scene.inPostCopy();
    assertThat(switched.commanded(switched.escalate(2, new SwitchToPostCopy())))
        .singleElement()
        .isInstanceOf(EscalationApplied.class);
    assertThat(switched.effects.stream().filter(Effect.StartPostCopy.class::isInstance).count())
        .isEqualTo(1);
  }

  @Test
  void postCopyThatIsNotArmedIsUnsupported() {
    var plain = Scene.begun();
    var start = plain.last(Effect.StartCall.class);
    assertThat(start).isNotNull();
    var history = plain.state.history();
    var began = java.util.Objects.requireNonNull(history.began());
    var settings =
        new io.godwit.events.agent.StartSettings(Duration.ofMillis(300), null, null, false);
    var unarmed =
        new io.godwit.agent.journal.JournalEntry.Began(
            began.migration(), 1, began.guest(), began.destination(), settings, null, began.at());
    plain.state =
        plain
            .state
            .withHistory(history.with(unarmed))
            .withRunning(Running.begun(unarmed, new Running.Call.Open()));
    assertRefused(
        plain.commanded(plain.escalate(1, new SwitchToPostCopy())), RefusalReason.UNSUPPORTED);
  }

  @Test
  void hypervisorsRefusalIsTheAnswer() {
    Escalation escalation = HALF_A_SECOND;
    var told = scene.told(scene.escalate(1, escalation));
    scene.on(new Input.Commanded(told));
    assertRefused(
        scene.on(new Input.HypervisorRefused(told, Kind.FAILED, "internal error")),
        RefusalReason.HYPERVISOR_ERROR);
    assertRefused(scene.commanded(scene.escalate(1, escalation)), RefusalReason.OLD);
    assertThat(told.order().issuer()).isEqualTo(Issuer.POLICY);
  }
}
