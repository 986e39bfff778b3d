package io.godwit.scheduler.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.agent.AgentCommand.AbortMigration;
import io.godwit.events.agent.AgentCommand.CheckFacts;
import io.godwit.events.agent.AgentCommand.PausePostCopy;
import io.godwit.events.agent.AgentCommand.PrepareDestination;
import io.godwit.events.agent.AgentCommand.ReportGuestState;
import io.godwit.events.agent.AgentCommand.ResumePostCopy;
import io.godwit.events.agent.AgentCommand.StartMigration;
import io.godwit.events.agent.AgentCommand.TearDown;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.migration.FailureCause;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.AttemptFailed;
import io.godwit.events.migration.MigrationEvent.CancelRefused;
import io.godwit.events.migration.MigrationEvent.MigrationCancelled;
import io.godwit.events.migration.MigrationEvent.MigrationCancelling;
import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.events.migration.MigrationEvent.MigrationFailed;
import io.godwit.events.migration.MigrationEvent.MigrationQueued;
import io.godwit.events.migration.MigrationEvent.MigrationRejected;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.migration.MigrationMode;
import io.godwit.events.migration.RejectionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each test is one transition, or one that must not happen. */
class LifecycleTest {
  private static final Fact REFUSING =
      new Fact("memory", Fact.Answer.NO, "too little memory", "1 of 2 GiB", Instant.EPOCH);
  private static final Fact DOUBTING =
      new Fact("version", Fact.Answer.PROBABLY_NO, "older", "10 after 11", Instant.EPOCH);

  @Test
  void admittedRequestIsQueued() {
    var story = Story.requested();
    assertThat(story.state.state()).isEqualTo(MigrationState.QUEUED);
    assertThat(story.events).hasSize(2);
    assertThat(story.events.stream().map(event -> event.about().sequence()))
        .containsExactly(1L, 2L);
  }

  @Test
  void refusedRequestIsRejectedWithItsField() {
    var refused = new Input.Refused(RejectionReason.GUEST_UNKNOWN, "guest", "no such guest");
    var story = Story.requested(null, refused);
    assertThat(story.state.state()).isEqualTo(MigrationState.REJECTED);
    assertThat(((MigrationRejected) story.said()).field()).isEqualTo("guest");
  }

  @Test
  void requestThatCannotBeJudgedYetWaitsAndIsAdmittedLater() {
    var story = Story.requested(null, new Input.NotYet("no inventory"));
    assertThat(story.state.state()).isEqualTo(MigrationState.REQUESTED);
    assertThat(story.state.nextCheckAt()).isNotNull();
    story.tell(new Input.Admitted(Story.SPEC, Story.SOURCE, false));
    assertThat(story.state.state()).isEqualTo(MigrationState.QUEUED);
  }

  @Test
  void waitingReasonIsSaidOnceUntilItChanges() {
    var story = Story.requested();
    story.tell(new Input.Waits("host1 already sends 1 of 1 migrations"));
    story.tell(new Input.Waits("host1 already sends 1 of 1 migrations"));
    assertThat(story.events.stream().filter(MigrationQueued.class::isInstance)).hasSize(2);
    assertThat(((MigrationQueued) story.said()).waitingFor())
        .isEqualTo("host1 already sends 1 of 1 migrations");
  }

  @Test
  void placedMigrationAsksTheDestinationForFacts() {
    var story = Story.placed();
    assertThat(story.state.state()).isEqualTo(MigrationState.CHECKING);
    assertThat(story.last()).isInstanceOf(CheckFacts.class);
    assertThat(story.last().order().host()).isEqualTo(Story.DESTINATION);
    assertThat(story.last().order().attempt()).isEqualTo(1);
  }

  @Test
  void acceptedFactsLeadToPreparation() {
    var story = Story.placed().facts(DOUBTING);
    assertThat(story.state.state()).isEqualTo(MigrationState.PREPARING);
    assertThat(story.last()).isInstanceOf(PrepareDestination.class);
  }

  @Test
  void refusedFactOfAChosenDestinationFailsTheAttempt() {
    var story = Story.placed().facts(DOUBTING, REFUSING);
    assertThat(story.state.state()).isEqualTo(MigrationState.QUEUED);
    var failed = story.events.stream().filter(AttemptFailed.class::isInstance).findFirst();
    assertThat(((AttemptFailed) failed.orElseThrow()).detail())
        .isEqualTo("memory: too little memory");
    assertThat(story.count(TearDown.class)).isZero();
  }

  @Test
  void refusedFactOfANamedDestinationRejectsTheRequest() {
    var story = Story.requested(Story.DESTINATION).place().facts(REFUSING);
    assertThat(story.state.state()).isEqualTo(MigrationState.REJECTED);
    assertThat(((MigrationRejected) story.said()).field()).isEqualTo("destination");
  }

