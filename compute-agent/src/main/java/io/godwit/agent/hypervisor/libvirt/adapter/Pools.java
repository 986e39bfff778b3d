package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;

import io.godwit.agent.hypervisor.libvirt.ErrorKinds;
import io.godwit.agent.storage.HostStorage.VolumeName;
import java.util.Optional;
import java.util.function.Function;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;

/** One pool and one volume of it, freed after use, on the thread and connection of the caller. */
final class Pools {
  private Pools() {}

  /** Does something with a pool; fails with VIR_ERR_NO_STORAGE_POOL if there is none. */
  static <T> T with(Connection connection, String name, Function<StoragePoolPointer, T> work) {
    var pool = check(CALLS.virStoragePoolLookupByName(connection.handle(), name));
    try {
      return work.apply(pool);
    } finally {
      CALLS.virStoragePoolFree(pool);
    }
  }

  /** Does something with a volume; empty if there is none, also not after another look. */
  static <T> Optional<T> volume(
      StoragePoolPointer pool, String name, Function<StorageVolPointer, T> work) {
    var volume = CALLS.virStorageVolLookupByName(pool, name);
    if (volume == null) {
      requireNoVolume();
      check(CALLS.virStoragePoolRefresh(pool, 0)); // it may have come past libvirt
      volume = CALLS.virStorageVolLookupByName(pool, name);
    }
    if (volume == null) {
      requireNoVolume();
      return Optional.empty();
    }
    return Optional.of(used(volume, work));
  }

  static Optional<VolumeName> volumeAt(Connection connection, String path) {
    var volume = CALLS.virStorageVolLookupByPath(connection.handle(), path);
    if (volume == null) {
      requireNoVolume();
      return Optional.empty();
    }
    return Optional.of(used(volume, Pools::name));
  }

  private static VolumeName name(StorageVolPointer volume) {
    var pool = check(CALLS.virStoragePoolLookupByVolume(volume));
    try {
      return new VolumeName(
          check(CALLS.virStoragePoolGetName(pool)), check(CALLS.virStorageVolGetName(volume)));
    } finally {
      CALLS.virStoragePoolFree(pool);
    }
  }

  static String path(StorageVolPointer volume) {
    return check(CALLS.virStorageVolGetPath(volume)).toString();
  }

  private static <T> T used(StorageVolPointer volume, Function<StorageVolPointer, T> work) {
    try {
      return work.apply(volume);
    } finally {
      CALLS.virStorageVolFree(volume);
    }
  }

  /** Any other failure says nothing of what is there. */
  private static void requireNoVolume() {
    var failure = LibvirtFailure.last();
    if (failure.code() != ErrorKinds.NO_STORAGE_VOLUME) {
      throw failure;
    }
  }
}
