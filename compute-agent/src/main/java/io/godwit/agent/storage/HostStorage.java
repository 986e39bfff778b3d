package io.godwit.agent.storage;

import io.godwit.events.agent.Claims;
import java.util.List;
import java.util.Optional;

/**
 * Storage of one host, as far as a migration changes it, by its hypervisor's own API and never past
 * it. What it is told of formats and backing chains is taken as it is: no image is looked into.
 * Every call blocks; starting a pool and making a volume may take longer than a query.
 *
 * <p>All throw {@link io.godwit.agent.hypervisor.HypervisorException}; UNREACHABLE says that
 * nothing is known of what became of the call.
 */
public interface HostStorage {
  /** The pools that are defined or active here. */
  List<StoragePool> pools();

  /** Starts a defined pool (virStoragePoolCreate); a started one is no error. */
  void startPool(String pool);

  /** Stops a pool (virStoragePoolDestroy), which deletes nothing; a stopped one is no error. */
  void stopPool(String pool);

  /** Path of a volume; empty if the pool is active and has none of that name. */
  Optional<String> volumePath(String pool, String volume);

  /**
   * Makes an empty, sparse volume (virStorageVolCreateXML) and says where it lies.
   *
   * @throws io.godwit.agent.hypervisor.HypervisorException kind FAILED or WRONG_STATE if there is
   *     one of that name
   */
  String makeVolume(Claims.Volume volume);

  /** Deletes a volume (virStorageVolDelete); one that is not there is no error. */
  void deleteVolume(String pool, String volume);

  /** The volume that lies at a path (virStorageVolLookupByPath); empty if no pool knows one. */
  Optional<VolumeName> volumeAt(String path);

  /** A volume by its names. */
  record VolumeName(String pool, String volume) {}

  /** Paths of the volumes of a pool that lie on that one, as the pool tells it. */
  List<String> volumesOn(String pool, String path);

  /** What every guest that is defined or active here uses. */
  List<GuestDisks> guestDisks();
}
