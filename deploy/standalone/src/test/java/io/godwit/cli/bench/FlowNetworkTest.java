package io.godwit.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import org.junit.jupiter.api.Test;

class FlowNetworkTest {
  @Test
  void narrowestCutOfAChainIsItsNarrowestLink() {
    var network = new FlowNetwork().link("a", "b", 10).link("b", "c", 3).link("c", "d", 7);

    assertThat(network.mostFlow("a", "d")).isEqualTo(3);
    assertThat(network.mostFlow("d", "a")).isZero();
  }

  @Test
  void waysThatGoSideBySideAddUp() {
    var network =
        new FlowNetwork()
            .link("a", "b", 4)
            .link("a", "c", 5)
            .link("b", "d", 3)
            .link("c", "d", 9)
            .link("a", "d", 1);

    assertThat(network.mostFlow("a", "d")).isEqualTo(9);
  }

  /** The first shortest ways must be taken back in part, or only 10 are found. */
  @Test
  void flowThatStandsInTheWayIsTakenBack() {
    var network =
        new FlowNetwork()
            .link("s", "a", 10)
            .link("s", "b", 10)
            .link("a", "b", 1)
            .link("a", "c", 10)
            .link("b", "d", 10)
            .link("c", "t", 10)
            .link("d", "t", 10);

    assertThat(network.mostFlow("s", "t")).isEqualTo(20);
  }

  @Test
  void everyLayoutsBottleneckCarriesOneGigabit() {
    var capacities = new EnumMap<Layout, Long>(Layout.class);
    for (var layout : Layout.values()) {
      capacities.put(layout, layout.capacity());
    }

    assertThat(capacities.values()).containsOnly(125_000_000L);
  }

  @Test
  void fiftyGuestsOfMixedLoadTakeAboutAMinuteOverIt() {
    var guests = MixedLoad.guests(50, "sim-1");

    assertThat(MixedLoad.bytesThatMustMove(guests) / 125_000_000.0).isBetween(55.0, 65.0);
    assertThat(guests).extracting(guest -> guest.name()).doesNotHaveDuplicates().hasSize(50);
  }
}
