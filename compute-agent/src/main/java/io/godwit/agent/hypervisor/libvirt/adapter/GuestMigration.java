package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;

import com.sun.jna.Pointer;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.MigrateCall;
import io.godwit.events.DiskCopy;
import io.godwit.events.agent.StartSettings;
import java.lang.ref.Reference;
import org.libvirt.jna.DomainPointer;

/** The call that lasts as long as the migration, on the thread and connection of the caller. */
final class GuestMigration {
  private static final int LIVE = 1;
  private static final int PEER2PEER = 1 << 1;
  private static final int PERSIST_DEST = 1 << 3;
  private static final int UNDEFINE_SOURCE = 1 << 4;
  private static final int NON_SHARED_DISK = 1 << 6;
  private static final int NON_SHARED_INC = 1 << 7;
  private static final int COMPRESSED = 1 << 11;
  private static final int ABORT_ON_ERROR = 1 << 12;
  private static final int AUTO_CONVERGE = 1 << 13;
  private static final int POSTCOPY = 1 << 15;
  private static final int PARALLEL = 1 << 17;
  private static final int POSTCOPY_RESUME = 1 << 19;

  private GuestMigration() {}

  static void migrate(DomainPointer domain, MigrateCall call, MigrationTarget target) {
    if (!GuestQueries.isActive(domain)) {
      throw new HypervisorException(Kind.WRONG_STATE, "the guest does not run");
    }
    var settings = call.settings();
    var parameters = parameters(settings, target, target.definitions(domain));
    // Both stay with the domain from one migration to the next, so each start sets them. That is
    // allowed before it.
    GuestSteering.setMaxDowntime(domain, settings.maxDowntime());
    GuestSteering.setBandwidth(domain, settings.bandwidthLimit());
    // A guest whose storage fails at the source is not to be moved on in its pause.
    int flags = ABORT_ON_ERROR | armed(settings);
    perform(domain, call.peerUri(), parameters, flags | disks(call, target));
  }

  private static int armed(StartSettings settings) {
    var parallel = settings.parallel();
    return (settings.postCopyArmed() ? POSTCOPY : 0)
        | (settings.autoConverge() != null ? AUTO_CONVERGE : 0)
        | (parallel != null ? PARALLEL : 0)
        | (parallel != null && parallel.compression() != null ? COMPRESSED : 0);
  }

  private static int disks(MigrateCall call, MigrationTarget target) {
    if (!target.copiesDisks()) {
      return 0;
    }
    return call.diskCopy() == DiskCopy.INCREMENTAL ? NON_SHARED_INC : NON_SHARED_DISK;
  }

  static void resumePostCopy(DomainPointer domain, String peerUri) {
    perform(domain, peerUri, new TypedParameters.Wanted(), POSTCOPY | POSTCOPY_RESUME);
  }

  private static void perform(
      DomainPointer domain, String peerUri, TypedParameters.Wanted parameters, int more) {
    int persistent = GuestQueries.isPersistent(domain) ? PERSIST_DEST | UNDEFINE_SOURCE : 0;
    Pointer array = parameters.array();
    try {
      int flags = LIVE | PEER2PEER | persistent | more;
      check(CALLS.virDomainMigrateToURI3(domain, peerUri, array, parameters.size(), flags));
    } finally {
      Reference.reachabilityFence(array);
      Reference.reachabilityFence(parameters);
    }
  }

  private static TypedParameters.Wanted parameters(
      StartSettings settings, MigrationTarget target, MigrationTarget.Definitions definitions) {
    var parameters = new TypedParameters.Wanted();
    definitions.into(parameters);
    target.copied().forEach(disk -> parameters.put("migrate_disks", disk));
    if (settings.bandwidthLimit() != null) {
      long mebi = GuestSteering.mebi(settings.bandwidthLimit());
      parameters.put("bandwidth", mebi);
      if (settings.postCopyArmed()) {
        parameters.put("bandwidth.postcopy", mebi);
      }
    }
    if (settings.switchoverBandwidth() != null) {
      // MiB/s too: told 7, QEMU said 7340032 bytes/second
      parameters.put(
          "bandwidth.avail.switchover", GuestSteering.mebi(settings.switchoverBandwidth()));
    }
    arm(settings, parameters);
    return parameters;
  }

  private static void arm(StartSettings settings, TypedParameters.Wanted parameters) {
    var autoConverge = settings.autoConverge();
    if (autoConverge != null) {
      parameters.putInt("auto_converge.initial", autoConverge.initialPercent());
      parameters.putInt("auto_converge.increment", autoConverge.incrementPercent());
    }
    var parallel = settings.parallel();
    if (parallel != null) {
      parameters.putInt("parallel.connections", parallel.connections());
      if (parallel.compression() != null) {
        parameters.put("compression", "zstd");
      }
    }
  }
}
