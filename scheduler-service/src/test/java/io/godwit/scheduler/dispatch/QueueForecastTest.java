package io.godwit.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.dispatch.Limits.Slots;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueueForecastTest {
  /** 60 MiB over a link of 1 MiB/s, and a second between two. */
  private static final Duration EACH = Duration.ofSeconds(61);

  private final Scene scene = new Scene(8192, "host1", "host2", "host3");

  QueueForecastTest() {
    scene.links.put("host1", 1L << 20);
    scene.links.put("host2", 1L << 20);
  }

  @Test
  void onAFullLinkOneStartsAfterTheOtherInTheOrderOfTheQueue() {
    queue("host1", "second", 1);
    queue("host1", "first", 2);
    assertThat(starts("first", "second")).containsExactly(Scene.NOW, Scene.NOW.plus(EACH));
  }

  @Test
  void sourcesDoNotWaitForEachOtherButForTheCluster() {
    queue("host1", "a", 2);
    queue("host2", "b", 1);
    assertThat(starts("a", "b")).containsExactly(Scene.NOW, Scene.NOW);
    var one = Limits.DEFAULT.with(new Slots(4, 4, 1, 1));
    assertThat(QueueForecast.starts(scene.fleet(), scene.queue, Scene.NOW, one))
        .containsEntry(Scene.id("b"), Scene.NOW.plus(EACH));
  }

  @Test
  void oneThatMovesIsAsFarAsItsTimeSays() {
    scene.guest("host1", "moving", 60);
    scene.flies("moving", 60, "host1", "host3", Phase.MOVING, Reason.USER);
    scene.butFlight(flight -> Flies.with(flight, it -> it.since = Scene.NOW.minusSeconds(41)));
    queue("host1", "next", 1);
    assertThat(starts("next")).containsExactly(Scene.NOW.plusSeconds(20));
  }

  @Test
  void backOffIsWaitedForAndWhatCannotBeSaidIsLeftOut() {
    queue("host1", "later", 1);
    scene.but(one -> Waits.with(one, it -> it.notBefore = Scene.NOW.plusSeconds(7)));
    queue("host2", "held", 1);
    scene.but(one -> Waits.with(one, it -> it.heldSince = Scene.NOW));
    scene.waits("nobody", 64, Reason.USER, 1, null);
    assertThat(all()).isEqualTo(Map.of(Scene.id("later"), Scene.NOW.plusSeconds(7)));
  }

  @Test
  void linkOfUnknownRateLeavesItsQueueUnsaid() {
    scene.links.put("host1", 0L);
    queue("host1", "a", 1);
    assertThat(all()).isEmpty();
  }

  private Map<MigrationId, Instant> all() {
    return QueueForecast.starts(scene.fleet(), scene.queue, Scene.NOW, Limits.DEFAULT);
  }

  private List<@Nullable Instant> starts(String... names) {
    var all = all();
    return Stream.of(names).<@Nullable Instant>map(name -> all.get(Scene.id(name))).toList();
  }

  private void queue(String host, String name, int secondsAgo) {
    scene.guest(host, name, 60).waits(name, 60, Reason.USER, secondsAgo, null);
  }
}
