package io.godwit.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.events.Bytes;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.CommandRefused;
import io.godwit.events.agent.AgentEvent.DestinationTornDown;
import io.godwit.events.agent.AgentEvent.GuestStateReported;
import io.godwit.events.agent.AgentEvent.MigrationEnded;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.AgentEvent.MigrationStarted;
import io.godwit.events.agent.AgentEvent.PostCopyBegan;
import io.godwit.events.agent.AgentEvent.PostCopyBroke;
import io.godwit.events.agent.AgentEvent.PostCopyResumed;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.JobFigures;
import io.godwit.events.agent.Order.Issuer;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchingTest {

  private static MigrationEnded ended(List<AgentEvent> events) {
    return (MigrationEnded) events.getLast();
  }

  @Test
  void successIsToldWithItsFigures() {
    var scene = Scene.running();
    var figures = new JobFigures(Duration.ofSeconds(4), Duration.ofMillis(120), Bytes.ofMebi(600));
    var ended = ended(scene.on(new Input.CallReturned(new Ending.Succeeded(figures))));
    assertThat(ended.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(ended.figures()).isEqualTo(figures);
    assertThat(scene.last(Effect.StopSampling.class)).isNotNull();
    assertThat(scene.state.runningGuest()).isNull();
  }

  @Test
  void lastSampleSaysEnded() {
    var scene = Scene.running();
    scene.on(new Input.CallReturned(new Ending.Succeeded(null)));
    assertThat(samples(scene).getLast().phase()).isEqualTo(Phase.ENDED);
  }

  private static List<ProgressSample> samples(Scene scene) {
    return scene.effects.stream()
        .filter(Effect.Sample.class::isInstance)
        .map(effect -> ((Effect.Sample) effect).sample())
        .toList();
  }

  @Test
  void oneSampleASecondAndEveryChangeOfPhase() {
    var scene = Scene.begun();
    for (int i = 0; i < 10; i++) {
      scene.on(new Input.JobSeen(at(Duration.ofMillis(8000L + 200L * i))));
      scene.now = scene.now.plusMillis(200);
    }
    assertThat(samples(scene)).hasSize(2);
    scene.on(new Input.JobSeen(Scene.snapshot(Phase.SWITCH_OVER)));
    assertThat(samples(scene)).hasSize(3);
  }

  @Test
  void moreOftenInTheFirstSecondsOfAMigration() {
    var scene = Scene.begun();
    for (int i = 1; i <= 20; i++) {
      scene.now = scene.now.plusMillis(100);
      scene.on(new Input.JobSeen(at(Duration.ofMillis(100L * i))));
    }
    assertThat(samples(scene).stream().map(sample -> sample.elapsed().toMillis()))
        .containsExactly(100L, 300L, 500L, 800L, 1200L, 1800L);
  }

  private static JobSnapshot at(Duration elapsed) {
    return Scene.snapshot(Phase.PRE_COPY, elapsed, 1, 100, 412);
  }

  @Test
  void passBoundaryIsPublishedAtOnce() {
    var scene = Scene.running();
    scene.on(new Input.JobSeen(Scene.snapshot(Phase.PRE_COPY, Duration.ofSeconds(8), 1, 510, 2)));
    var before = samples(scene).size();
    scene.on(
        new Input.JobSeen(Scene.snapshot(Phase.PRE_COPY, Duration.ofMillis(8200), 2, 522, 170)));
    assertThat(samples(scene)).hasSize(before + 1);
    assertThat(samples(scene).getLast().passBoundary()).isTrue();
    assertThat(samples(scene).getLast().pass()).isEqualTo(2);
  }

  @Test
  void sequencesRiseOverEventsAndSamples() {
    var scene = Scene.running();
    scene.on(new Input.CallReturned(new Ending.Succeeded(null)));
    var sequences =
        scene.effects.stream()
            .mapMultiToLong((effect, take) -> {
              switch (effect) {
                case Effect.Tell tell -> take.accept(tell.event().about().sequence());
                case Effect.Sample sample -> take.accept(sample.sample().about().sequence());
                default -> {}
              }
            })
            .boxed()
            .toList();
    assertThat(sequences).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(3);
  }

  @Test
  void migrationThatIsTooQuickToBeSeenIsStartedAndEnded() {
    var events = Scene.begun().on(new Input.CallReturned(new Ending.Succeeded(null)));
    assertThat(events).hasSize(2);
    assertThat(events.getFirst()).isInstanceOf(MigrationStarted.class);
    assertThat(ended(events).outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void failureInPreCopyIsToldOnceTheGuestIsSeenHere() {
    var scene = Scene.running();
    assertThat(scene.on(new Input.CallReturned(new Ending.Failed("no route")))).isEmpty();
    assertThat(scene.on(new Input.JobMissing(GuestState.PAUSED_MIGRATING))).isEmpty();
    var ended = ended(scene.on(new Input.JobMissing(GuestState.RUNNING)));
    assertThat(ended.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(ended.error()).isEqualTo("no route");
  }

  @Test
  void abortBySomeoneElseIsAFailure() {
    var scene = Scene.running();
    scene.on(new Input.CallReturned(new Ending.Aborted("canceled by client")));
    assertThat(ended(scene.on(new Input.JobMissing(GuestState.RUNNING))).outcome())
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void cutLinkInPostCopyIsNoEndAndHeals() {
    // Given a post-copy whose call fails because the link is cut
    var scene = Scene.inPostCopy();
    assertThat(scene.on(new Input.CallReturned(new Ending.Failed("client socket is closed"))))
        .isEmpty();
    // When the source says that it failed
    assertThat(scene.on(new Input.JobMissing(GuestState.POST_COPY_FAILED)))
        .singleElement()
        .isInstanceOfSatisfying(
            PostCopyBroke.class,
            broke -> assertThat(broke.detail()).isEqualTo("client socket is closed"));
    assertThat(scene.on(new Input.JobMissing(GuestState.POST_COPY_FAILED))).isEmpty();
    assertThat(scene.on(new Input.JobMissing(GuestState.UNKNOWN))).isEmpty();
    // And the link comes back, and QEMU's own connection goes on to the end
    assertThat(scene.on(new Input.JobMissing(GuestState.PAUSED_POST_COPY))).isEmpty();
    assertThat(ended(scene.on(new Input.JobMissing(GuestState.ABSENT))).outcome())
        .isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void brokenPostCopyIsResumed() {
    var scene = Scene.inPostCopy();
    scene.on(new Input.CallReturned(new Ending.Failed("connection reset")));
    scene.on(new Input.JobSeen(Scene.snapshot(Phase.POST_COPY_BROKEN)));
    assertThat(scene.commanded(scene.resume())).isEmpty();
    assertThat(scene.last(Effect.ResumePostCopy.class)).isNotNull();
    assertThat(scene.on(new Input.JobSeen(Scene.snapshot(Phase.POST_COPY))))
        .singleElement()
        .isInstanceOf(PostCopyResumed.class);
    var events = scene.on(new Input.ResumeReturned(new Ending.Succeeded(null)));
    assertThat(events).singleElement().isInstanceOf(MigrationEnded.class);
  }

  @Test
  void refusedResumeIsAnswered() {
    var scene = Scene.inPostCopy();
    scene.on(new Input.JobSeen(Scene.snapshot(Phase.POST_COPY_BROKEN)));
    scene.commanded(scene.resume());
    assertThat(scene.on(new Input.ResumeReturned(new Ending.Failed("migration is still running"))))
        .singleElement()
        .isInstanceOf(CommandRefused.class);
    assertThat(scene.state.runningGuest()).isEqualTo(Scene.GUEST.uuid());
  }

  @Test
  void lostConnectionIsNoEnd() {
    var scene = Scene.running();
    assertThat(scene.on(new Input.CallReturned(new Ending.Lost("connection closed")))).isEmpty();
    assertThat(scene.on(new Input.JobMissing(GuestState.UNKNOWN))).isEmpty();
    assertThat(scene.on(new Input.JobSeen(Scene.snapshot(Phase.PRE_COPY)))).isEmpty();
    scene.on(new Input.JobMissing(GuestState.RUNNING));
    scene.on(new Input.JobMissing(GuestState.RUNNING));
    assertThat(ended(scene.on(new Input.JobMissing(GuestState.RUNNING))).outcome())
        .isEqualTo(Outcome.INTERRUPTED);
  }

  @Test
  void postCopyThatTheHypervisorBeganByItselfIsTold() {
    var scene = Scene.running();
    assertThat(scene.on(new Input.JobSeen(Scene.snapshot(Phase.POST_COPY))))
        .singleElement()
        .isInstanceOf(PostCopyBegan.class);
  }

  @Test
  void questionIsAnsweredHoweverOftenItComes() {
    var scene = Scene.running();
    var told =
        scene.told(
            new AgentCommand.ReportGuestState(scene.order(Issuer.SCHEDULER, 1, 1), Scene.GUEST));
    for (int i = 0; i < 2; i++) {
      assertThat(scene.on(new Input.Commanded(told))).isEmpty();
      assertThat(scene.on(new Input.GuestRead(told, GuestState.RUNNING, true, null)))
          .singleElement()
          .isInstanceOfSatisfying(
              GuestStateReported.class, reported -> assertThat(reported.jobActive()).isTrue());
    }
  }

  @Test
  void tearDownIsAnsweredAlways() {
    var scene = new Scene();
    var told =
        scene.told(new AgentCommand.TearDown(scene.order(Issuer.SCHEDULER, 1, 5), Scene.GUEST));
    scene.now = scene.now.plusSeconds(3600);
    assertThat(scene.on(new Input.Commanded(told)))
        .singleElement()
        .isInstanceOf(DestinationTornDown.class);
    assertThat(scene.on(new Input.Commanded(told)))
        .singleElement()
        .isInstanceOf(DestinationTornDown.class);
  }
}
