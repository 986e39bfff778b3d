package io.godwit.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.agent.AgentCommand.SetBandwidth;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.BandwidthApplied;
import io.godwit.events.agent.AgentEvent.BandwidthMeasured;
import io.godwit.events.agent.AgentEvent.CommandRefused;
import io.godwit.events.agent.AgentEvent.MigrationEnded;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.Order.Issuer;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.convergence.Phase;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BandwidthsTest {
  private static final BytesPerSecond LIMIT = BytesPerSecond.ofMebi(10);

  private static SetBandwidth set(Scene scene, long sequence, @Nullable BytesPerSecond limit) {
    return new SetBandwidth(scene.order(Issuer.SCHEDULER, 1, sequence), Scene.GUEST, limit);
  }

  private static Told applied(Scene scene, long sequence, @Nullable BytesPerSecond limit) {
    var told = scene.told(set(scene, sequence, limit));
    scene.on(new Input.Commanded(told));
    scene.on(new Input.BandwidthSet(told, limit));
    return told;
  }

  private static Input seen(Phase phase, double seconds, long sentMebi) {
    var snapshot = Scene.snapshot(phase);
    return new Input.JobSeen(
        new JobSnapshot(
            phase,
            Duration.ofMillis((long) (seconds * 1000)),
            1,
            snapshot.memoryTotal(),
            snapshot.memoryProcessed(),
            snapshot.memoryRemaining(),
            Bytes.ofMebi(sentMebi),
            snapshot.bandwidth(),
            snapshot.dirtyRate(),
            0,
            Bytes.ZERO,
            Bytes.ZERO));
  }

  private static AbstractObjectAssert<?, AgentEvent> only(List<AgentEvent> events) {
    return assertThat(events)
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.type(AgentEvent.class));
  }

  private static RefusalReason refusal(List<AgentEvent> events) {
    assertThat(events).hasOnlyElementsOfType(CommandRefused.class).hasSize(1);
    return ((CommandRefused) events.getFirst()).reason();
  }

  @Test
  void shareIsSetReadBackAndAnsweredOnce() {
    var scene = Scene.running();
    var told = scene.told(set(scene, 50, LIMIT));
    scene.on(new Input.Commanded(told));
    assertThat(scene.effects.getLast())
        .isEqualTo(new Effect.SetBandwidth(told, Scene.GUEST.uuid(), LIMIT));

    only(scene.on(new Input.BandwidthSet(told, BytesPerSecond.ofMebi(9))))
        .isInstanceOfSatisfying(
            BandwidthApplied.class,
            e -> {
              assertThat(e.answers()).isEqualTo(50);
              assertThat(e.limit()).isEqualTo(LIMIT);
              assertThat(e.inForce()).isEqualTo(BytesPerSecond.ofMebi(9));
            });
    assertThat(refusal(scene.on(new Input.Commanded(told)))).isEqualTo(RefusalReason.OLD);
    assertThat(refusal(scene.commanded(set(scene, 49, null)))).isEqualTo(RefusalReason.OLD);
  }

  @Test
  void effectIsMeasuredFromTheBytesOfAtLeastTwoSeconds() {
    var scene = Scene.running();
    applied(scene, 50, LIMIT);

    assertThat(measurements(scene.on(seen(Phase.PRE_COPY, 5.0, 100)))).isEmpty();
    assertThat(measurements(scene.on(seen(Phase.PRE_COPY, 6.9, 119)))).isEmpty();
    assertThat(measurements(scene.on(seen(Phase.PRE_COPY, 7.0, 121))))
        .singleElement()
        .satisfies(e -> {
          assertThat(e.answers()).isEqualTo(50);
          assertThat(e.measured()).isEqualTo(new BytesPerSecond(21 << 19));
          assertThat(e.kept()).isTrue();
        });
    assertThat(measurements(scene.on(seen(Phase.PRE_COPY, 12.0, 400)))).as("once").isEmpty();
  }

  @Test
  void shareThatIsExceededIsToldSo() {
    var scene = Scene.running();
    applied(scene, 50, LIMIT);
    scene.on(seen(Phase.PRE_COPY, 5.0, 100));

    assertThat(measurements(scene.on(seen(Phase.PRE_COPY, 7.0, 123))))
        .singleElement()
        .satisfies(e -> assertThat(e.kept()).isFalse());
  }

  @Test
  void laterShareIsTheOneThatIsMeasured() {
    var scene = Scene.running();
    applied(scene, 50, LIMIT);
    scene.on(seen(Phase.PRE_COPY, 5.0, 100));
    applied(scene, 51, BytesPerSecond.ofMebi(40));
    scene.on(seen(Phase.PRE_COPY, 6.0, 110));

    assertThat(measurements(scene.on(seen(Phase.PRE_COPY, 7.5, 170)))).isEmpty();
    assertThat(measurements(scene.on(seen(Phase.POST_COPY, 8.0, 190))))
        .singleElement()
        .satisfies(e -> {
          assertThat(e.answers()).isEqualTo(51);
          assertThat(e.limit()).isEqualTo(BytesPerSecond.ofMebi(40));
          assertThat(e.kept()).isTrue();
        });
  }

  @Test
  void noLimitIsNotMeasured() {
    var scene = Scene.running();
    applied(scene, 50, null);
    scene.on(seen(Phase.PRE_COPY, 5.0, 100));

    assertThat(measurements(scene.on(seen(Phase.PRE_COPY, 9.0, 500)))).isEmpty();
  }

  @Test
  void stopPhaseInWhichQemuLiftsTheLimitIsNotMeasured() {
    var scene = Scene.running();
    applied(scene, 50, LIMIT);
    scene.on(seen(Phase.PRE_COPY, 5.0, 100));

    assertThat(measurements(scene.on(seen(Phase.SWITCH_OVER, 8.0, 900)))).isEmpty();
  }

  @Test
  void shareThatComesBeforeTheJobIsSeenWaitsForIt() {
    var scene = Scene.begun();
    var told = scene.told(set(scene, 50, LIMIT));
    scene.on(new Input.Commanded(told));
    assertThat(scene.on(new Input.HypervisorRefused(told, Kind.NO_JOB, "no job"))).isEmpty();
    var later = scene.told(set(scene, 51, LIMIT));
    scene.on(new Input.Commanded(later));
    assertThat(refusal(scene.on(new Input.HypervisorRefused(later, Kind.NO_JOB, "no job"))))
        .as("the earlier one is overtaken")
        .isEqualTo(RefusalReason.OLD);

    scene.on(new Input.JobSeen(Scene.snapshot(Phase.PRE_COPY)));

    assertThat(scene.last(Effect.SetBandwidth.class))
        .isEqualTo(new Effect.SetBandwidth(later, Scene.GUEST.uuid(), LIMIT));
    only(scene.on(new Input.BandwidthSet(later, LIMIT))).isInstanceOf(BandwidthApplied.class);
  }

  @Test
  void shareThatWaitsIsRefusedWhenTheJobEnds() {
    var scene = Scene.begun();
    var told = scene.told(set(scene, 50, LIMIT));
    scene.on(new Input.Commanded(told));
    scene.on(new Input.HypervisorRefused(told, Kind.NO_JOB, "no job"));

    scene.on(new Input.CallReturned(new Ending.Failed("no route")));
    var events = scene.on(new Input.JobMissing(GuestState.RUNNING));

    assertThat(events).hasAtLeastOneElementOfType(MigrationEnded.class);
    assertThat(refusal(List.of(events.getFirst()))).isEqualTo(RefusalReason.DONE);
  }

  @Test
  void noShareIsTakenAfterAnAbortOrTheEnd() {
    var scene = Scene.running();
    scene.commanded(scene.abort());
    assertThat(refusal(scene.commanded(set(scene, 50, LIMIT)))).isEqualTo(RefusalReason.ABORTING);

    scene.on(new Input.AbortTaken());
    scene.on(new Input.CallReturned(new Ending.Aborted("aborted")));
    scene.on(new Input.JobMissing(GuestState.RUNNING));
    assertThat(refusal(scene.commanded(set(scene, 51, LIMIT)))).isEqualTo(RefusalReason.DONE);
  }

  @Test
  void restartLosesOnlyTheMeasurement() {
    var scene = Scene.running();
    var told = applied(scene, 50, LIMIT);
    scene.on(seen(Phase.PRE_COPY, 5.0, 100));
    scene.state = JobState.of(Scene.SOURCE, scene.state.history(), 9000);
    scene.on(new Input.AgentRestarted());

    assertThat(measurements(scene.on(seen(Phase.PRE_COPY, 8.0, 130)))).isEmpty();
    assertThat(refusal(scene.on(new Input.Commanded(told)))).isEqualTo(RefusalReason.OLD);
    applied(scene, 51, LIMIT);
    scene.on(seen(Phase.PRE_COPY, 9.0, 140));
    assertThat(measurements(scene.on(seen(Phase.PRE_COPY, 11.0, 160)))).hasSize(1);
  }

  private static List<BandwidthMeasured> measurements(List<AgentEvent> events) {
    return events.stream()
        .filter(BandwidthMeasured.class::isInstance)
        .map(BandwidthMeasured.class::cast)
        .toList();
  }
}
