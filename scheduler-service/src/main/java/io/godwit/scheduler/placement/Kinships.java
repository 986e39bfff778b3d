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
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which guests belong together or apart: those that run on a host, and those to come. */
final class Kinships {
  private final Map<String, List<Member>> together = new HashMap<>();
  private final Map<String, List<Member>> apart = new HashMap<>();

  /** A guest on a host. */
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
    hosts.forEach(host ->
        residents(host).forEach(guest -> add(host.id(), guest.guest().uuid(), guest.labels())));
  }

  /** A host has told something else than before. */
  void change(Fleet.Host before, Fleet.Host now) {
    remove(together, before, GuestLabels::affinity);
    remove(apart, before, GuestLabels::antiAffinity);
    residents(now).forEach(guest -> add(now.id(), guest.guest().uuid(), guest.labels()));
  }

  private static List<HostInventory.Guest> residents(Fleet.Host host) {
    var inventory = host.inventory();
    return inventory == null
        ? List.of()
        : inventory.guests().stream().filter(guest -> Located.takesMemory(guest.state())).toList();
  }

  private static void remove(
      Map<String, List<Member>> all,
      Fleet.Host host,
      Function<GuestLabels, @Nullable String> label) {
    residents(host).stream()
        .map(guest -> label.apply(guest.labels()))
        .filter(Objects::nonNull)
        .distinct()
        .map(word -> all.getOrDefault(word, new ArrayList<>()))
        .forEach(members -> members.removeIf(member -> member.host.equals(host.id())));
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
    return word == null
        ? Kin.NONE
        : kin(waiting, word, board.kinships().together, board.arriving().together);
  }

  /** The guests that one keeps away from, but for itself. */
  static Kin apart(Waiting waiting, Board board) {
    var word = waiting.labels().antiAffinity();
    return word == null
        ? Kin.NONE
        : kin(waiting, word, board.kinships().apart, board.arriving().apart);
  }

  /** One that arrives may be on the host already, and counts once. */
  private static Kin kin(
      Waiting waiting,
      String word,
      Map<String, List<Member>> here,
      Map<String, List<Member>> arriving) {
    var own = waiting.guest().guest().uuid();
    var members = new HashSet<>(here.getOrDefault(word, List.of()));
    members.addAll(arriving.getOrDefault(word, List.of()));
    Map<HostId, Integer> there = new HashMap<>();
    for (var member : members) {
      if (!member.guest.equals(own)) {
        there.merge(member.host, 1, Integer::sum);
      }
    }
    return new Kin(word, there);
  }
}
