package io.godwit.scheduler.simulation;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.DeviceKind;
import io.godwit.events.agent.GuestNeeds.Network;
import io.godwit.events.agent.GuestNeeds.NetworkKind;
import io.godwit.events.agent.GuestState;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostResources;
import io.godwit.events.host.HostResources.Device;
import io.godwit.events.host.HostResources.Pool;
import io.godwit.events.host.HostVersions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A host as it really is: what runs there, what was prepared there, what is left. */
final class Machine {
  static final String POOL = "default";

  /** Whose something is. */
  record Tag(MigrationId migration, int attempt) {}

  /** A guest's memory on this machine, or what comes in of it. */
  record Resident(Guest guest, GuestState state) {}

  final HostId id;
  final Bytes memory;
  final BytesPerSecond link;
  final long version;
  final Bytes pool;
  final List<String> devices;
  private final Map<UUID, Resident> residents = new TreeMap<>();
  private long changes;

  /** Volumes by name, with their size and their owner: a guest, or an attempt that prepares. */
  final Map<String, Volume> volumes = new TreeMap<>();

  final Map<Tag, Claims> prepared = new HashMap<>();

  /** Attempts by which a guest has come: what was prepared for them is the guest's own. */
  final Set<Tag> arrived = new HashSet<>();

  /** When somebody else took memory here. */
  @Nullable Instant filledAt;

  /** A volume of the pool. */
  record Volume(Bytes space, @Nullable Tag madeBy) {}

  Machine(
      HostId id,
      Bytes memory,
      BytesPerSecond link,
      long version,
      Bytes pool,
      List<String> devices) {
    this.id = id;
    this.memory = memory;
    this.link = link;
    this.version = version;
    this.pool = pool;
    this.devices = List.copyOf(devices);
  }

  Map<UUID, Resident> residents() {
    return Collections.unmodifiableMap(residents);
  }

  void put(Guest guest, GuestState state) {
    residents.put(guest.uuid(), new Resident(guest, state));
    changes++;
  }

  void remove(Guest guest) {
    residents.remove(guest.uuid());
    changes++;
  }

  /** How often something changed here. */
  long changes() {
    return changes + volumes.size();
  }

  Bytes free() {
    long taken =
        residents.values().stream()
            .filter(resident -> resident.state() != GuestState.SHUT_OFF)
            .mapToLong(resident -> resident.guest().memory().count())
            .sum();
    return new Bytes(memory.count() - taken);
  }

  long poolFree() {
    return pool.count() - volumes.values().stream().mapToLong(v -> v.space().count()).sum();
  }

  /** Who has a device. */
  Map<String, String> deviceUsers() {
    var users = new HashMap<String, String>();
    residents
        .values()
        .forEach(resident -> {
          var device = resident.guest().device();
          if (device != null && device.host().equals(id)) {
            users.put(device.address(), resident.guest().name());
          }
        });
    return users;
  }

  HostInventory inventory(Instant now) {
    var guests =
        residents.values().stream()
            .map(resident -> resident.guest().told(resident.state(), id))
            .sorted(Comparator.comparing(guest -> guest.guest().name()))
            .toList();
    return new HostInventory(
        id, now, "QEMU", "qemu+tcp://" + id + "/system", memory, 16, link, guests, resources());
  }

  private HostResources resources() {
    var users = deviceUsers();
    var told = new ArrayList<Device>();
    for (var address : devices) {
      told.add(new Device(DeviceKind.PCI, address, "8086", "10fb", null, users.get(address)));
    }
    return new HostResources(
        new HostVersions(version, 12_000_000),
        null,
        List.of(new Network(NetworkKind.NETWORK, "default")),
        List.of(
            new Pool(
                POOL, "dir", "/pool", true, new Bytes(Math.max(0, poolFree())), "store-" + id)),
        List.of(),
        List.of(),
        told);
  }

  static GuestNeeds.Device deviceNeed(String address) {
    return new GuestNeeds.Device(DeviceKind.PCI, address, "8086", "10fb", null);
  }

  @Override
  public String toString() {
    return "%s: %s, free %s, prepared %s, volumes %s"
        .formatted(id, residents.keySet(), free(), prepared.keySet(), volumes);
  }
}
