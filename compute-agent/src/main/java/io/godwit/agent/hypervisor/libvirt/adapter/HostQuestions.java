package io.godwit.agent.hypervisor.libvirt.adapter;

import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.Offer;
import io.godwit.agent.hypervisor.libvirt.Definition;
import io.godwit.agent.hypervisor.libvirt.DiskPlaces;
import io.godwit.events.HostId;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.GuestState;
import io.godwit.events.host.HostInventory.Guest;
import io.godwit.events.host.HostResources;
import io.godwit.events.host.HostResources.Pool;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is asked of a host as a whole, and what is kept of the answers so that asking is cheap. */
final class HostQuestions {
  private final Line line;
  private final Hardware hardware = new Hardware();
  private final DefinitionCache definitions;
  private volatile @Nullable List<Pool> pools;

  HostQuestions(Line line, HostEvents events) {
    this.line = line;
    definitions = new DefinitionCache(events::isConnected);
    events.onChange(definitions::changed);
    events.onLoss(this::forget);
  }

  private void forget() {
    definitions.forgetAll();
    hardware.forget();
    pools = null;
  }

  HostResources resources() {
    var resources =
        line.ask(connection ->
            HostReading.resources(
                connection, hardware.capabilities(connection), hardware.devices(connection)));
    pools = resources.pools();
    return resources;
  }

  void markStorage(HostId host) {
    line.ask(connection -> {
      StoragePools.mark(connection, host);
      return true;
    });
  }

  Offer offer(GuestSpec guest) {
    var needs = guest.needs();
    return line.ask(connection -> {
      var capabilities = hardware.capabilities(connection);
      var devices = hardware.devices(connection);
      return needs == null
          ? Offers.of(connection, capabilities, devices)
          : Offers.of(connection, capabilities, devices, needs);
    });
  }

  /** Sorted by name, with what they need as far as it can be read. */
  List<Guest> guests() {
    var guests = line.ask(GuestQueries::guests);
    definitions.retain(
        guests.stream().map(guest -> guest.guest().uuid()).collect(Collectors.toSet()));
    var where = pools();
    var answers = new AtomicBoolean(true);
    return guests.stream()
        .map(guest -> defined(guest, where, answers))
        .sorted(Comparator.comparing(guest -> guest.guest().name()))
        .toList();
  }

  private List<Pool> pools() {
    var known = pools;
    if (known == null) {
      known = line.ask(StoragePools::read);
      pools = known;
    }
    return known;
  }

  private Guest defined(Guest guest, List<Pool> where, AtomicBoolean answers) {
    if (!isSettled(guest.state())) {
      return guest;
    }
    var uuid = guest.guest().uuid();
    var definition = definitions.get(uuid, () -> read(uuid, answers));
    return definition == null
        ? guest
        : new Guest(
            guest.guest(),
            guest.state(),
            guest.memory(),
            guest.virtualCpus(),
            guest.persistent(),
            definition.labels(),
            DiskPlaces.in(where, definition.needs()),
            definition.needs().hugePages().isEmpty() ? guest.used() : null);
  }

  /** One that arrives or is on its way answers no question about its disks before it is done. */
  private static boolean isSettled(GuestState state) {
    return switch (state) {
      case RUNNING, PAUSED_BY_USER, PAUSED_OTHER -> true;
      case ABSENT,
          SHUT_OFF,
          CRASHED,
          RUNNING_POST_COPY,
          PAUSED_MIGRATING,
          PAUSED_POST_COPY,
          POST_COPY_FAILED,
          UNKNOWN ->
          false;
    };
  }

  /**
   * A guest that does not tell, because something else holds it, is none the less there, and the
   * others are to be heard of. But not one after another is waited for.
   */
  private @Nullable Definition read(UUID guest, AtomicBoolean answers) {
    if (!answers.get()) {
      return null;
    }
    try {
      return line.ask(connection -> {
        var devices = hardware.devices(connection);
        return connection.with(guest, domain -> GuestDefinitions.read(domain, devices));
      });
    } catch (HypervisorException e) {
      answers.set(e.kind() != Kind.UNREACHABLE);
      return null;
    } catch (IllegalStateException e) {
      return null; // a definition that is none of libvirt's
    }
  }
}
