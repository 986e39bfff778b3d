package io.godwit.scheduler.dispatch;

import io.godwit.events.Bytes;
import io.godwit.events.HostId;
import io.godwit.events.host.HostInventory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The choice of a destination: the named one or the first suitable, with a reason per host. */
final class Choice {
  private final Fleet fleet;
  private final Limits limits;
  private final Instant now;

  Choice(Fleet fleet, Limits limits, Instant now) {
    this.fleet = fleet;
    this.limits = limits;
    this.now = now;
  }

  /**
   * What came of it.
   *
   * @param destination the host; absent: none is suitable
   * @param why this one, or why none
   * @param forGood whether no waiting will help
   */
  record Outcome(@Nullable HostInventory destination, String why, boolean forGood) {}

  Outcome of(Waiting waiting, HostId source) {
    var candidates = candidates(waiting, source);
    var refusals = new ArrayList<String>();
    boolean forGood = true;
    for (var host : candidates) {
      var refusal = refusal(waiting, host);
      var inventory = host.inventory();
      if (refusal == null && inventory != null) {
        return new Outcome(inventory, why(waiting, refusals), false);
      }
      refusals.add(refusal == null ? host.id() + " has not said what it has" : refusal);
      forGood &= waiting.refusedForGood(host.id()).isPresent() && waiting.named() == null;
    }
    return candidates.isEmpty()
        ? new Outcome(null, "there is no other host", false)
        : new Outcome(null, String.join("; ", refusals), forGood);
  }

  /** The least tried first, then by id. */
  private List<Fleet.Host> candidates(Waiting waiting, HostId source) {
    var named = waiting.named();
    return fleet.hosts().stream()
        .filter(host -> !host.id().equals(source))
        .filter(host -> named == null || host.id().equals(named))
        .sorted(
            Comparator.<Fleet.Host>comparingLong(host -> waiting.triesOn(host.id()))
                .thenComparing(Fleet.Host::id))
        .toList();
  }

  private static String why(Waiting waiting, List<String> refusals) {
    if (waiting.named() != null) {
      return "named by the request";
    }
    return refusals.isEmpty()
        ? "the first host with room"
        : refusals.stream().collect(Collectors.joining("; ", "the first host with room (", ")"));
  }

  private @Nullable String refusal(Waiting waiting, Fleet.Host host) {
    var inventory = host.inventory();
    if (inventory == null) {
      return host.id() + " has not said what it has";
    }
    var before = waiting.refusedForGood(host.id());
    if (before.isPresent() && waiting.named() == null) {
      return host.id() + " refused: " + before.get().detail();
    }
    if (!host.seenWithin(limits.silence(), now)) {
      return host.id() + " is silent";
    }
    if (!host.connected()) {
      return host.id() + " does not reach its hypervisor";
    }
    var free = free(inventory);
    var needed = limits.withMargin(waiting.guest().memory());
    return free.compareTo(needed) < 0
        ? "%s has %s free, %s are needed".formatted(host.id(), free, needed)
        : null;
  }

  /** What no guest takes, and no migration that is on its way here. */
  private Bytes free(HostInventory inventory) {
    var free = inventory.memory();
    var here = new ArrayList<UUID>();
    for (var guest : inventory.guests()) {
      if (Located.takesMemory(guest.state())) {
        free = free.less(guest.memory());
        here.add(guest.guest().uuid());
      }
    }
    for (var flight : fleet.flights()) {
      if (flight.destination().equals(inventory.host()) && !here.contains(flight.guest())) {
        free = free.less(flight.memory());
      }
    }
    return free;
  }
}
