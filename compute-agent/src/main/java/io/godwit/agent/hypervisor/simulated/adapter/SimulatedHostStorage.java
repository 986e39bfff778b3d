package io.godwit.agent.hypervisor.simulated.adapter;

import io.godwit.agent.hypervisor.simulated.HostOperations;
import io.godwit.agent.storage.GuestDisks;
import io.godwit.agent.storage.HostStorage;
import io.godwit.agent.storage.StoragePool;
import io.godwit.events.agent.Claims;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Storage of one host of a simulated fleet. */
final class SimulatedHostStorage implements HostStorage {
  /** How a question is asked at the fleet's present moment. */
  interface Asking {
    <T> T ask(Function<HostOperations, T> question);
  }

  private final Asking host;

  SimulatedHostStorage(Asking host) {
    this.host = host;
  }

  @Override
  public List<StoragePool> pools() {
    return host.ask(here -> List.of(here.storage().pool()));
  }

  @Override
  public void startPool(String pool) {
    order(here -> here.storage().setPoolActive(pool, true));
  }

  @Override
  public void stopPool(String pool) {
    order(here -> here.storage().setPoolActive(pool, false));
  }

  @Override
  public Optional<String> volumePath(String pool, String volume) {
    return host.ask(here -> here.storage().volumePath(pool, volume));
  }

  @Override
  public String makeVolume(Claims.Volume volume) {
    return host.ask(here -> here.storage().makeVolume(volume));
  }

  @Override
  public void deleteVolume(String pool, String volume) {
    order(here -> here.storage().deleteVolume(pool, volume));
  }

  @Override
  public Optional<VolumeName> volumeAt(String path) {
    return host.ask(here -> here.storage().volumeAt(path));
  }

  /** Nothing lies on anything else here. */
  @Override
  public List<String> volumesOn(String pool, String path) {
    return List.of();
  }

  @Override
  public List<GuestDisks> guestDisks() {
    return host.ask(here -> here.storage().guestDisks());
  }

  private void order(Consumer<HostOperations> order) {
    host.ask(here -> {
      order.accept(here);
      return true;
    });
  }
}
