package io.godwit.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.MigrationTag;
import io.godwit.agent.journal.JournalEntry;
import io.godwit.events.agent.AgentEvent.CommandRefused;
import io.godwit.events.agent.AgentEvent.MigrationEnded;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.AgentEvent.MigrationStarted;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.convergence.Phase;
import org.junit.jupiter.api.Test;

class StartingTest {
  private final Scene scene = new Scene();

  @Test
  void tagThenJournalThenCall() {
    var told = scene.told(scene.start(1));
    scene.on(new Input.Commanded(told));
    scene.on(new Input.GuestLookedAt(told, GuestState.RUNNING, false, null));
    scene.on(new Input.Tagged(told));

    assertThat(scene.effects.stream().map(effect -> (Object) effect.getClass()))
        .containsExactly(
            Effect.LookAtGuest.class,
            Effect.WriteTag.class,
            Effect.Remember.class,
            Effect.Remember.class,
            Effect.StartCall.class);
    assertThat(scene.state.history().began()).isNotNull();
  }

  @Test
  void startIsToldOnceWhenTheJobIsSeen() {
    var begun = Scene.begun();
    assertThat(begun.on(new Input.JobMissing(GuestState.RUNNING))).isEmpty();
    assertThat(begun.on(new Input.JobSeen(Scene.snapshot(Phase.SETUP)))).isEmpty();
    assertThat(begun.on(new Input.JobSeen(Scene.snapshot(Phase.PRE_COPY))))
        .singleElement()
        .isInstanceOf(MigrationStarted.class);
    assertThat(begun.on(new Input.JobSeen(Scene.snapshot(Phase.PRE_COPY)))).isEmpty();
  }

  @Test
  void redeliveredStartOfARunningJobIsAnsweredAndNotBegunAgain() {
    var running = Scene.running();
    var before = running.effects.size();
    assertThat(running.commanded(running.start(1)))
        .singleElement()
        .isInstanceOf(MigrationStarted.class);
    assertThat(running.effects.subList(before, running.effects.size()))
        .hasOnlyElementsOfType(Effect.Tell.class);
  }

  @Test
  void redeliveredStartOfAnEndedJobIsAnsweredWithItsEnd() {
    var running = Scene.running();
    running.on(new Input.CallReturned(new Ending.Succeeded(null)));
    assertThat(running.commanded(running.start(1)))
        .singleElement()
        .isInstanceOfSatisfying(
            MigrationEnded.class,
            ended -> assertThat(ended.outcome()).isEqualTo(Outcome.SUCCEEDED));
  }

