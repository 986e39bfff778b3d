package io.godwit.agent.hypervisor.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How flows share links, as TCP does in the long run: max-min. All grow together; each stops when a
 * link of its way is full, or when it has all that it may take.
 */
final class LinkShares {
  /** Of a link's capacity: below it nothing is left. */
  private static final double NOTHING = 1e-9;

  private LinkShares() {}

  /**
   * What flows share, in one direction.
   *
   * @param name of the host or of the group of hosts
   * @param out whether it is the way out of it
   */
  record Link(Kind kind, String name, boolean out) {
    enum Kind {
      HOST,
      UPLINK
    }
  }

  /**
   * @param way its links
   * @param most that it may take; infinite for no limit
   */
  record Flow(List<Link> way, double most) {}

  /**
   * @param capacities of every link that a flow uses, in bytes per second
   * @return bytes per second of each flow, in their order
   */
  static double[] divide(Map<Link, Double> capacities, List<Flow> flows) {
    var rates = new double[flows.size()];
    var free = new HashMap<>(capacities);
    var growing = new ArrayList<Integer>();
    for (int i = 0; i < flows.size(); i++) {
      growing.add(i);
    }
    while (!growing.isEmpty()) {
      var users = users(flows, growing);
      double step = step(flows, growing, rates, free, users);
      growing.forEach(i -> rates[i] += step);
      users.forEach((link, count) -> free.merge(link, -step * count, Double::sum));
      growing.removeIf(i -> isDone(flows.get(i), rates[i], capacities, free));
    }
    return rates;
  }

  private static Map<Link, Integer> users(List<Flow> flows, List<Integer> growing) {
    var users = new HashMap<Link, Integer>();
    growing.forEach(i -> flows.get(i).way().forEach(link -> users.merge(link, 1, Integer::sum)));
    return users;
  }

  /** How far all can grow until the first must stop. */
  private static double step(
      List<Flow> flows,
      List<Integer> growing,
      double[] rates,
      Map<Link, Double> free,
      Map<Link, Integer> users) {
    double step = Double.POSITIVE_INFINITY;
    for (int i : growing) {
      step = Math.min(step, flows.get(i).most() - rates[i]);
    }
    for (var used : users.entrySet()) {
      step = Math.min(step, left(free, used.getKey()) / used.getValue());
    }
    return Math.max(0, step);
  }

  private static boolean isDone(
      Flow flow, double rate, Map<Link, Double> capacities, Map<Link, Double> free) {
    return rate >= flow.most() * (1 - NOTHING)
        || flow.way().stream()
            .anyMatch(link -> left(free, link) <= NOTHING * left(capacities, link));
  }

  private static double left(Map<Link, Double> amounts, Link link) {
    return amounts.getOrDefault(link, 0.0);
  }
}
