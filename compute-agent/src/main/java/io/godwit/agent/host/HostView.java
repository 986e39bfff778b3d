package io.godwit.agent.host;

import io.godwit.agent.hypervisor.Offer;
import io.godwit.events.Bytes;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostResources;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a host looked like when it was asked about a guest. */
public sealed interface HostView {
  /**
   * @param hypervisor for people
   * @param capacity memory that guests may use
   * @param guests defined or active here
   * @param resources what else it has; absent: it did not say
   * @param offer what its hypervisor says about the guest; absent: it did not say
   * @param copyPool the pool for copies of disks whose own pool is not here; absent: none
   * @param locks what keeps a disk from being opened on two hosts
   * @param source whether the guest's host is reached from here
   */
  record Seen(
      String hypervisor,
      Bytes capacity,
      List<HostInventory.Guest> guests,
      @Nullable HostResources resources,
      @Nullable Offer offer,
      @Nullable String copyPool,
      DiskLocks locks,
      Reach source)
      implements HostView {
    public Seen {
      guests = List.copyOf(guests);
    }

    /** Of a host that says nothing else of itself. */
    public Seen(String hypervisor, Bytes capacity, List<HostInventory.Guest> guests) {
      this(
          hypervisor,
          capacity,
          guests,
          null,
          null,
          null,
          new DiskLocks.Unknown("its configuration is not read"),
          new Reach.NotTried("nobody tried"));
    }
  }

  /** The hypervisor could not be asked. */
  record Unreachable(String words) implements HostView {}

  /** What keeps a disk from being opened on two hosts, beside QEMU's own image locks. */
  sealed interface DiskLocks {
    /** A lock manager is configured, like {@code lockd}. */
    record Manager(String name) implements DiskLocks {}

    /** None is configured. */
    record None() implements DiskLocks {}

    record Unknown(String why) implements DiskLocks {}
  }

  /** Whether the guest's host is reached over the migration network. */
  sealed interface Reach {
    record Reached(String address, Duration took) implements Reach {}

    record Failed(String address, String words) implements Reach {}

    record NotTried(String why) implements Reach {}
  }
}