  @Test
  void attemptWhoseTagIsThereWithoutAJobIsInterruptedAndNotBegun() {
    var told = scene.told(scene.start(1));
    scene.on(new Input.Commanded(told));
    var events =
        scene.on(
            new Input.GuestLookedAt(
                told, GuestState.RUNNING, false, new MigrationTag(Scene.MIGRATION, 1)));
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            MigrationEnded.class,
            ended -> assertThat(ended.outcome()).isEqualTo(Outcome.INTERRUPTED));
    assertThat(scene.last(Effect.StartCall.class)).isNull();
  }

  @Test
  void attemptWhoseTagIsThereWithItsJobIsTakenUp() {
    var told = scene.told(scene.start(1));
    scene.on(new Input.Commanded(told));
    scene.on(
        new Input.GuestLookedAt(
            told, GuestState.RUNNING, true, new MigrationTag(Scene.MIGRATION, 1)));
    assertThat(scene.last(Effect.Attach.class)).isNotNull();
    assertThat(scene.last(Effect.StartCall.class)).isNull();
    assertThat(scene.on(new Input.JobSeen(Scene.snapshot(Phase.PRE_COPY))))
        .singleElement()
        .isInstanceOf(MigrationStarted.class);
  }

  @Test
  void secondAttemptFollowsAFailedFirst() {
    var running = Scene.running();
    running.on(new Input.CallReturned(new Ending.Failed("no route")));
    running.on(new Input.JobMissing(GuestState.RUNNING));
    var told = running.told(running.start(2));
    running.on(new Input.Commanded(told));
    running.on(
        new Input.GuestLookedAt(
            told, GuestState.RUNNING, false, new MigrationTag(Scene.MIGRATION, 1)));
    assertThat(running.last(Effect.WriteTag.class))
        .isEqualTo(
            new Effect.WriteTag(told, Scene.GUEST.uuid(), new MigrationTag(Scene.MIGRATION, 2)));
  }

  @Test
  void absentGuestIsUnknown() {
    assertRefusedAs(GuestState.ABSENT, false, RefusalReason.UNKNOWN_GUEST);
  }

  @Test
  void guestWithAnotherJobIsNotMigrated() {
    assertRefusedAs(GuestState.RUNNING, true, RefusalReason.HYPERVISOR_ERROR);
  }

  @Test
  void guestThatIsShutOffIsNotMigrated() {
    assertRefusedAs(GuestState.SHUT_OFF, false, RefusalReason.HYPERVISOR_ERROR);
  }

  private void assertRefusedAs(GuestState state, boolean jobActive, RefusalReason reason) {
    var told = scene.told(scene.start(1));
    scene.on(new Input.Commanded(told));
    assertThat(scene.on(new Input.GuestLookedAt(told, state, jobActive, null)))
        .singleElement()
        .isInstanceOfSatisfying(
            CommandRefused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
    assertThat(scene.last(Effect.Remember.class)).isNull();
  }

  @Test
  void tagThatCannotBeWrittenRefusesTheStartAndKeepsTheAttempt() {
    var told = scene.told(scene.start(1));
    scene.on(new Input.Commanded(told));
    scene.on(new Input.GuestLookedAt(told, GuestState.RUNNING, false, null));
    assertThat(scene.on(new Input.HypervisorRefused(told, Kind.FAILED, "no metadata")))
        .singleElement()
        .isInstanceOf(CommandRefused.class);
    assertThat(scene.state.history().began()).isNull();
  }

  @Test
  void expiredStartIsRefused() {
    var command = scene.start(1);
    scene.now = scene.now.plusSeconds(31);
    assertThat(scene.commanded(command))
        .singleElement()
        .isInstanceOfSatisfying(
            CommandRefused.class,
            refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.EXPIRED));
  }

  @Test
  void restartTakesUpAnOpenJob() {
    var begun = Scene.begun();
    var again = new Scene();
    again.state = JobState.of(Scene.SOURCE, begun.state.history(), 2000);
    again.on(new Input.AgentRestarted());
    assertThat(again.last(Effect.Attach.class)).isEqualTo(new Effect.Attach(Scene.GUEST.uuid()));
    assertThat(again.on(new Input.JobSeen(Scene.snapshot(Phase.PRE_COPY))))
        .singleElement()
        .isInstanceOf(MigrationStarted.class);
    assertThat(end(again, GuestState.ABSENT).outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void restartFindsTheGuestHereWithoutAJobInterrupted() {
    var begun = Scene.begun();
    var again = new Scene();
    again.state = JobState.of(Scene.SOURCE, begun.state.history(), 2000);
    again.on(new Input.AgentRestarted());
    var ended = end(again, GuestState.RUNNING);
    assertThat(ended.outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(ended.error()).isNotBlank();
  }

  private static MigrationEnded end(Scene scene, GuestState state) {
    assertThat(scene.on(new Input.JobMissing(state))).isEmpty();
    assertThat(scene.on(new Input.JobMissing(state))).isEmpty();
    return (MigrationEnded) scene.on(new Input.JobMissing(state)).getLast();
  }

  @Test
  void restartTellsAnEndThatTheBrokerMayNotHave() {
    var running = Scene.running();
    running.on(new Input.CallReturned(new Ending.Succeeded(null)));
    var again = new Scene();
    again.state = JobState.of(Scene.SOURCE, running.state.history(), 2000);
    assertThat(again.on(new Input.AgentRestarted()))
        .singleElement()
        .isInstanceOf(MigrationEnded.class);

    var told = running.state.history().with(new JournalEntry.EndTold(Scene.MIGRATION, 1));
    again.state = JobState.of(Scene.SOURCE, told, 3000);
    assertThat(again.on(new Input.AgentRestarted())).isEmpty();
  }
}