  @Test
  void preparedDestinationLeadsToTheStart() {
    var story = Story.prepared();
    assertThat(story.state.state()).isEqualTo(MigrationState.STARTING);
    assertThat(story.last()).isInstanceOf(StartMigration.class);
    assertThat(story.last().order().host()).isEqualTo(Story.SOURCE);
  }

  @Test
  void secondVerdictCatchesAnAnswerThatChanged() {
    var story = Story.placed().facts().prepare(REFUSING);
    assertThat(story.state.state()).isEqualTo(MigrationState.QUEUED);
    assertThat(story.count(StartMigration.class)).isZero();
    assertThat(story.count(TearDown.class)).isEqualTo(1);
  }

  @Test
  void startedMigrationRunsUnderItsPolicy() {
    var story = Story.running();
    assertThat(story.state.state()).isEqualTo(MigrationState.RUNNING);
    var running = (MigrationRunning) story.said();
    assertThat(running.policy().name()).isEqualTo("standard");
    assertThat(running.settings()).isEqualTo(Story.SETTINGS);
  }

  @Test
  void endedJobIsVerifiedOnBothHosts() {
    var story = Story.verifying(Outcome.SUCCEEDED);
    assertThat(story.state.state()).isEqualTo(MigrationState.VERIFYING);
    assertThat(story.count(ReportGuestState.class)).isEqualTo(2);
  }

  @Test
  void guestAtTheDestinationOnlyCompletesWithTheDestinationsFigures() {
    var story = Story.verifying(Outcome.SUCCEEDED).states(GuestState.ABSENT, GuestState.RUNNING);
    var completed = (MigrationCompleted) story.said();
    assertThat(completed.mode()).isEqualTo(MigrationMode.PRE_COPY);
    assertThat(completed.figures().downtime()).isEqualTo(Duration.ofMillis(42));
    assertThat(story.state.nextCheckAt()).isNull();
  }

  @Test
  void failedCallWhoseGuestRunsAtTheDestinationIsCompleted() {
    var story =
        Story.running()
            .postCopy()
            .ended(Outcome.FAILED)
            .states(GuestState.ABSENT, GuestState.RUNNING);
    assertThat(((MigrationCompleted) story.said()).mode()).isEqualTo(MigrationMode.POST_COPY);
  }

  @Test
  void failedAttemptIsTornDownAndQueuedAgainAfterABackOff() {
    var story = Story.verifying(Outcome.FAILED).states(GuestState.RUNNING, GuestState.ABSENT);
    assertThat(story.state.state()).isEqualTo(MigrationState.QUEUED);
    assertThat(story.last()).isInstanceOf(TearDown.class);
    assertThat(story.state.notBefore()).isEqualTo(story.now.plusSeconds(5));
    assertThat(story.state.tried()).hasSize(1);
    story.place();
    assertThat(story.last().order().attempt()).isEqualTo(2);
  }

  @Test
  void attemptsAreLimitedAndTheEndNamesEveryReason() {
    var story = Story.requested();
    for (int i = 0; i < 3; i++) {
      story.place().facts().prepare().started().ended(Outcome.FAILED);
      story.states(GuestState.RUNNING, GuestState.ABSENT);
    }
    var failed = (MigrationFailed) story.said();
    assertThat(failed.cause()).isEqualTo(FailureCause.HYPERVISOR_ERROR);
    assertThat(failed.detail()).contains("host2", "the call's error");
    assertThat(failed.guestRunsOn()).isEqualTo(Story.SOURCE);
  }

  @Test
  void hopelessMigrationIsNotRetried() {
    var story = Story.verifying(Outcome.GIVEN_UP).states(GuestState.RUNNING, GuestState.ABSENT);
    assertThat(((MigrationFailed) story.said()).cause()).isEqualTo(FailureCause.HOPELESS);
    assertThat(story.last()).isInstanceOf(TearDown.class);
  }

  @Test
  void unknownStateIsWaitedForAndNothingIsTouched() {
    var story = Story.verifying(Outcome.FAILED).states(GuestState.RUNNING, GuestState.UNKNOWN);
    assertThat(story.state.state()).isEqualTo(MigrationState.VERIFYING);
    assertThat(story.count(TearDown.class)).isZero();
    story.timer().states(GuestState.RUNNING, GuestState.ABSENT);
    assertThat(story.state.state()).isEqualTo(MigrationState.QUEUED);
  }

  @Test
  void alarmIsRaisedOnTheSecondLookAndNothingIsTouched() {
    var story = Story.verifying(Outcome.FAILED).states(GuestState.RUNNING, GuestState.RUNNING);
    assertThat(story.state.state()).isEqualTo(MigrationState.VERIFYING);
    story.timer().states(GuestState.RUNNING, GuestState.RUNNING);
    assertThat(((MigrationFailed) story.said()).cause()).isEqualTo(FailureCause.RUNS_TWICE);
    assertThat(story.count(TearDown.class)).isZero();
  }

