package io.godwit.scheduler.dispatch;

import io.godwit.events.HostId;
import io.godwit.events.agent.GuestState;
import io.godwit.events.host.HostInventory;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Where a guest is, by the inventories. */
public sealed interface Located {

  /** It runs there, or stands still there by a user's wish. */
  record At(HostId host, HostInventory.Guest guest) implements Located {}

  /** It is there, but in a state that will pass: it is being moved, or could not be asked. */
  record InFlux(HostId host, HostInventory.Guest guest) implements Located {}

  /** It is there and does not run. */
  record Idle(HostId host, HostInventory.Guest guest) implements Located {}

  /** Several guests have that name. */
  record Ambiguous(List<HostInventory.Guest> guests) implements Located {}

  /** No host has it. */
  record Nowhere() implements Located {}

  /** The word that counts most first. */
  Comparator<Seen> BY_WEIGHT =
      Comparator.comparingInt(Seen::rank)
          .thenComparing(Seen::at, Comparator.reverseOrder())
          .thenComparing(Seen::host);

  /** One host's word about the guest. */
  record Seen(HostId host, Instant at, HostInventory.Guest guest) {
    int rank() {
      return switch (guest.state()) {
        case RUNNING, PAUSED_BY_USER -> 0;
        case RUNNING_POST_COPY,
            PAUSED_MIGRATING,
            PAUSED_POST_COPY,
            POST_COPY_FAILED,
            PAUSED_OTHER,
            UNKNOWN ->
            1;
        case ABSENT, SHUT_OFF, CRASHED -> 2;
      };
    }
  }

  /** Looks up a guest by name or UUID; where two hosts claim it, the later word counts. */
  static Located in(Fleet fleet, String wanted) {
    return new Whereabouts(fleet.hosts()).called(wanted);
  }

  /** Where the guest is of which hosts say this. */
  static Located of(List<Seen> words) {
    if (words.isEmpty()) {
      return new Nowhere();
    }
    var seen = words.stream().sorted(BY_WEIGHT).toList();
    var uuids = seen.stream().map(one -> one.guest().guest().uuid()).distinct().count();
    if (uuids > 1) {
      return new Ambiguous(seen.stream().map(Seen::guest).toList());
    }
    var best = seen.getFirst();
    return switch (best.rank()) {
      case 0 -> new At(best.host(), best.guest());
      case 1 -> new InFlux(best.host(), best.guest());
      default -> new Idle(best.host(), best.guest());
    };
  }

  /** Whether a guest in this state takes its host's memory. */
  static boolean takesMemory(GuestState state) {
    return switch (state) {
      case RUNNING,
          RUNNING_POST_COPY,
          PAUSED_MIGRATING,
          PAUSED_POST_COPY,
          POST_COPY_FAILED,
          PAUSED_BY_USER,
          PAUSED_OTHER,
          UNKNOWN ->
          true;
      case ABSENT, SHUT_OFF, CRASHED -> false;
    };
  }
}
