package io.godwit.scheduler.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestClass;
import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentCommand.AbortMigration;
import io.godwit.events.agent.AgentCommand.CheckFacts;
import io.godwit.events.agent.AgentCommand.PausePostCopy;
import io.godwit.events.agent.AgentCommand.PrepareDestination;
import io.godwit.events.agent.AgentCommand.ReleaseSource;
import io.godwit.events.agent.AgentCommand.ReportGuestState;
import io.godwit.events.agent.AgentCommand.ResumePostCopy;
import io.godwit.events.agent.AgentCommand.SetBandwidth;
import io.godwit.events.agent.AgentCommand.StartMigration;
import io.godwit.events.agent.AgentCommand.TearDown;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.migration.FailureCause;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.AttemptFailed;
import io.godwit.events.migration.MigrationEvent.BandwidthGranted;
import io.godwit.events.migration.MigrationEvent.BandwidthVerified;
import io.godwit.events.migration.MigrationEvent.CancelRefused;
import io.godwit.events.migration.MigrationEvent.MigrationCancelled;
import io.godwit.events.migration.MigrationEvent.MigrationCancelling;
import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.events.migration.MigrationEvent.MigrationFailed;
import io.godwit.events.migration.MigrationEvent.MigrationPreempted;
import io.godwit.events.migration.MigrationEvent.MigrationQueued;
import io.godwit.events.migration.MigrationEvent.MigrationRejected;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.migration.MigrationEvent.PriorityChanged;
import io.godwit.events.migration.MigrationMode;
import io.godwit.events.migration.RejectionReason;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.MigrationState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Each test is one transition, or one that must not happen. */
class LifecycleTest {
  private static final Fact REFUSING =
      new Fact("memory", Fact.Answer.NO, "too little memory", "1 of 2 GiB", Instant.EPOCH);
  private static final Fact DOUBTING =
      new Fact(
          "hypervisor-version", Fact.Answer.PROBABLY_NO, "older", "10 after 11", Instant.EPOCH);
  private static final Fact LIKING =
      new Fact("memory", Fact.Answer.YES, "enough memory", "3 of 4 GiB", Instant.EPOCH);
  private static final Fact DAMAGING =
      new Fact("cpu", Fact.Answer.NO, "the CPU lacks avx512f", "Skylake on Haswell", Instant.EPOCH);
  private static final HostId THIRD = new HostId("host3");
  private static final Claims CLAIMS = Claims.of(Bytes.ofMebi(615));
  private static final Input PREEMPTED =
      new Input.Preempted(MigrationId.of("urn:test", "urgent"), "an evacuation needs the slot");

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
    var story = Story.requested((HostId) null, refused);
    assertThat(story.state.state()).isEqualTo(MigrationState.REJECTED);
    assertThat(((MigrationRejected) story.said()).field()).isEqualTo("guest");
  }

  @Test
  void requestThatCannotBeJudgedYetWaitsAndIsAdmittedLater() {
    var story = Story.requested((HostId) null, new Input.NotYet("no inventory"));
    assertThat(story.state.state()).isEqualTo(MigrationState.REQUESTED);
    assertThat(story.state.nextCheckAt()).isNotNull();
    story.tell(new Input.Admitted(Story.SPEC, Story.SOURCE, false));
    assertThat(story.state.state()).isEqualTo(MigrationState.QUEUED);
  }

  @Test
  void waitingReasonIsSaidOnceUntilItChanges() {
    var story = Story.requested();
    story.tell(new Input.Waits("host2 has 1 GiB free"));
    story.tell(new Input.Waits("host2 has 1 GiB free"));
    assertThat(story.events.stream().filter(MigrationQueued.class::isInstance)).hasSize(2);
    assertThat(((MigrationQueued) story.said()).waitingFor()).isEqualTo("host2 has 1 GiB free");
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
    var story = Story.starting();
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
    assertThat(running.policy().name()).isEqualTo("standard-user");
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
      story.place().facts().prepare().go().started().ended(Outcome.FAILED);
      story.states(GuestState.RUNNING, GuestState.ABSENT);
    }
    var failed = (MigrationFailed) story.said();
    assertThat(failed.cause()).isEqualTo(FailureCause.HYPERVISOR_ERROR);
    assertThat(failed.detail()).contains("host2", "the call's error");
    assertThat(failed.guestRunsOn()).isEqualTo(Story.SOURCE);
  }

  @Test
  void hopelessMigrationToANamedDestinationIsNotRetried() {
    var story = Story.requested(Story.DESTINATION).place().facts().prepare().go().started();
    story.ended(Outcome.GIVEN_UP).states(GuestState.RUNNING, GuestState.ABSENT);
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
    var story = Story.starting();
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
    var story = Story.starting().timer().report(Story.SOURCE, GuestState.RUNNING, true);
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
    var story = Story.starting();
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

  @Test
  void preparedDestinationWaitsForItsSlots() {
    var story = Story.ready();
    assertThat(story.state.state()).isEqualTo(MigrationState.READY);
    assertThat(story.count(StartMigration.class)).isZero();
    story.go();
    assertThat(story.state.state()).isEqualTo(MigrationState.STARTING);
    story.go();
    assertThat(story.count(StartMigration.class)).isEqualTo(1);
  }

  @Test
  void startOnAnAnswerThatIsTooOldIsAskedForFirst() {
    var story = Story.ready().later(Duration.ofSeconds(6)).go();
    assertThat(story.last()).isInstanceOf(CheckFacts.class);
    assertThat(story.state.state()).isEqualTo(MigrationState.READY);
    story.facts();
    assertThat(story.last()).isInstanceOf(StartMigration.class);
  }

  @Test
  void hostThatFilledUpBeforeTheStartIsCaughtAndTheNextIsTriedAtOnce() {
    var story = Story.ready().later(Duration.ofSeconds(6)).go().facts(REFUSING);
    assertThat(story.state.state()).isEqualTo(MigrationState.QUEUED);
    assertThat(story.last()).isInstanceOf(TearDown.class);
    assertThat(story.state.notBefore()).isNull();
    assertThat(story.count(StartMigration.class)).isZero();
  }

  @Test
  void readyDestinationIsAskedAgainEveryNowAndThenAndGivenUpWhenItIsSilent() {
    var story = Story.ready().timer();
    assertThat(story.last()).isInstanceOf(CheckFacts.class);
    story.facts();
    assertThat(story.state.state()).isEqualTo(MigrationState.READY);
    for (int i = 0; i < 30 && story.state.state() == MigrationState.READY; i++) {
      story.timer();
    }
    assertThat(story.state.tried().getFirst().cause()).isEqualTo(FailureCause.HOST_SILENT);
    assertThat(story.count(TearDown.class)).isEqualTo(1);
  }

  @Test
  void refusedDestinationIsNoFailureAndKeepsItsFacts() {
    var story = Story.placed().facts(REFUSING);
    var failed =
        story.events.stream()
            .filter(AttemptFailed.class::isInstance)
            .map(AttemptFailed.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(failed.facts()).containsExactly(REFUSING);
    assertThat(failed.destination()).isEqualTo(Story.DESTINATION);
    assertThat(story.state.failures()).isZero();
    assertThat(story.state.notBefore()).isNull();
  }

  @Test
  void everyHostOfTheShortlistIsAskedAndABetterOneIsPreferredOnce() {
    var story = Story.requested().place(CLAIMS, Story.DESTINATION, THIRD);
    assertThat(story.count(CheckFacts.class)).isEqualTo(2);
    story.facts(Story.DESTINATION, DOUBTING).facts(THIRD, LIKING);
    assertThat(story.state.state()).isEqualTo(MigrationState.QUEUED);
    assertThat(story.state.preferred()).isEqualTo(THIRD);
    assertThat(story.state.tried()).isEmpty();
    assertThat(((MigrationQueued) story.said()).waitingFor())
        .isEqualTo("host3 answered better than host2 (hypervisor-version: older)");
    story.place(CLAIMS, THIRD, Story.DESTINATION);
    story.facts(THIRD, DOUBTING).facts(Story.DESTINATION, LIKING);
    assertThat(story.state.state()).isEqualTo(MigrationState.PREPARING);
  }

  @Test
  void restOfTheShortlistIsWaitedForNoLongerThanAllowed() {
    var story = Story.requested().place(CLAIMS, Story.DESTINATION, THIRD);
    story.facts(Story.DESTINATION, LIKING);
    assertThat(story.state.state()).isEqualTo(MigrationState.CHECKING);
    story.timer();
    assertThat(story.state.state()).isEqualTo(MigrationState.PREPARING);
    assertThat(story.state.since()).isEqualTo(Instant.parse("2026-11-21T10:00:01Z"));
  }

  @Test
  void namedDestinationThatRefusesLaterIsRejectedWithItsFactsAndTornDown() {
    var story = Story.requested(Story.DESTINATION).place().facts().prepare(REFUSING);
    var rejected = (MigrationRejected) story.said();
    assertThat(rejected.facts()).containsExactly(REFUSING);
    assertThat(rejected.detail()).isEqualTo("memory: too little memory");
    assertThat(story.last()).isInstanceOf(TearDown.class);
  }

  @Test
  void forcedDestinationIsRefusedOnlyForWhatDamagesTheGuest() {
    assertThat(forced().place().facts(REFUSING).state.state()).isEqualTo(MigrationState.PREPARING);
    assertThat(forced().place().facts(DAMAGING).state.state()).isEqualTo(MigrationState.REJECTED);
  }

  private static Story forced() {
    var request =
        new RequestMigration("db1", Story.DESTINATION, null, null, true, null, null, null);
    return Story.requested(request, new Input.Admitted(Story.SPEC, Story.SOURCE, false));
  }

  @Test
  void preemptedMigrationIsStoppedAndQueuedAgainWithoutAFailure() {
    var story = Story.running().tell(PREEMPTED);
    assertThat(story.last()).isInstanceOf(AbortMigration.class);
    assertThat(story.said()).isInstanceOf(MigrationPreempted.class);
    story.ended(Outcome.ABORTED).states(GuestState.RUNNING, GuestState.ABSENT);
    assertThat(story.state.state()).isEqualTo(MigrationState.QUEUED);
    assertThat(story.state.failures()).isZero();
    assertThat(story.state.notBefore()).isNull();
    assertThat(story.last()).isInstanceOf(TearDown.class);
  }

  @Test
  void preemptedMigrationThatIsOnlyPreparedIsTornDownAtOnce() {
    var story = Story.ready().tell(PREEMPTED);
    assertThat(story.state.state()).isEqualTo(MigrationState.QUEUED);
    assertThat(story.last()).isInstanceOf(TearDown.class);
    assertThat(Story.placed().tell(PREEMPTED).count(TearDown.class)).isZero();
  }

  @Test
  void cancelThatComesAfterTheEndLeavesWhatBecameOfAPreemptedMigrationAsItWas() {
    var story = Story.ready().tell(PREEMPTED).cancel();
    assertThat(story.state.state()).isEqualTo(MigrationState.CANCELLED);
    var before = story.state.attemptOrThrow();
    assertThat(before.preemptedBy()).isNotNull();
    story.tell(new Input.Cancel("too late"));
    assertThat(story.said()).isInstanceOf(CancelRefused.class);
    assertThat(story.state.attemptOrThrow()).isEqualTo(before);
  }

  @Test
  void migrationInPostCopyIsNotPreempted() {
    var story = Story.running().postCopy();
    var before = story.state;
    assertThat(story.tell(PREEMPTED).state).isEqualTo(before);
  }

  @Test
  void preemptionThatPostCopyOvertookIsForgotten() {
    var story = Story.running().tell(PREEMPTED);
    story.refuse(story.last(), "agent.abort-migration.v1", RefusalReason.POST_COPY);
    story.timer();
    assertThat(story.count(AbortMigration.class)).isEqualTo(1);
    assertThat(story.events).noneMatch(CancelRefused.class::isInstance);
  }

  @Test
  void grantedShareIsSaidAndToldUntilItIsApplied() {
    var limit = BytesPerSecond.ofMebi(50);
    var story = Story.running().tell(new Input.Granted(limit, "two share the link"));
    assertThat(((BandwidthGranted) story.said()).limit()).isEqualTo(limit);
    assertThat(((SetBandwidth) story.last()).limit()).isEqualTo(limit);
    story.tell(new Input.Granted(limit, "still two"));
    assertThat(story.count(SetBandwidth.class)).isEqualTo(1);
    story.timer();
    assertThat(story.count(SetBandwidth.class)).isEqualTo(2);
    story.tell(
        new Input.FromAgent(
            new AgentEvent.BandwidthApplied(
                story.about(), Story.SOURCE, story.last().order().sequence(), limit, limit)));
    story.timer();
    assertThat(story.count(SetBandwidth.class)).isEqualTo(2);
  }

  @Test
  void limitThatIsNotKeptIsSaidAndCountedAsWhatIsSent() {
    var limit = BytesPerSecond.ofMebi(50);
    var sent = BytesPerSecond.ofMebi(90);
    var story = Story.running().tell(new Input.Granted(limit, "two share the link"));
    story.tell(
        new Input.FromAgent(
            new AgentEvent.BandwidthMeasured(story.about(), Story.SOURCE, 9, limit, sent, false)));
    assertThat(story.said()).isInstanceOf(BandwidthVerified.class);
    assertThat(story.state.attemptOrThrow().measured()).isEqualTo(sent);
  }

  @Test
  void priorityChangesTheTurnWhileItWaitsAndNotLater() {
    var story = Story.requested();
    var turn = Objects.requireNonNull(story.state.turn());
    story.tell(new Input.Retuned(100, "urn:people"));
    assertThat(story.said()).isInstanceOf(PriorityChanged.class);
    assertThat(story.state.turn()).isEqualTo(turn.minus(Duration.ofMinutes(10)));
    story.tell(new Input.Retuned(0, "urn:people"));
    assertThat(story.state.turn()).isEqualTo(turn);
    var placed = story.place().state;
    assertThat(story.tell(new Input.Retuned(50, "urn:people")).state).isEqualTo(placed);
  }

  @Test
  void sourcesVolumesGoOnlyWhenBothHostsSaidThatTheGuestHasMoved() {
    var story = copied().ended(Outcome.SUCCEEDED);
    assertThat(story.count(ReleaseSource.class)).isZero();
    story.states(GuestState.ABSENT, GuestState.UNKNOWN);
    assertThat(story.count(ReleaseSource.class)).isZero();
    story.timer().states(GuestState.ABSENT, GuestState.RUNNING);
    assertThat(story.state.state()).isEqualTo(MigrationState.COMPLETED);
    var release = story.lastOf(ReleaseSource.class);
    assertThat(release.order().host()).isEqualTo(Story.SOURCE);
    assertThat(release.disks()).containsExactly(Story.COPIED);
  }

  @Test
  void failedCopyLeavesTheSourcesVolumesAlone() {
    var story = copied().ended(Outcome.FAILED).states(GuestState.RUNNING, GuestState.ABSENT);
    assertThat(story.count(ReleaseSource.class)).isZero();
    assertThat(story.count(TearDown.class)).isEqualTo(1);
  }

  private static Story copied() {
    return Story.requested(new RequestMigration("db1", null, null, null), Story.WITH_DISKS)
        .place(Story.COPYING, Story.DESTINATION)
        .facts()
        .prepare()
        .go()
        .started();
  }

  @Test
  void choreIsToldAgainUnderItsAttemptAndALaterSequence() {
    var story = Story.verifying(Outcome.GIVEN_UP).states(GuestState.RUNNING, GuestState.ABSENT);
    long before = story.last().order().sequence();
    story.tell(new Input.TearDownAgain(1, Story.DESTINATION));
    assertThat(story.last()).isInstanceOf(TearDown.class);
    assertThat(story.last().order().attempt()).isEqualTo(1);
    assertThat(story.last().order().sequence()).isGreaterThan(before);
  }

  @Test
  void hopelessMigrationWaitsForAnotherLinkAndFailsWhenThereIsNone() {
    var story = Story.verifying(Outcome.GIVEN_UP).states(GuestState.RUNNING, GuestState.ABSENT);
    assertThat(story.state.state()).isEqualTo(MigrationState.QUEUED);
    story.tell(new Input.Unplaceable(RejectionReason.NO_DESTINATION, "destination", "no faster"));
    assertThat(((MigrationFailed) story.said()).cause()).isEqualTo(FailureCause.HOPELESS);
  }

  @Test
  void guestsOwnLabelsSayWhatItToleratesUnlessTheRequestDoes() {
    var labels = new GuestLabels(GuestClass.CRITICAL, "bank", null, null);
    var own = new Input.Admitted(Story.SPEC, Story.SOURCE, false, labels);
    var story = Story.requested((HostId) null, own);
    assertThat(story.state.guestClass()).isEqualTo(GuestClass.CRITICAL);
    assertThat(story.state.origin().policy().name()).isEqualTo("critical-user");
    assertThat(story.state.project()).isEqualTo("bank");
    var asked = new RequestMigration("db1", null, null, GuestClass.BATCH, null, null, "shop", null);
    assertThat(Story.requested(asked, own).state.origin().policy().name()).isEqualTo("batch-user");
    assertThat(Story.requested(asked, own).state.project()).isEqualTo("shop");
  }
}
