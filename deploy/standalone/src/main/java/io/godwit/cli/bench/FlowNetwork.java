package io.godwit.cli.bench;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Links between places, and the most that they carry from one place to another: by the theorem of
 * Ford and Fulkerson that is the capacity of the narrowest cut between the two.
 */
final class FlowNetwork {
  private final Map<String, Map<String, Long>> capacities = new LinkedHashMap<>();

  /** A link of so many units per second, one way; several between the same places add up. */
  FlowNetwork link(String from, String to, long capacity) {
    of(from).merge(to, capacity, Long::sum);
    of(to).merge(from, 0L, Long::sum);
    return this;
  }

  private Map<String, Long> of(String place) {
    return capacities.computeIfAbsent(place, p -> new LinkedHashMap<>());
  }

  /** Shortest ways first (Edmonds and Karp), so the number of steps is bounded. */
  long mostFlow(String from, String to) {
    var left = new HashMap<String, Map<String, Long>>();
    capacities.forEach((place, links) -> left.put(place, new LinkedHashMap<>(links)));
    long flow = 0;
    for (var way = way(left, from, to); way != null; way = way(left, from, to)) {
      long more = narrowest(left, way, to);
      for (String at = to; !at.equals(from); at = before(way, at)) {
        String previous = before(way, at);
        links(left, previous).merge(at, -more, Long::sum);
        links(left, at).merge(previous, more, Long::sum);
      }
      flow += more;
    }
    return flow;
  }

  /** From each place on a way the one before it; null if there is no way. */
  private static @Nullable Map<String, String> way(
      Map<String, Map<String, Long>> left, String from, String to) {
    var before = new HashMap<String, String>();
    var next = new ArrayDeque<String>();
    next.add(from);
    before.put(from, from);
    while (!next.isEmpty() && !before.containsKey(to)) {
      String at = next.remove();
      links(left, at)
          .forEach((neighbour, capacity) -> {
            if (capacity > 0 && before.putIfAbsent(neighbour, at) == null) {
              next.add(neighbour);
            }
          });
    }
    return before.containsKey(to) ? before : null;
  }

  private static long narrowest(
      Map<String, Map<String, Long>> left, Map<String, String> way, String to) {
    long narrowest = Long.MAX_VALUE;
    for (String at = to; !before(way, at).equals(at); at = before(way, at)) {
      narrowest = Math.min(narrowest, links(left, before(way, at)).getOrDefault(at, 0L));
    }
    return narrowest;
  }

  private static String before(Map<String, String> way, String at) {
    return way.getOrDefault(at, at);
  }

  private static Map<String, Long> links(Map<String, Map<String, Long>> left, String place) {
    return left.getOrDefault(place, Map.of());
  }
}
