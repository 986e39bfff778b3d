package io.godwit.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random fleets, queues and limits, dispatched again and again while flights end or fail at random.
 * After every step: no limit, no capacity, no link, no promise exceeded, no device twice, no guest
 * twice. In the end: everything that can go has gone. One seed alone: {@code -Dgodwit.seed=N}.
 */
class DispatcherPropertyTest {
  private static final int ROUGH_STEPS = 60;
  private static final int MOST_STEPS = 2000;

  static List<Long> seeds() {
    var one = Long.getLong("godwit.seed");
    return one == null ? LongStream.rangeClosed(1, 200).boxed().toList() : List.of(one);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsExceededAndEverythingThatCanGoGoes(long seed) {
    var world = new RandomWorld(seed);
    for (int step = 0; step < ROUGH_STEPS; step++) {
      world.step(0.15);
      world.check();
    }
    int steps = 0;
    while (!world.isQuiet() && steps++ < MOST_STEPS) {
      world.step(0);
      world.check();
    }
    assertThat(world.isQuiet()).as("it comes to an end, seed %d", seed).isTrue();
    var last = world.dispatch();
    assertThat(last.blocked()).as("nobody waits for slots of nobody, seed %d", seed).isEmpty();
    assertThat(last.starts()).isEmpty();
    assertThat(last.holds()).hasSize(world.waiting());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void orderOfTheQueueAndOfTheFleetDoesNotMatter(long seed) {
    var world = new RandomWorld(seed);
    for (int step = 0; step < 5; step++) {
      world.step(0.15);
    }
    var fleet = world.fleet();
    var queue = new ArrayList<>(world.queue());
    var expected = Dispatcher.dispatch(fleet, queue, world.now(), world.limits());
    var random = new Random(seed);
    Collections.shuffle(queue, random);
    var hosts = new ArrayList<>(fleet.hosts());
    Collections.shuffle(hosts, random);
    var flights = new ArrayList<>(fleet.flights());
    Collections.shuffle(flights, random);
    assertThat(Dispatcher.dispatch(new Fleet(hosts, flights), queue, world.now(), world.limits()))
        .as("seed %d", seed)
        .isEqualTo(expected);
  }
}
