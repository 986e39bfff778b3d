package io.godwit.agent.hypervisor.simulated;

import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.storage.GuestDisks;
import io.godwit.agent.storage.HostStorage.VolumeName;
import io.godwit.agent.storage.StoragePool;
import io.godwit.events.Bytes;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one host's storage does and says at the fleet's present moment. */
public final class StorageOperations {
  private final SimulatedFleet fleet;
  private final SimulatedHost host;
  private final HostOperations guests;

  StorageOperations(SimulatedFleet fleet, SimulatedHost host, HostOperations guests) {
    this.fleet = fleet;
    this.host = host;
    this.guests = guests;
  }

  public StoragePool pool() {
    boolean active = fleet.storage().isActive(host.id());
    var available = active ? SimulatedHardware.POOL : Bytes.ZERO;
    var folder = SimulatedStorage.folder(host.id());
    return new StoragePool(SimulatedStorage.POOL, "dir", active, available, folder, null, false);
  }

  public void setPoolActive(String pool, boolean whether) {
    require(pool);
    fleet.storage().setActive(host.id(), whether);
  }

  public Optional<String> volumePath(String pool, String volume) {
    require(pool);
    return fleet.storage().has(host.id(), volume)
        ? Optional.of(SimulatedStorage.path(host.id(), volume))
        : Optional.empty();
  }

  public String makeVolume(Claims.Volume volume) {
    require(volume.pool());
    fleet.storage().make(host.id(), volume.volume());
    return SimulatedStorage.path(host.id(), volume.volume());
  }

  public void deleteVolume(String pool, String volume) {
    require(pool);
    fleet.storage().delete(host.id(), volume);
  }

  public Optional<VolumeName> volumeAt(String path) {
    var folder = SimulatedStorage.path(host.id(), "");
    var volume = path.startsWith(folder) ? path.substring(folder.length()) : "";
    return fleet.storage().has(host.id(), volume)
        ? Optional.of(new VolumeName(SimulatedStorage.POOL, volume))
        : Optional.empty();
  }

  public List<GuestDisks> guestDisks() {
    return fleet.guests().values().stream()
        .filter(place -> state(place) != GuestState.ABSENT)
        .map(place -> {
          var guest = place.guest.guest();
          boolean comes = !place.host.equals(host.id());
          var paths = fleet.storage().paths(guest.uuid(), host.id(), comes);
          return new GuestDisks(guest, state(place), paths, Set.of());
        })
        .toList();
  }

  private static void require(String pool) {
    if (!pool.equals(SimulatedStorage.POOL)) {
      throw new HypervisorException(Kind.FAILED, "no storage pool '" + pool + "'");
    }
  }

  private GuestState state(GuestPlace place) {
    return guests.stateOf(place.guest.guest().uuid());
  }
}
