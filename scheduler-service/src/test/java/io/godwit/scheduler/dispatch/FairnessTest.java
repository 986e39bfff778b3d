package io.godwit.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.dispatch.Limits.Slots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One slot, each migration a minute: who goes when. */
class FairnessTest {
  private static final Limits LIMITS = Limits.DEFAULT.with(new Slots(1, 4, 0, 1));
  private static final int MINUTE = 60;

  private final Scene scene = new Scene(65_536, "host1", "host2");
  private final List<MigrationId> gone = new ArrayList<>();

  @Test
  void rebalanceGoesAlthoughAFreshEvacuationComesEveryMinute() {
    queue("rebalance", Reason.REBALANCE, "");
    int minutes = 0;
    while (!gone.contains(Scene.id("rebalance")) && minutes < 100) {
      queue("evacuation" + minutes++, Reason.EVACUATION, "");
      minute();
    }
    assertThat(minutes).isBetween(30, 34);
    minute();
    assertThat(scene.queue)
        .as("once its turn has come it is not stopped for an evacuation")
        .noneMatch(one -> one.reason() == Reason.REBALANCE);
  }

  @Test
  void projectOfAThousandDoesNotStarveAnothersOne() {
    Instant tag = null;
    for (int i = 0; i < 1000; i++) {
      tag = Turns.DEFAULT.tag(tag, scene.now, 1);
      var delay = Duration.between(scene.now, tag);
      queue("shop" + i, Reason.USER, "shop");
      scene.but(one -> Waits.with(one, it -> it.turn = it.turn.plus(delay)));
    }
    queue("bank", Reason.USER, "bank");
    for (int i = 0; i < 4; i++) {
      minute();
    }
    assertThat(gone.subList(0, 3)).contains(Scene.id("bank"));
  }

  private void queue(String name, Reason reason, String project) {
    scene.guest("host1", name, 1);
    scene.queue.add(
        Waits.with(
            Scene.waiting(Scene.spec(name, 1), reason, scene.now, null),
            it -> it.project = project));
  }

  /** Who moved has arrived, who was prepared is ready, and the dispatch decides about the rest. */
  private void minute() {
    scene.now = scene.now.plusSeconds(MINUTE);
    scene.seen.replaceAll((_, _) -> scene.now);
    scene.flights.removeIf(flight -> flight.phase() == Phase.MOVING);
    scene.flights.replaceAll(flight -> Flies.with(flight, it -> it.phase = Phase.READY));
    var dispatch = scene.dispatch(LIMITS);
    dispatch.preempts().forEach(this::stop);
    dispatch
        .goes()
        .forEach(go -> {
          gone.add(go.migration());
          scene.flights.replaceAll(flight ->
              flight.migration().equals(go.migration())
                  ? Flies.with(flight, it -> it.phase = Phase.MOVING)
                  : flight);
        });
    dispatch.starts().forEach(this::board);
  }

  /** It gives way before its turn has come, and is queued again as it was. */
  private void stop(Dispatch.Preempt preempt) {
    var flight =
        scene.flights.stream()
            .filter(one -> one.migration().equals(preempt.victim()))
            .findFirst()
            .orElseThrow();
    scene.flights.remove(flight);
    gone.remove(flight.migration());
    scene.queue.add(
        Waits.with(
            Scene.waiting(flight.guest(), flight.reason(), scene.now, null),
            it -> it.turn = flight.turn()));
  }

  private void board(Dispatch.Start start) {
    var waiting =
        scene.queue.stream()
            .filter(one -> one.migration().equals(start.migration()))
            .findFirst()
            .orElseThrow();
    scene.queue.remove(waiting);
    scene.flies(waiting.guest().guest().name(), 1, "host1", "host2", Phase.AHEAD, waiting.reason());
    scene.butFlight(flight -> Flies.with(flight, it -> it.turn = waiting.turn()));
  }
}
