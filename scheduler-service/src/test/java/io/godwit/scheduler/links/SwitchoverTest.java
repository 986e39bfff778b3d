package io.godwit.scheduler.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.MigrationId;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Limits.Links;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rate that QEMU is told for the switch-over. A hot guest is stopped when what remains can be
 * sent within its downtime at that rate; in the stop phase its limit is lifted and whoever is on
 * the link shares it.
 */
class SwitchoverTest {
  private static final long LINK = 1000_000_000;
  private static final double BUDGET_SECONDS = 0.3;

  private final Net net = new Net().host("host1", LINK).host("host2", LINK);

  @Test
  void oneThatFillsItsLinkIsToldAllOfItLessTheMargin() {
    net.moves("a", "host1", "host2", null);
    assertThat(told("a", "host1", "host2")).isEqualTo(new BytesPerSecond(LINK / 10 * 8));
  }

  @Test
  void oneThatLeavesRoomForOthersIsToldItsPart() {
    net.limits = capped(LINK / 10 * 4, Limits.Slots.DEFAULT);
    net.moves("a", "host1", "host2", null);
    assertThat(told("a", "host1", "host2")).isEqualTo(new BytesPerSecond(LINK / 3 / 10 * 8 + 2));
  }

  @Test
  void slotsOfTheHostBoundHowManyMayCoincide() {
    net.limits = capped(LINK / 10, new Limits.Slots(2, 0, 0, 1));
    net.moves("a", "host1", "host2", null);
    assertThat(told("a", "host1", "host2")).isEqualTo(new BytesPerSecond(LINK / 10 / 10 * 8));
    net.limits = capped(LINK / 10, new Limits.Slots(2, 2, 0, 1));
    assertThat(told("a", "host1", "host2")).isEqualTo(new BytesPerSecond(LINK / 2 / 10 * 8));
  }

  @Test
  void nothingIsToldOfAWayThatIsNotKnown() {
    net.host("dark", 0).moves("a", "host1", "dark", null);
    assertThat(told("a", "host1", "dark")).isNull();
  }

  @Test
  void twoHotGuestsOnOneLinkStayBothWithinTheirDowntimeIfTheySwitchOverTogether() {
    net.limits = capped(LINK / 10 * 4, Limits.Slots.DEFAULT);
    var first = admit(net, "a", "host1", "host2");
    var second = admit(net, "b", "host1", "host2");
    assertThat(first).isNotNull();
    assertThat(second).isNotNull();
    assertThat(downtimes(List.of(first, second))).allMatch(seconds -> seconds <= BUDGET_SECONDS);
    // told the whole link, each would have doubled the other's downtime
    var blind = new BytesPerSecond(LINK / 10 * 8);
    assertThat(downtimes(List.of(blind, blind))).allMatch(seconds -> seconds > BUDGET_SECONDS);
  }

  static List<Long> seeds() {
    return LongStream.rangeClosed(1, 300).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whoeverIsLetOnALinkEveryoneThereKeepsWhatItWasPromised(long seed) {
    var random = new Random(seed);
    var some = new Net();
    for (int i = 0; i < 4; i++) {
      some.host("host" + i, random.nextLong(1, 10) * LINK / 4);
    }
    some.limits = capped(random.nextLong(1, 20) * LINK / 8, new Limits.Slots(0, 0, 0, 1));
    Map<MigrationId, BytesPerSecond> promised = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      int source = random.nextInt(4);
      int destination = (source + 1 + random.nextInt(3)) % 4;
      var told = admit(some, "m" + i, "host" + source, "host" + destination);
      if (told != null) {
        promised.put(Net.id("m" + i), told);
      }
    }
    var traffic = some.traffic();
    for (int i = 0; i < 4; i++) {
      var port = Net.port(traffic, "host" + i);
      for (var link : List.of(port.out(), port.in())) {
        double each = capacity(link) / Math.max(1.0, traffic.on(link));
        for (var mover : traffic.moversOn(link)) {
          assertThat((double) promised.getOrDefault(mover.migration(), BytesPerSecond.ZERO).count())
              .as("seed %d, %s", seed, link)
              .isLessThanOrEqualTo(each);
        }
      }
    }
  }

  private static long capacity(Link link) {
    var capacity = link.capacity();
    return capacity == null ? 0 : capacity.count();
  }

  /** Lets it start if there is room, and says what it is told. */
  private static @Nullable BytesPerSecond admit(
      Net net, String name, String source, String destination) {
    if (net.lacking(source, destination) != null) {
      return null;
    }
    var traffic = net.traffic();
    traffic.add(Net.mover(name, source, destination, null));
    var told = told(net, traffic, name, source, destination);
    net.moves(name, source, destination, told == null ? null : told.count());
    return told;
  }

  /** All stop at once with as much left as each may have, and share the link evenly. */
  private static List<Double> downtimes(List<BytesPerSecond> told) {
    var remaining = new ArrayList<Double>();
    told.forEach(rate -> remaining.add(rate.count() * BUDGET_SECONDS));
    var ended = new ArrayList<Double>();
    double now = 0;
    while (!remaining.isEmpty()) {
      double least = remaining.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
      now += least * remaining.size() / LINK;
      remaining.replaceAll(left -> left - least);
      remaining.removeIf(left -> left <= 0);
      while (ended.size() + remaining.size() < told.size()) {
        ended.add(now);
      }
    }
    return ended;
  }

  private @Nullable BytesPerSecond told(String name, String source, String destination) {
    return told(net, net.traffic(), name, source, destination);
  }

  private static @Nullable BytesPerSecond told(
      Net net, Traffic traffic, String name, String source, String destination) {
    return new Shares(traffic, net.limits)
        .switchover(Net.id(name), Net.port(traffic, source), Net.port(traffic, destination));
  }

  private static Limits capped(long perMigration, Limits.Slots slots) {
    return Limits.DEFAULT
        .with(slots)
        .with(new Links(1, 0.5, 1, Map.of(), new BytesPerSecond(perMigration), 0.8));
  }
}
