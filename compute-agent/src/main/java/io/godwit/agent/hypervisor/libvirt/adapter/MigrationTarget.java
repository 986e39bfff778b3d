package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;

import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.MigrateCall;
import io.godwit.agent.hypervisor.libvirt.xml.DestinationXml;
import io.godwit.agent.hypervisor.libvirt.xml.DomainXml;
import io.godwit.agent.storage.HostStorage;
import io.godwit.agent.storage.StoragePool;
import io.godwit.events.DiskCopy;
import io.godwit.events.agent.Claims;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainPointer;

/**
 * What the destination is to have differently from here: definitions with the claims applied, and
 * the disks that are copied.
 *
 * @param paths where claimed volumes will lie, by the disk's target
 */
record MigrationTarget(MigrateCall call, Map<String, String> paths) {
  private static final int SECURE = 1;
  private static final int INACTIVE = 1 << 1;
  private static final int MIGRATABLE = 1 << 3;

  /** Definitions for the destination; absent: as they are here. */
  record Definitions(@Nullable String live, @Nullable String kept) {
    static final Definitions UNCHANGED = new Definitions(null, null);

    void into(TypedParameters.Wanted parameters) {
      if (live != null) {
        parameters.put("destination_xml", live);
      }
      if (kept != null) {
        parameters.put("persistent_xml", kept);
      }
    }
  }

  static MigrationTarget of(MigrateCall call, Supplier<HostStorage> storage) {
    var volumes = call.claims().volumes();
    if (!volumes.isEmpty() && call.diskCopy() == DiskCopy.NONE) {
      throw new HypervisorException(
          Kind.FAILED, "volumes were claimed for disks that may not be copied");
    }
    var paths = new HashMap<String, String>();
    for (var volume : volumes) {
      var path = volume.path();
      paths.put(volume.target(), path == null ? likeHere(volume, storage.get()) : path);
    }
    return new MigrationTarget(call, Map.copyOf(paths));
  }

  /** Pools of one name have one path on all hosts, unless something else is said. */
  private static String likeHere(Claims.Volume volume, HostStorage storage) {
    var folder =
        storage.pools().stream()
            .filter(pool -> pool.name().equals(volume.pool()) && pool.path() != null)
            .map(StoragePool::path)
            .findFirst()
            .orElseThrow(() ->
                new HypervisorException(
                    Kind.FAILED,
                    "where volume %s of pool %s lies at the destination is not known"
                        .formatted(volume.volume(), volume.pool())));
    return folder + "/" + volume.volume();
  }

  boolean copiesDisks() {
    return !paths.isEmpty();
  }

  Definitions definitions(DomainPointer domain) {
    if (call.claims().equals(Claims.of(call.claims().memory()))) {
      return Definitions.UNCHANGED;
    }
    try {
      var live = check(CALLS.virDomainGetXMLDesc(domain, SECURE | MIGRATABLE)).toString();
      var needs = DomainXml.needs(SecureXml.read(live));
      var terms = new DestinationXml.Terms(needs, call.claims(), call.diskCopy(), paths);
      return terms.changeNothing()
          ? Definitions.UNCHANGED
          : new Definitions(DestinationXml.live(live, terms), kept(domain, terms));
    } catch (IllegalArgumentException e) {
      throw new HypervisorException(Kind.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable String kept(DomainPointer domain, DestinationXml.Terms terms) {
    if (!GuestQueries.isPersistent(domain)) {
      return null;
    }
    int flags = SECURE | MIGRATABLE | INACTIVE;
    var xml = check(CALLS.virDomainGetXMLDesc(domain, flags)).toString();
    return DestinationXml.kept(xml, terms);
  }

  /** Targets of the disks that are copied, in the order of the claims. */
  List<String> copied() {
    return call.claims().volumes().stream().map(Claims.Volume::target).toList();
  }
}
