package io.godwit.scheduler.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.MigrationId;
import io.godwit.scheduler.links.Ledger.Demand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerTest {
  private static final Link OUT1 = new Link(Link.Kind.HOST_OUT, "host1", rate(100));
  private static final Link OUT2 = new Link(Link.Kind.HOST_OUT, "host2", rate(20));
  private static final Link IN3 = new Link(Link.Kind.HOST_IN, "host3", rate(100));
  private static final Link DARK = new Link(Link.Kind.HOST_OUT, "dark");

  @Test
  void oneThatIsAloneGetsTheNarrowestLinkOfItsWay() {
    var shares = Ledger.divide(List.of(demand("a", OUT2, IN3)));
    assertThat(shares).isEqualTo(Map.of(id("a"), rate(20)));
  }

  @Test
  void twoOnALinkGetHalfEachAndOneThatCannotUseItsHalfLeavesTheRest() {
    assertThat(Ledger.divide(List.of(demand("a", OUT1), demand("b", OUT1))))
        .isEqualTo(Map.of(id("a"), rate(50), id("b"), rate(50)));
    assertThat(Ledger.divide(List.of(demand("a", OUT1, IN3), demand("b", OUT2, IN3))))
        .isEqualTo(Map.of(id("a"), rate(80), id("b"), rate(20)));
  }

  @Test
  void capBindsAndWhatItLeavesGoesToTheOthers() {
    var capped = new Demand(id("a"), List.of(OUT1), rate(30), null);
    assertThat(Ledger.divide(List.of(capped, demand("b", OUT1))))
        .isEqualTo(Map.of(id("a"), rate(30), id("b"), rate(70)));
  }

  @Test
  void oneThatAsksForMoreGetsItAsFarAsTheOthersKeepHalfOfTheirs() {
    var modest = new Demand(id("a"), List.of(OUT1), null, null, rate(60));
    assertThat(Ledger.divide(List.of(modest, demand("b", OUT1))))
        .isEqualTo(Map.of(id("a"), rate(60), id("b"), rate(40)));
    var greedy = new Demand(id("a"), List.of(OUT1), null, null, rate(900));
    assertThat(Ledger.divide(List.of(greedy, demand("b", OUT1))))
        .isEqualTo(Map.of(id("a"), rate(75), id("b"), rate(25)));
    assertThat(Ledger.divide(List.of(greedy))).isEqualTo(Map.of(id("a"), rate(100)));
    var capped = new Demand(id("a"), List.of(OUT1), rate(30), null, rate(900));
    assertThat(Ledger.divide(List.of(capped, demand("b", OUT1))))
        .isEqualTo(Map.of(id("a"), rate(30), id("b"), rate(70)));
  }

  @Test
  void oneThatAsksForLessLeavesTheRest() {
    var modest = new Demand(id("a"), List.of(OUT1), null, null, rate(10));
    assertThat(Ledger.divide(List.of(modest, demand("b", OUT1))))
        .isEqualTo(Map.of(id("a"), rate(10), id("b"), rate(90)));
  }

  @Test
  void oneThatDoesNotKeepToItsLimitCountsWithWhatItSends() {
    var wild = new Demand(id("a"), List.of(OUT1), rate(10), rate(90));
    assertThat(Ledger.divide(List.of(wild, demand("b", OUT1))))
        .isEqualTo(Map.of(id("a"), rate(90), id("b"), rate(10)));
    var wilder = new Demand(id("a"), List.of(OUT1), null, rate(900));
    assertThat(Ledger.divide(List.of(wilder, demand("b", OUT1))))
        .isEqualTo(Map.of(id("a"), rate(100), id("b"), rate(0)));
  }

  @Test
  void linkOfUnknownRateBindsNobody() {
    assertThat(Ledger.divide(List.of(demand("a", DARK)))).isEmpty();
    var capped = new Demand(id("a"), List.of(DARK), rate(30), null);
    assertThat(Ledger.divide(List.of(capped))).isEqualTo(Map.of(id("a"), rate(30)));
  }

  static List<Long> seeds() {
    return LongStream.rangeClosed(1, 500).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noLinkIsOverItsCapacityAndNobodyCouldHaveMoreWithoutTakingFromAPoorerOne(long seed) {
    var random = new Random(seed);
    var links = randomLinks(random);
    var demands = randomDemands(random, new ArrayList<>(links));
    var shares = Ledger.divide(demands);

    var used = new HashMap<Link, Long>();
    demands.forEach(
        demand -> demand.way().forEach(link -> used.merge(link, share(shares, demand), Long::sum)));
    links.forEach(link ->
        assertThat(used.getOrDefault(link, 0L))
            .as("seed " + seed)
            .isLessThanOrEqualTo(capacity(link)));
    for (var demand : demands) {
      if (demand.fixed() == null) {
        assertThat(isBound(demand, demands, shares, used)).as("seed " + seed).isTrue();
      }
    }
    Collections.shuffle(demands, random);
    if (demands.stream().allMatch(demand -> demand.fixed() == null)) {
      assertThat(Ledger.divide(demands)).as("order, seed " + seed).isEqualTo(shares);
    }
  }

  /** At its cap, or on a full link where no one that keeps to its limit has more: max-min fair. */
  private static boolean isBound(
      Demand demand,
      List<Demand> demands,
      Map<MigrationId, BytesPerSecond> shares,
      Map<Link, Long> used) {
    long own = share(shares, demand);
    var cap = demand.cap();
    if (cap != null && own == cap.count()) {
      return true;
    }
    return demand.way().stream()
        .anyMatch(link -> {
          var there = demands.stream().filter(other -> other.way().contains(link)).toList();
          boolean full = capacity(link) - used.getOrDefault(link, 0L) < there.size();
          return full
              && there.stream()
                  .filter(other -> other.fixed() == null)
                  .allMatch(other -> share(shares, other) <= own + there.size());
        });
  }

  private static long capacity(Link link) {
    var capacity = link.capacity();
    return capacity == null ? 0 : capacity.count();
  }

  private static List<Link> randomLinks(Random random) {
    var links = new ArrayList<Link>();
    for (int i = 0; i < 2 + random.nextInt(6); i++) {
      var out = rate(random.nextLong(1, 1_000_000));
      var in = rate(random.nextLong(1, 1_000_000));
      links.add(new Link(Link.Kind.HOST_OUT, "host" + i, out));
      links.add(new Link(Link.Kind.HOST_IN, "host" + i, in));
    }
    return links;
  }

  private static List<Demand> randomDemands(Random random, List<Link> links) {
    Collections.sort(links);
    var demands = new ArrayList<Demand>();
    for (int i = 0; i < random.nextInt(20); i++) {
      var way = new ArrayList<>(links);
      Collections.shuffle(way, random);
      demands.add(
          new Demand(
              id("m" + i),
              way.subList(0, 1 + random.nextInt(3)),
              random.nextInt(3) == 0 ? rate(random.nextLong(500_000)) : null,
              random.nextInt(8) == 0 ? rate(random.nextLong(500_000)) : null));
    }
    return demands;
  }

  private static long share(Map<MigrationId, BytesPerSecond> shares, Demand demand) {
    return shares.getOrDefault(demand.migration(), rate(0)).count();
  }

  private static Demand demand(String name, Link... way) {
    return new Demand(id(name), List.of(way), null, null);
  }

  private static MigrationId id(String name) {
    return MigrationId.of("test", name);
  }

  private static BytesPerSecond rate(long count) {
    return new BytesPerSecond(count);
  }
}
