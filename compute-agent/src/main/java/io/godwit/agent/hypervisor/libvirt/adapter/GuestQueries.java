package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.godwit.agent.hypervisor.libvirt.DomainStates;
import io.godwit.agent.hypervisor.libvirt.ErrorKinds;
import io.godwit.agent.hypervisor.libvirt.JobStats;
import io.godwit.events.Bytes;
import io.godwit.events.GuestLabels;
import io.godwit.events.GuestRef;
import io.godwit.events.agent.GuestState;
import io.godwit.events.host.HostInventory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainByReference;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.virDomainInfo;

/** What is asked of one domain, on the thread and connection of the caller. */
final class GuestQueries {
  /**
   * VIR_DOMAIN_JOB_STATS_COMPLETED and _KEEP_COMPLETED: else the first reader would take them away.
   */
  private static final int COMPLETED_AND_KEPT = 3;

  private static final int BETWEEN_STATES_TRIES = 10;
  private static final Duration BETWEEN_STATES_PAUSE = Duration.ofMillis(40);
  private static final int UUID_TEXT_LENGTH = 37;
  private static final int STATS_BALLOON = 1 << 2;
  private static final int STATS_DIRTY_RATE = 1 << 9;

  /** One that is busy says less, and does not keep anybody waiting. */
  private static final int NO_WAIT = 1 << 29;

  /** What is in use is told in steps of this share, so that it does not drift all the time. */
  private static final int STEPS = 16;

  private static final int DIRTY_RATE_MEASURED = 2;

  private GuestQueries() {}

  static GuestState state(DomainPointer domain) {
    var state = new IntByReference();
    var reason = new IntByReference();
    check(CALLS.virDomainGetState(domain, state, reason, 0));
    return DomainStates.of(state.getValue(), reason.getValue());
  }

  static boolean isActive(DomainPointer domain) {
    return check(CALLS.virDomainIsActive(domain)) == 1;
  }

  static boolean isPersistent(DomainPointer domain) {
    return check(CALLS.virDomainIsPersistent(domain)) == 1;
  }

  static UUID uuid(DomainPointer domain) {
    var text = new byte[UUID_TEXT_LENGTH];
    check(CALLS.virDomainGetUUIDString(domain, text));
    return UUID.fromString(Native.toString(text, "UTF-8"));
  }

  /**
   * The job that runs now. While QEMU 11 sends the devices' state at the start of post-copy, it is
   * in a state of which libvirt up to 12.8 says "unexpected migration status in postcopy-device":
   * some 100 ms.
   */
  static JobStats runningJob(DomainPointer domain) {
    for (int tries = 1; ; tries++) {
      try {
        return jobStats(domain, 0);
      } catch (LibvirtFailure e) {
        if (e.code() == ErrorKinds.OPERATION_UNSUPPORTED) {
          return JobStats.INCOMING; // "migration statistics are available only on the source host"
        }
        if (!e.words().contains("unexpected migration status")) {
          throw e;
        }
        if (tries == BETWEEN_STATES_TRIES) {
          return JobStats.BETWEEN_STATES;
        }
        pause(e);
      }
    }
  }

  private static void pause(LibvirtFailure otherwise) {
    try {
      Thread.sleep(BETWEEN_STATES_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw otherwise;
    }
  }

  static JobStats completedJob(DomainPointer domain) {
    return jobStats(domain, COMPLETED_AND_KEPT);
  }

  private static JobStats jobStats(DomainPointer domain, int flags) {
    var type = new IntByReference();
    var parameters = new PointerByReference();
    var count = new IntByReference();
    check(CALLS.virDomainGetJobStats(domain, type, parameters, count, flags));
    try {
      return new JobStats(
          type.getValue(), TypedParameters.numbers(parameters.getValue(), count.getValue()));
    } finally {
      CALLS.virTypedParamsFree(parameters.getValue(), count.getValue());
    }
  }

  /** The domains of a host that are still there when their turn comes. */
  static List<HostInventory.Guest> guests(Connection connection) {
    var list = new DomainByReference();
    int count = check(CALLS.virConnectListAllDomains(connection.handle(), list, 0));
    var array = list.getValue();
    var guests = new ArrayList<HostInventory.Guest>();
    try {
      for (int i = 0; i < count; i++) {
        var guest = guest(new DomainPointer(array.getPointer((long) i * Native.POINTER_SIZE)));
        if (guest != null) {
          guests.add(guest);
        }
      }
    } finally {
      for (int i = 0; i < count; i++) {
        CALLS.virDomainFree(new DomainPointer(array.getPointer((long) i * Native.POINTER_SIZE)));
      }
      if (array != null) {
        Native.free(Pointer.nativeValue(array));
      }
    }
    return guests;
  }

  private static HostInventory.@Nullable Guest guest(DomainPointer domain) {
    try {
      var info = new virDomainInfo();
      check(CALLS.virDomainGetInfo(domain, info));
      var memory = new Bytes(info.maxMem.longValue() << 10);
      var state = state(domain);
      return new HostInventory.Guest(
          new GuestRef(uuid(domain), CALLS.virDomainGetName(domain)),
          state,
          memory,
          Math.max(1, Short.toUnsignedInt(info.nrVirtCpu)),
          isPersistent(domain),
          GuestLabels.NONE,
          null,
          state == GuestState.RUNNING ? used(domain, memory) : null);
    } catch (LibvirtFailure e) {
      if (e.code() == ErrorKinds.NO_DOMAIN) {
        return null;
      }
      throw e;
    }
  }

  /**
   * What the hypervisor's process holds of its memory, its own overhead included (balloon.rss, in
   * KiB). Huge pages are not counted among it.
   */
  private static @Nullable Bytes used(DomainPointer domain, Bytes memory) {
    Long resident = figures(domain, STATS_BALLOON, NO_WAIT).get("balloon.rss");
    long step = memory.count() / STEPS;
    if (resident == null || resident <= 0 || step == 0) {
      return null;
    }
    long steps = Math.ceilDiv(resident << 10, step);
    return new Bytes(Math.min(memory.count(), steps * step));
  }

  /** The measured dirty rate in MiB/s, or null as long as it is being measured. */
  static @Nullable Long dirtyRate(DomainPointer domain) {
    var figures = figures(domain, STATS_DIRTY_RATE, 0);
    boolean measured = figures.getOrDefault("dirtyrate.calc_status", 0L) == DIRTY_RATE_MEASURED;
    return measured ? figures.get("dirtyrate.megabytes_per_second") : null;
  }

  private static Map<String, Long> figures(DomainPointer domain, int kinds, int flags) {
    try (var domains = new Memory(2L * Native.POINTER_SIZE)) {
      domains.setPointer(0, domain.getPointer());
      domains.setPointer(Native.POINTER_SIZE, Pointer.NULL);
      var records = new PointerByReference();
      int count = check(CALLS.virDomainListGetStats(domains, kinds, records, flags));
      try {
        // virDomainStatsRecord: domain, parameters, their number
        var record = count == 0 ? null : records.getValue().getPointer(0);
        return record == null
            ? Map.of()
            : TypedParameters.numbers(
                record.getPointer(Native.POINTER_SIZE), record.getInt(2L * Native.POINTER_SIZE));
      } finally {
        CALLS.virDomainStatsRecordListFree(records.getValue());
      }
    }
  }
}
