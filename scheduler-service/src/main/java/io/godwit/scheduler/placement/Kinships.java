package io.godwit.scheduler.placement;

import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.events.host.HostInventory;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Located;
import io.godwit.scheduler.dispatch.Waiting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which guests belong together or apart: those that run on a host, and those to come. */
final class Kinships {
  private final Map<String, List<Member>> together = new HashMap<>();
  private final Map<String, List<Member>> apart = new HashMap<>();

  /** A guest on a host; one that arrives may be listed there twice. */
  private record Member(HostId host, UUID guest) {}

  /**
   * Guests with one word.
   *
   * @param word that they have in common; empty: the guest has no such word
   * @param there how many of them are on each host
   */
  record Kin(String word, Map<HostId, Integer> there) {
    private static final Kin NONE = new Kin("", Map.of());

    int on(HostId host) {
      return there.isEmpty() ? 0 : there.getOrDefault(host, 0);
    }
  }

  Kinships(List<Fleet.Host> hosts) {
    for (var host : hosts) {
      var inventory = host.inventory();
      if (inventory != null) {
        inventory.guests().forEach(guest -> add(host.id(), guest));
      }
    }
  }

  private void add(HostId host, HostInventory.Guest guest) {
    if (Located.takesMemory(guest.state())) {
      add(host, guest.guest().uuid(), guest.labels());
    }
  }

  void add(HostId host, UUID guest, GuestLabels labels) {
    add(together, labels.affinity(), host, guest);
    add(apart, labels.antiAffinity(), host, guest);
  }

  private static void add(
      Map<String, List<Member>> all, @Nullable String word, HostId host, UUID guest) {
    if (word != null) {
      all.computeIfAbsent(word, _ -> new ArrayList<>(4)).add(new Member(host, guest));
    }
  }

  /** The guests that one belongs to, but for itself. */
  static Kin together(Waiting waiting, Board board) {
    var word = waiting.labels().affinity();
    return word == null ? Kin.NONE : kin(waiting, word, board.kinships().together);
  }

  /** The guests that one keeps away from, but for itself. */
  static Kin apart(Waiting waiting, Board board) {
    var word = waiting.labels().antiAffinity();
    return word == null ? Kin.NONE : kin(waiting, word, board.kinships().apart);
  }

  private static Kin kin(Waiting waiting, String word, Map<String, List<Member>> all) {
    var own = waiting.guest().guest().uuid();
    Map<HostId, Integer> there = new HashMap<>();
    for (var member : new HashSet<>(all.getOrDefault(word, List.of()))) {
      if (!member.guest.equals(own)) {
        there.merge(member.host, 1, Integer::sum);
      }
    }
    return new Kin(word, there);
  }
}
