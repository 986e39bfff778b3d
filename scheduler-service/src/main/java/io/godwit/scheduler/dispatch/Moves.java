package io.godwit.scheduler.dispatch;

import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.events.agent.GuestState;
import io.godwit.events.host.HostInventory;
import io.godwit.scheduler.dispatch.Fleet.Host;
import io.godwit.scheduler.dispatch.Fleet.Move;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Inventories that are older than a move, with the guest where it has moved to. */
final class Moves {
  private Moves() {}

  static List<Host> applied(List<Host> hosts, List<Move> moves) {
    Map<HostId, Host> byId = new LinkedHashMap<>();
    hosts.forEach(host -> byId.put(host.id(), host));
    for (var move : moves) {
      var labels = labels(byId, move);
      byId.computeIfPresent(move.source(), (_, host) -> without(host, move));
      byId.computeIfPresent(move.destination(), (_, host) -> with(host, move, labels));
    }
    return List.copyOf(byId.values());
  }

  /** The labels move with the guest, as far as either host has told them. */
  private static GuestLabels labels(Map<HostId, Host> hosts, Move move) {
    return Stream.of(move.source(), move.destination())
        .map(hosts::get)
        .filter(Objects::nonNull)
        .map(Host::inventory)
        .filter(Objects::nonNull)
        .flatMap(inventory -> inventory.guests().stream())
        .filter(guest -> guest.guest().uuid().equals(move.guest().guest().uuid()))
        .map(HostInventory.Guest::labels)
        .filter(labels -> !labels.equals(GuestLabels.NONE))
        .findFirst()
        .orElse(GuestLabels.NONE);
  }

  private static Host without(Host host, Move move) {
    var told = host.inventory();
    return told == null || told.at().isAfter(move.at())
        ? host
        : with(host, told, others(told, move));
  }

  /**
   * The guest takes its memory there, but what it needs of a host, as on which storage its disks
   * are, only its new host can tell: until then it is in flux and nothing is decided for it.
   */
  private static Host with(Host host, Move move, GuestLabels labels) {
    var told = host.inventory();
    if (told == null || told.at().isAfter(move.at())) {
      return host;
    }
    var spec = move.guest();
    if (runsThere(told, move)) {
      return host; // it has told of the guest already, with what it needs now
    }
    var guests = others(told, move);
    guests.add(
        new HostInventory.Guest(
            spec.guest(),
            GuestState.UNKNOWN,
            spec.memory(),
            spec.virtualCpus(),
            true,
            labels,
            spec.needs(),
            spec.used()));
    return with(host, told, guests);
  }

  private static boolean runsThere(HostInventory told, Move move) {
    return told.guests().stream()
        .anyMatch(guest ->
            guest.guest().uuid().equals(move.guest().guest().uuid())
                && guest.state() == GuestState.RUNNING);
  }

  private static List<HostInventory.Guest> others(HostInventory told, Move move) {
    var guests = new ArrayList<>(told.guests());
    guests.removeIf(guest -> guest.guest().uuid().equals(move.guest().guest().uuid()));
    return guests;
  }

  private static Host with(Host host, HostInventory told, List<HostInventory.Guest> guests) {
    var inventory =
        new HostInventory(
            told.host(),
            told.at(),
            told.hypervisor(),
            told.peerUri(),
            told.memory(),
            told.cpus(),
            told.linkRate(),
            guests,
            told.resources());
    return new Host(host.id(), inventory, host.lastSeenAt(), host.connected(), host.settings());
  }
}
