package io.godwit.agent.storage;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a host's storage looked like when it was asked.
 *
 * @param pools that were asked for and that it has
 * @param volumes that were asked for and that are there
 * @param sessions that it is logged in to
 * @param noInitiator why its sessions are not known; absent: they are
 */
public record StorageView(
    List<StoragePool> pools,
    Set<Made> volumes,
    Set<IscsiTarget> sessions,
    @Nullable String noInitiator) {
  public StorageView {
    pools = List.copyOf(pools);
    volumes = Set.copyOf(volumes);
    sessions = Set.copyOf(sessions);
  }

  Optional<StoragePool> pool(String name) {
    return pools.stream().filter(pool -> pool.name().equals(name)).findFirst();
  }

  /** By the target alone: the same one is reached over several portals. */
  boolean isLoggedIn(IscsiTarget target) {
    return sessions.stream().anyMatch(session -> session.name().equals(target.name()));
  }
}
