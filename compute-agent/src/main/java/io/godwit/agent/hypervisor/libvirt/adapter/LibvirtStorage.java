package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;

import io.godwit.agent.hypervisor.libvirt.xml.StorageXml;
import io.godwit.agent.storage.GuestDisks;
import io.godwit.agent.storage.HostStorage;
import io.godwit.agent.storage.StoragePool;
import io.godwit.events.agent.Claims;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;

/**
 * Storage by a host's libvirtd. What may take long, because a file system is mounted or a volume is
 * laid out, has a connection of its own and no time limit but the connection's own life.
 */
final class LibvirtStorage implements HostStorage {
  private final Line line;

  LibvirtStorage(Line line) {
    this.line = line;
  }

  @Override
  public List<StoragePool> pools() {
    return line.ask(connection ->
        Lists.each(
            list -> CALLS.virConnectListAllStoragePools(connection.handle(), list, 0),
            StoragePoolPointer::new,
            CALLS::virStoragePoolFree,
            LibvirtStorage::pool));
  }

  private static StoragePool pool(StoragePoolPointer pool) {
    var xml = check(CALLS.virStoragePoolGetXMLDesc(pool, 0)).toString();
    return StorageXml.pool(SecureXml.read(xml), isActive(pool));
  }

  private static boolean isActive(StoragePoolPointer pool) {
    return check(CALLS.virStoragePoolIsActive(pool)) == 1;
  }

  @Override
  public void startPool(String name) {
    order(
        name,
        pool -> {
          if (!isActive(pool)) {
            check(CALLS.virStoragePoolCreate(pool, 0));
          }
        });
  }

  @Override
  public void stopPool(String name) {
    order(
        name,
        pool -> {
          if (isActive(pool)) {
            check(CALLS.virStoragePoolDestroy(pool));
          }
        });
  }

  @Override
  public Optional<String> volumePath(String pool, String volume) {
    return line.ask(connection ->
        Pools.with(
            connection, pool, found -> Pools.volume(found, volume, handle -> Pools.path(handle))));
  }

  @Override
  public String makeVolume(Claims.Volume volume) {
    return patiently(connection ->
        Pools.with(
            connection,
            volume.pool(),
            pool -> {
              var xml = StorageXml.volume(volume, pool(pool).type());
              var made = check(CALLS.virStorageVolCreateXML(pool, xml, 0));
              try {
                return Pools.path(made);
              } finally {
                CALLS.virStorageVolFree(made);
              }
            }));
  }

  @Override
  public void deleteVolume(String pool, String volume) {
    patiently(connection ->
        Pools.with(
            connection,
            pool,
            found ->
                Pools.volume(found, volume, handle -> check(CALLS.virStorageVolDelete(handle, 0)))
                    .isPresent()));
  }

  @Override
  public Optional<VolumeName> volumeAt(String path) {
    return line.ask(connection -> Pools.volumeAt(connection, path));
  }

  @Override
  public List<String> volumesOn(String pool, String path) {
    return line.ask(connection ->
        Pools.with(
                connection,
                pool,
                found ->
                    Lists.each(
                        list -> CALLS.virStoragePoolListAllVolumes(found, list, 0),
                        StorageVolPointer::new,
                        CALLS::virStorageVolFree,
                        volume -> liesOn(volume, path) ? Pools.path(volume) : ""))
            .stream()
            .filter(found -> !found.isEmpty())
            .toList());
  }

  private static boolean liesOn(StorageVolPointer volume, String path) {
    var xml = CALLS.virStorageVolGetXMLDesc(volume, 0);
    return xml != null
        && StorageXml.backingOf(SecureXml.read(xml.toString())).filter(path::equals).isPresent();
  }

  @Override
  public List<GuestDisks> guestDisks() {
    return line.ask(GuestUses::of);
  }

  private void order(String name, Consumer<StoragePoolPointer> order) {
    patiently(connection ->
        Pools.with(
            connection,
            name,
            pool -> {
              order.accept(pool);
              return true;
            }));
  }

  private <T> T patiently(Function<Connection, T> work) {
    var connection = line.open();
    try {
      return work.apply(connection);
    } catch (LibvirtFailure e) {
      throw e.ofCall(connection.isAlive());
    } finally {
      connection.release();
    }
  }
}
