package io.godwit.agent.hypervisor.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.godwit.agent.hypervisor.simulated.LinkShares.Flow;
import io.godwit.agent.hypervisor.simulated.LinkShares.Link;
import io.godwit.agent.hypervisor.simulated.LinkShares.Link.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkSharesTest {
  private static final double ALL = Double.POSITIVE_INFINITY;
  private static final Link SOURCE = new Link(Kind.HOST, "source", true);
  private static final Link FIRST = new Link(Kind.HOST, "first", false);
  private static final Link SECOND = new Link(Kind.HOST, "second", false);

  @Test
  void flowsOnOneLinkShareItEvenly() {
    assertThat(
            divide(
                Map.of(SOURCE, 100.0),
                new Flow(List.of(SOURCE), ALL),
                new Flow(List.of(SOURCE), ALL)))
        .containsExactly(new double[] {50, 50}, offset(1e-6));
  }

  @Test
  void whatALimitedFlowLeavesGoesToTheOther() {
    assertThat(
            divide(
                Map.of(SOURCE, 100.0),
                new Flow(List.of(SOURCE), 20),
                new Flow(List.of(SOURCE), ALL)))
        .containsExactly(new double[] {20, 80}, offset(1e-6));
  }

  @Test
  void slowDestinationLeavesItsPartOfTheSourceToAnother() {
    assertThat(
            divide(
                Map.of(SOURCE, 100.0, FIRST, 30.0, SECOND, 90.0),
                new Flow(List.of(SOURCE, FIRST), ALL),
                new Flow(List.of(SOURCE, SECOND), ALL)))
        .containsExactly(new double[] {30, 70}, offset(1e-6));
  }

  @Test
  void linkThatCarriesNothingStopsItsFlowsOnly() {
    assertThat(
            divide(
                Map.of(SOURCE, 100.0, FIRST, 0.0, SECOND, 90.0),
                new Flow(List.of(SOURCE, FIRST), ALL),
                new Flow(List.of(SOURCE, SECOND), ALL)))
        .containsExactly(new double[] {0, 90}, offset(1e-6));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void noLinkIsOverfullAndEveryFlowIsStoppedBySomething(int seed) {
    var random = new Random(seed);
    var links = new ArrayList<Link>();
    var capacities = new HashMap<Link, Double>();
    for (int i = 0; i < 6; i++) {
      var link = new Link(Kind.HOST, "h" + i, random.nextBoolean());
      links.add(link);
      capacities.put(link, random.nextInt(1, 1000) * 1e6);
    }
    var flows = new ArrayList<Flow>();
    for (int i = 0; i < 40; i++) {
      var way = List.of(links.get(random.nextInt(3)), links.get(3 + random.nextInt(3)));
      flows.add(new Flow(way, random.nextInt(4) == 0 ? random.nextInt(1, 50) * 1e6 : ALL));
    }

    var rates = LinkShares.divide(capacities, flows);

    var used = new HashMap<Link, Double>();
    for (int i = 0; i < rates.length; i++) {
      double rate = rates[i];
      flows.get(i).way().forEach(link -> used.merge(link, rate, Double::sum));
    }
    used.forEach((link, rate) ->
        assertThat(rate).isLessThanOrEqualTo(capacities.getOrDefault(link, 0.0) * 1.000001));
    for (int i = 0; i < rates.length; i++) {
      var flow = flows.get(i);
      boolean limited = rates[i] > flow.most() * 0.999999;
      boolean full =
          flow.way().stream()
              .anyMatch(link ->
                  used.getOrDefault(link, 0.0) > capacities.getOrDefault(link, 0.0) * 0.999999);
      assertThat(limited || full).as("flow %d of seed %d", i, seed).isTrue();
    }
  }

  private static double[] divide(Map<Link, Double> capacities, Flow... flows) {
    return LinkShares.divide(capacities, List.of(flows));
  }
}
