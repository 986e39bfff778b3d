package io.godwit.agent.hypervisor.simulated;

import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.events.Bytes;
import io.godwit.events.HostId;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.DiskKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The volumes of the fleet's hosts, each in its host's one pool, and the guests' disks on them. */
final class SimulatedStorage {
  static final String POOL = "default";

  /** A disk, on the volume of that name of whichever host its guest is on. */
  private record Place(String target, String volume, String format, Bytes capacity, Bytes used) {}

  private final Map<HostId, Set<String>> volumes = new HashMap<>();
  private final Map<HostId, Boolean> stopped = new HashMap<>();
  private final Map<UUID, Map<String, Place>> disks = new HashMap<>();
  private final Map<UUID, Map<String, Place>> arriving = new HashMap<>();

  static String folder(HostId host) {
    return "/simulated/" + host;
  }

  static String path(HostId host, String volume) {
    return folder(host) + "/" + volume;
  }

  boolean isActive(HostId host) {
    return !stopped.getOrDefault(host, false);
  }

  void setActive(HostId host, boolean whether) {
    stopped.put(host, !whether);
  }

  private Set<String> on(HostId host) {
    if (!isActive(host)) {
      throw new HypervisorException(Kind.WRONG_STATE, "storage pool '" + POOL + "' is not active");
    }
    return volumes.computeIfAbsent(host, h -> new HashSet<>());
  }

  boolean has(HostId host, String volume) {
    return on(host).contains(volume);
  }

  void make(HostId host, String volume) {
    if (!on(host).add(volume)) {
      throw new HypervisorException(
          Kind.FAILED, "storage volume name '%s' already in use".formatted(volume));
    }
  }

  void delete(HostId host, String volume) {
    on(host).remove(volume);
  }

  void addDisk(UUID guest, HostId host, String target, String format, Bytes capacity, Bytes used) {
    var volume = guest + "-" + target + "." + format;
    make(host, volume);
    disks
        .computeIfAbsent(guest, g -> new LinkedHashMap<>())
        .put(target, new Place(target, volume, format, capacity, used));
  }

  void forget(UUID guest) {
    disks.remove(guest);
    arriving.remove(guest);
  }

  /** What a guest on a host needs of it. */
  List<Disk> disks(UUID guest, HostId host) {
    return disks.getOrDefault(guest, Map.of()).values().stream()
        .map(place ->
            new Disk(
                place.target(),
                DiskKind.FILE,
                path(host, place.volume()),
                POOL,
                place.volume(),
                place.format(),
                place.capacity(),
                place.used(),
                List.of(),
                false,
                false,
                "none",
                "simulated-" + host))
        .toList();
  }

  /** Paths that a guest uses on a host, on which it is or to which it comes. */
  Set<String> paths(UUID guest, HostId host, boolean comes) {
    var used = new HashSet<String>();
    (comes ? arriving : disks)
        .getOrDefault(guest, Map.of())
        .values()
        .forEach(place -> used.add(path(host, place.volume())));
    return used;
  }

  /**
   * A migration begins: every disk needs a volume there. A claim for a disk of which nothing is
   * known is taken as a disk that fills its claimed space.
   *
   * @return bytes to be copied
   */
  Bytes begin(UUID guest, HostId destination, List<Claims.Volume> claimed) {
    var places = new LinkedHashMap<String, Place>();
    for (var disk : disks.getOrDefault(guest, Map.of()).values()) {
      var volume =
          claimed.stream()
              .filter(v -> v.target().equals(disk.target()))
              .findFirst()
              .map(Claims.Volume::volume)
              .orElse("");
      if (!has(destination, volume)) {
        throw new HypervisorException(
            Kind.FAILED,
            "Cannot access storage file '%s'".formatted(path(destination, disk.volume())));
      }
      places.put(
          disk.target(),
          new Place(disk.target(), volume, disk.format(), disk.capacity(), disk.used()));
    }
    arriving.put(guest, places);
    return claimed.stream()
        .map(volume -> {
          var place = places.get(volume.target());
          return place == null ? volume.space() : place.used();
        })
        .reduce(Bytes.ZERO, Bytes::plus);
  }

  /** It ended; having arrived, the guest uses what was made for it. */
  void end(UUID guest, boolean arrived) {
    Optional.ofNullable(arriving.remove(guest))
        .filter(places -> arrived)
        .ifPresent(places -> disks.put(guest, places));
  }
}