  @Test
  void guestSeenNowhereOnceIsLookedForAgain() {
    var story = Story.verifying(Outcome.FAILED).states(GuestState.ABSENT, GuestState.ABSENT);
    story.timer().states(GuestState.ABSENT, GuestState.RUNNING);
    assertThat(story.said()).isInstanceOf(MigrationCompleted.class);
  }

  @Test
  void startThatIsNotAnsweredIsVerifiedAndNeverSentAgain() {
    var story = Story.prepared();
    for (int i = 0; i < 20; i++) {
      story.timer();
    }
    assertThat(story.state.state()).isEqualTo(MigrationState.VERIFYING);
    assertThat(story.count(StartMigration.class)).isEqualTo(1);
    story.states(GuestState.RUNNING, GuestState.ABSENT);
    assertThat(story.state.state()).isEqualTo(MigrationState.QUEUED);
  }

  @Test
  void jobSeenWhileStartingMeansThatItRuns() {
    var story = Story.prepared().timer().report(Story.SOURCE, GuestState.RUNNING, true);
    assertThat(story.state.state()).isEqualTo(MigrationState.RUNNING);
  }

  @Test
  void jobThatVanishedWhileRunningIsVerified() {
    var story = Story.running().timer().report(Story.SOURCE, GuestState.RUNNING, false);
    assertThat(story.state.state()).isEqualTo(MigrationState.VERIFYING);
  }

  @Test
  void silentDestinationIsAskedAgainAndThenGivenUp() {
    var story = Story.placed().timer();
    assertThat(story.count(CheckFacts.class)).isEqualTo(2);
    assertThat(story.last().order().sequence()).isEqualTo(2);
    for (int i = 0; i < 10; i++) {
      story.timer();
    }
    assertThat(story.state.state()).isEqualTo(MigrationState.QUEUED);
    assertThat(story.state.tried().getFirst().cause()).isEqualTo(FailureCause.HOST_SILENT);
  }

  @Test
  void refusedStartIsVerifiedOnBothHosts() {
    var story = Story.prepared();
    story.refuse(story.last(), "agent.start-migration.v1", RefusalReason.HYPERVISOR_ERROR);
    assertThat(story.state.state()).isEqualTo(MigrationState.VERIFYING);
    story.states(GuestState.RUNNING, GuestState.ABSENT);
    assertThat(story.state.tried().getFirst().cause()).isEqualTo(FailureCause.HYPERVISOR_ERROR);
  }

  @Test
  void cancelBeforeTheStartIsGrantedAtOnce() {
    assertThat(Story.requested().cancel().said()).isInstanceOf(MigrationCancelled.class);
    assertThat(Story.placed().cancel().said()).isInstanceOf(MigrationCancelled.class);
    var preparing = Story.placed().facts().cancel();
    assertThat(preparing.said()).isInstanceOf(MigrationCancelled.class);
    assertThat(preparing.last()).isInstanceOf(TearDown.class);
  }

  @Test
  void cancelOfARunningMigrationAbortsItAndEndsByBothHostsWord() {
    var story = Story.running().cancel();
    assertThat(story.said()).isInstanceOf(MigrationCancelling.class);
    assertThat(story.last()).isInstanceOf(AbortMigration.class);
    story.cancel();
    assertThat(story.count(AbortMigration.class)).isEqualTo(1);
    story.ended(Outcome.ABORTED).states(GuestState.RUNNING, GuestState.ABSENT);
    assertThat(((MigrationCancelled) story.said()).explanation()).isEqualTo("not wanted");
  }

  @Test
  void cancelThatLosesAgainstTheEndIsRefused() {
    var story = Story.running().cancel().ended(Outcome.SUCCEEDED);
    story.states(GuestState.ABSENT, GuestState.RUNNING);
    assertThat(story.said()).isInstanceOf(MigrationCompleted.class);
    assertThat(story.events).anyMatch(CancelRefused.class::isInstance);
  }

  @Test
  void cancelAfterTheSwitchToPostCopyIsRefused() {
    var story = Story.running().postCopy().cancel();
    assertThat(story.said()).isInstanceOf(CancelRefused.class);
    assertThat(story.count(AbortMigration.class)).isZero();
  }

  @Test
  void abortThatPostCopyOvertookIsRefusedAndNotRepeated() {
    var story = Story.running().cancel();
    story.refuse(story.last(), "agent.abort-migration.v1", RefusalReason.POST_COPY);
    assertThat(story.said()).isInstanceOf(CancelRefused.class);
    story.timer();
    assertThat(story.count(AbortMigration.class)).isEqualTo(1);
  }

