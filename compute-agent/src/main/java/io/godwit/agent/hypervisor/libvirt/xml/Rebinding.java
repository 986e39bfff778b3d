package io.godwit.agent.hypervisor.libvirt.xml;

import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Numbers of the source and what takes their place at the destination: CPUs, or NUMA cells.
 *
 * @param places by the source's number
 * @param all of the destination, for numbers whose place is not told
 */
record Rebinding(Map<Integer, Integer> places, List<Integer> all) {

  static Rebinding ofCpus(GuestNeeds needs, Claims claims) {
    return of(needs.pinnedCpus(), claims.cpus());
  }

  static Rebinding ofCells(GuestNeeds needs, Claims claims) {
    return of(needs.numaNodes(), claims.cells().stream().map(Claims.Cell::cell).toList());
  }

  /** One by one where there are as many; otherwise each may be anywhere. */
  private static Rebinding of(List<Integer> before, List<Integer> after) {
    var places = new HashMap<Integer, Integer>();
    for (int i = 0; i < before.size() && before.size() == after.size(); i++) {
      places.put(before.get(i), after.get(i));
    }
    return new Rebinding(places, after);
  }

  boolean isNone() {
    return all.isEmpty();
  }

  /** A set of libvirt's, like {@code 0-3,8}, at the destination. */
  String moved(String set) {
    var moved = new TreeSet<Integer>();
    for (int number : Amounts.numbers(set)) {
      var place = places.get(number);
      if (place == null) {
        moved.addAll(all);
      } else {
        moved.add(place);
      }
    }
    return written(new ArrayList<>(moved));
  }

  private static String written(List<Integer> numbers) {
    var text = new StringBuilder();
    for (int i = 0; i < numbers.size(); i++) {
      int first = numbers.get(i);
      while (i + 1 < numbers.size() && numbers.get(i + 1) == numbers.get(i) + 1) {
        i++;
      }
      int last = numbers.get(i);
      text.append(text.isEmpty() ? "" : ",").append(first);
      if (last > first) {
        text.append('-').append(last);
      }
    }
    return text.toString();
  }
}
