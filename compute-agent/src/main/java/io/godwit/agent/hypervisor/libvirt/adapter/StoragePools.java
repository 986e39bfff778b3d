package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;

import io.godwit.agent.hypervisor.libvirt.xml.PoolXml;
import io.godwit.events.HostId;
import io.godwit.events.host.HostResources.Pool;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;

/** A host's storage pools, on the thread and connection of the caller. */
final class StoragePools {
  private StoragePools() {}

  /** All of them, sorted by name. */
  static List<Pool> read(Connection connection) {
    return HostReading.orNone(() ->
        Lists.each(
                list -> CALLS.virConnectListAllStoragePools(connection.handle(), list, 0),
                StoragePoolPointer::new,
                CALLS::virStoragePoolFree,
                StoragePools::pool)
            .stream()
            .sorted(Comparator.comparing(Pool::name))
            .toList());
  }

  private static Pool pool(StoragePoolPointer pool) {
    var xml = check(CALLS.virStoragePoolGetXMLDesc(pool, 0)).toString();
    boolean active = check(CALLS.virStoragePoolIsActive(pool)) == 1;
    return PoolXml.pool(SecureXml.read(xml), active, active ? volumes(pool) : List.of());
  }

  private static List<String> volumes(StoragePoolPointer pool) {
    return Lists.each(
        list -> CALLS.virStoragePoolListAllVolumes(pool, list, 0),
        StorageVolPointer::new,
        CALLS::virStorageVolFree,
        CALLS::virStorageVolGetName);
  }

  /**
   * Makes the pools of these names look at what is in them: libvirt knows of others' changes, and
   * of the free space, as of its last look. One that is busy is left as it is.
   */
  static void refresh(Connection connection, Set<String> names) {
    for (var pool : read(connection)) {
      if (pool.active() && names.contains(pool.name())) {
        with(connection, pool.name(), handle -> CALLS.virStoragePoolRefresh(handle, 0));
      }
    }
  }

  /** See {@link io.godwit.agent.hypervisor.Hypervisor#markStorage}. */
  static void mark(Connection connection, HostId host) {
    for (var pool : read(connection)) {
      if (pool.active() && PoolXml.isOfFolders(pool.type())) {
        with(connection, pool.name(), handle -> mark(handle, host));
      }
    }
  }

  private static void mark(StoragePoolPointer pool, HostId host) {
    CALLS.virStoragePoolRefresh(pool, 0);
    if (volumes(pool).stream().anyMatch(name -> PoolXml.isMarkerOf(host, name))) {
      return;
    }
    var distinct = UUID.randomUUID().toString().substring(0, 8);
    var name = PoolXml.marker(host, Instant.now(), distinct);
    CALLS.virStorageVolFree(
        check(CALLS.virStorageVolCreateXML(pool, PoolXml.emptyVolume(name), 0)));
    CALLS.virStoragePoolRefresh(pool, 0); // another host may have made its own meanwhile
  }

  private static void with(Connection connection, String name, Consumer<StoragePoolPointer> work) {
    var pool = CALLS.virStoragePoolLookupByName(connection.handle(), name);
    if (pool == null) {
      return; // gone since it was listed
    }
    try {
      work.accept(pool);
    } finally {
      CALLS.virStoragePoolFree(pool);
    }
  }

  /** Whether a volume of that path is in a pool of the host. */
  static boolean hasVolume(Connection connection, String path) {
    var volume = CALLS.virStorageVolLookupByPath(connection.handle(), path);
    if (volume == null) {
      return false;
    }
    CALLS.virStorageVolFree(volume);
    return true;
  }
}
