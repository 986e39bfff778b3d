package io.godwit.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.dispatch.Limits.Slots;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.queue.Sources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreemptionTest {
  private final Scene scene = new Scene(8192, "host1", "host2", "host3");

  @Test
  void rebalanceThatMovesGivesWayToAnEvacuationThatIsReady() {
    moves("rebalance", Reason.REBALANCE);
    ready("evacuation", Reason.EVACUATION);
    assertThat(scene.dispatch().preempts())
        .containsExactly(
            new Dispatch.Preempt(
                Scene.id("rebalance"),
                new Input.Preempted(
                    Scene.id("evacuation"),
                    "this rebalance holds what the evacuation of another guest needs")));
  }

  @ParameterizedTest
  @EnumSource(value = Reason.class, names = "REBALANCE", mode = EnumSource.Mode.EXCLUDE)
  void nothingElseGivesWay(Reason reason) {
    moves("other", reason);
    ready("evacuation", Reason.EVACUATION);
    assertThat(scene.dispatch().preempts()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = Reason.class, names = "EVACUATION", mode = EnumSource.Mode.EXCLUDE)
  void toNothingElse(Reason reason) {
    moves("rebalance", Reason.REBALANCE);
    ready("other", reason);
    assertThat(scene.dispatch().preempts()).isEmpty();
  }

  @Test
  void rebalanceThatHasSwitchedOverGoesOn() {
    moves("rebalance", Reason.REBALANCE);
    scene.butFlight(flight -> Flies.with(flight, it -> it.postCopy = true));
    ready("evacuation", Reason.EVACUATION);
    assertThat(scene.dispatch().preempts()).isEmpty();
  }

  @Test
  void rebalanceThatWaitedForItsTurnLongerThanAnEvacuationHasGoesOn() {
    moves("rebalance", Reason.REBALANCE);
    scene.butFlight(flight -> Flies.with(flight, it -> it.turn = Scene.NOW.minusSeconds(1)));
    ready("evacuation", Reason.EVACUATION);
    assertThat(scene.dispatch().preempts()).isEmpty();
  }

  @Test
  void oneThatIsBeingStoppedAlreadyIsEnough() {
    var limits = Limits.DEFAULT.with(new Slots(2, 4, 0, 1)).with(halves());
    moves("stopping", Reason.REBALANCE);
    scene.butFlight(flight -> Flies.with(flight, it -> it.cancelling = true));
    moves("rebalance", Reason.REBALANCE);
    ready("evacuation", Reason.EVACUATION);
    assertThat(scene.dispatch(limits).preempts()).isEmpty();
    ready("second", Reason.EVACUATION);
    assertThat(victims(limits)).containsExactly(Scene.id("rebalance"));
  }

  @Test
  void onlyAsManyGiveWayAsAreNeededTheLeastUrgentFirst() {
    var limits = Limits.DEFAULT.with(new Slots(3, 4, 0, 1)).with(halves());
    for (int i = 1; i <= 3; i++) {
      int age = i;
      moves("rebalance" + i, Reason.REBALANCE);
      scene.butFlight(
          flight -> Flies.with(flight, it -> it.turn = flight.turn().minusSeconds(age)));
    }
    ready("evacuation", Reason.EVACUATION);
    assertThat(victims(limits)).containsExactly(Scene.id("rebalance1"));
    ready("second", Reason.EVACUATION);
    assertThat(victims(limits))
        .containsExactlyInAnyOrder(Scene.id("rebalance1"), Scene.id("rebalance2"));
  }

  @Test
  void nobodyGivesWayInVainWhereMoreThanARebalanceIsInTheWay() {
    var limits = Limits.DEFAULT.with(new Slots(1, 1, 0, 1));
    moves("rebalance", Reason.REBALANCE);
    scene.guest("host3", "user", 64);
    scene.flies("user", 64, "host3", "host2", Phase.MOVING, Reason.USER);
    scene.guest("host1", "evacuation", 64);
    scene.flies("evacuation", 64, "host1", "host2", Phase.READY, Reason.EVACUATION);
    assertThat(scene.dispatch(limits).preempts()).isEmpty();
  }

  @Test
  void rebalanceWhoseDestinationIsPreparedGivesItsPlaceToAnEvacuationInTheQueue() {
    moves("user", Reason.USER);
    ready("rebalance", Reason.REBALANCE);
    scene.guest("host1", "evacuation", 64).waits("evacuation", 64, Reason.EVACUATION, 0, null);
    var limits = Limits.DEFAULT.with(new Slots(1, 4, 0, 1));
    assertThat(victims(limits)).containsExactly(Scene.id("rebalance"));
    scene.butFlight(flight -> Flies.with(flight, it -> it.cancelling = true));
    assertThat(victims(limits)).isEmpty();
  }

  @Test
  void whereNothingIsPreparedAheadOneThatMovesGivesItsPlaceToAnEvacuationInTheQueue() {
    var limits = Limits.DEFAULT.with(new Slots(1, 4, 0, 0));
    moves("rebalance", Reason.REBALANCE);
    scene.guest("host1", "evacuation", 64).waits("evacuation", 64, Reason.EVACUATION, 0, null);
    assertThat(Sources.withRoom(scene.fleet(), limits)).contains(new HostId("host1"));
    assertThat(victims(limits)).containsExactly(Scene.id("rebalance"));
    scene.butFlight(flight -> Flies.with(flight, it -> it.cancelling = true));
    assertThat(victims(limits)).isEmpty();
    assertThat(Sources.withRoom(scene.fleet(), limits)).doesNotContain(new HostId("host1"));
  }

  @Test
  void queueOfASourceThatIsFullOfRebalancesIsLookedAt() {
    var limits = Limits.DEFAULT.with(new Slots(1, 4, 0, 1));
    moves("user", Reason.USER);
    ready("user2", Reason.USER);
    assertThat(Sources.withRoom(scene.fleet(), limits)).doesNotContain(new HostId("host1"));
    scene.flights.removeLast();
    ready("rebalance", Reason.REBALANCE);
    assertThat(Sources.withRoom(scene.fleet(), limits)).contains(new HostId("host1"));
  }

  /** On half-empty links, so that the slots decide. */
  private static Limits.Links halves() {
    return new Limits.Links(1, 0, 1, Map.of(), null, 0.8);
  }

  private List<MigrationId> victims(Limits limits) {
    return scene.dispatch(limits).preempts().stream().map(Dispatch.Preempt::victim).toList();
  }

  private void moves(String name, Reason reason) {
    scene.guest("host1", name, 64);
    scene.flies(name, 64, "host1", "host3", Phase.MOVING, reason);
  }

  private void ready(String name, Reason reason) {
    scene.guest("host1", name, 64);
    scene.flies(name, 64, "host1", "host2", Phase.READY, reason);
  }
}