  @Test
  void unansweredAbortIsSentAgain() {
    var story = Story.running().cancel().timer();
    assertThat(story.count(AbortMigration.class)).isEqualTo(2);
  }

  @Test
  void cancelOfWhatHasEndedIsRefusedAndChangesNothingElse() {
    var story = Story.verifying(Outcome.SUCCEEDED).states(GuestState.ABSENT, GuestState.RUNNING);
    story.cancel();
    assertThat(((CancelRefused) story.said()).detail()).isEqualTo("it is completed already");
    assertThat(story.state.state()).isEqualTo(MigrationState.COMPLETED);
  }

  @Test
  void postCopyThatBrokeOnBothSidesIsResumedUntilItCompletes() {
    var story = Story.running().postCopy().broke();
    assertThat(story.state.state()).isEqualTo(MigrationState.RECOVERING);
    story.states(GuestState.POST_COPY_FAILED, GuestState.POST_COPY_FAILED);
    assertThat(story.last()).isInstanceOf(ResumePostCopy.class);
    story.tell(
        new Input.FromAgent(
            new AgentEvent.PostCopyResumed(
                story.about(), Story.SOURCE, story.last().order().sequence())));
    story.states(GuestState.PAUSED_POST_COPY, GuestState.RUNNING_POST_COPY);
    assertThat(story.state.state()).isEqualTo(MigrationState.RECOVERING);
    story.timer().states(GuestState.ABSENT, GuestState.RUNNING);
    assertThat(((MigrationCompleted) story.said()).mode()).isEqualTo(MigrationMode.POST_COPY);
  }

  @Test
  void refusedResumePausesTheHalfOpenSideFirst() {
    var story = Story.running().postCopy().broke();
    story.states(GuestState.POST_COPY_FAILED, GuestState.POST_COPY_FAILED);
    story.refuse(story.last(), "agent.resume-post-copy.v1", RefusalReason.HYPERVISOR_ERROR);
    story.timer().states(GuestState.POST_COPY_FAILED, GuestState.POST_COPY_FAILED);
    assertThat(story.last()).isInstanceOf(PausePostCopy.class);
    story.tell(
        new Input.FromAgent(
            new AgentEvent.PostCopyPaused(
                story.about(), Story.SOURCE, story.last().order().sequence())));
    assertThat(story.last()).isInstanceOf(ResumePostCopy.class);
  }

  @Test
  void halfOpenPostCopyIsGivenTimeToHealBeforeItIsPaused() {
    var story = Story.running().postCopy().broke();
    story.states(GuestState.POST_COPY_FAILED, GuestState.RUNNING_POST_COPY);
    assertThat(story.count(PausePostCopy.class)).isZero();
    story.later(Duration.ofSeconds(20)).timer();
    story.states(GuestState.POST_COPY_FAILED, GuestState.RUNNING_POST_COPY);
    assertThat(story.last()).isInstanceOf(PausePostCopy.class);
  }

  @Test
  void duplicateAndLateEventsLeaveTheStateAsItWas() {
    var story = Story.placed();
    var answer =
        new AgentEvent.FactsAnswered(
            story.about(), Story.DESTINATION, story.last().order().sequence(), List.of());
    story.tell(new Input.FromAgent(answer));
    var after = story.state;
    story.tell(new Input.FromAgent(answer));
    assertThat(story.state).isEqualTo(after);
  }

  @Test
  void answersOfAnEarlierAttemptOrAnotherHostChangeNothing() {
    var story = Story.verifying(Outcome.FAILED);
    var late =
        new AgentEvent.MigrationEnded(story.about(), Story.SOURCE, Outcome.SUCCEEDED, null, null);
    story.states(GuestState.RUNNING, GuestState.ABSENT).place();
    var before = story.state;
    story.tell(new Input.FromAgent(late));
    story.tell(
        new Input.FromAgent(
            new AgentEvent.FactsAnswered(story.about(), Story.SOURCE, before.orders(), List.of())));
    assertThat(story.state).isEqualTo(before);
  }

  @Test
  void timerThatIsNotDueChangesNothing() {
    var story = Story.placed();
    var before = story.state;
    story.tell(new Input.Timer());
    assertThat(story.state).isEqualTo(before);
  }

  @Test
  void contradictionIsSaidAndTheCourseIsUnchanged() {
    var story = Story.placed().tell(new Input.Contradicted("guest", "another guest"));
    assertThat(story.said()).isInstanceOf(MigrationEvent.RequestRefused.class);
    assertThat(story.state.state()).isEqualTo(MigrationState.CHECKING);
  }

  @Test
  void queueThatFindsNoDestinationRejectsWhatWasNeverTried() {
    var story =
        Story.requested()
            .tell(new Input.Unplaceable(RejectionReason.NO_DESTINATION, "destination", "all full"));
    assertThat(story.state.state()).isEqualTo(MigrationState.REJECTED);
  }
}
