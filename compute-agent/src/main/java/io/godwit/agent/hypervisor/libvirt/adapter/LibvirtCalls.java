package io.godwit.agent.hypervisor.libvirt.adapter;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.NativeLongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt;
import org.libvirt.jna.StoragePoolPointer;

/**
 * libvirt-java's mapping of the C library, and what it lacks. Its classes above that mapping
 * (Connect, Domain) are not used: they keep their handles to themselves, leak the job's typed
 * parameters at every poll, and know no pause reason.
 */
interface LibvirtCalls extends Libvirt {
  /** Loads libvirt.so.0 on first use. */
  LibvirtCalls CALLS =
      Native.load("virt", LibvirtCalls.class, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));

  int virDomainGetState(
      DomainPointer domain, IntByReference state, IntByReference reason, int flags);

  int virDomainMigrateToURI3(
      DomainPointer domain, String destination, Pointer parameters, int count, int flags);

  int virDomainMigrateStartPostCopy(DomainPointer domain, int flags);

  int virDomainMigrateSetMaxSpeed(DomainPointer domain, NativeLong mebibytesPerSecond, int flags);

  int virDomainMigrateGetMaxSpeed(
      DomainPointer domain, NativeLongByReference mebibytesPerSecond, int flags);

  int virDomainMigrateGetMaxDowntime(DomainPointer domain, LongByReference millis, int flags);

  int virDomainAbortJobFlags(DomainPointer domain, int flags);

  int virDomainStartDirtyRateCalc(DomainPointer domain, int seconds, int flags);

  /** Takes a null-terminated array of domains. */
  int virDomainListGetStats(Pointer domains, int stats, PointerByReference records, int flags);

  void virDomainStatsRecordListFree(Pointer records);

  int virConnectListAllDomains(ConnectionPointer connection, PointerByReference domains, int flags);

  int virConnectListAllStoragePools(
      ConnectionPointer connection, PointerByReference pools, int flags);

  int virStoragePoolListAllVolumes(StoragePoolPointer pool, PointerByReference volumes, int flags);

  int virConnectListAllNetworks(
      ConnectionPointer connection, PointerByReference networks, int flags);

  int virConnectListAllInterfaces(
      ConnectionPointer connection, PointerByReference interfaces, int flags);

  int virConnectListAllNodeDevices(
      ConnectionPointer connection, PointerByReference devices, int flags);

  /** Sizes of pages in KiB; {@code counts} takes one number per cell and size. */
  int virNodeGetFreePages(
      ConnectionPointer connection,
      int sizes,
      int[] pages,
      int firstCell,
      int cells,
      long[] counts,
      int flags);

  int virNodeGetCellsFreeMemory(
      ConnectionPointer connection, long[] free, int firstCell, int mostCells);

  @Nullable CString virConnectGetDomainCapabilities(
      ConnectionPointer connection,
      @Nullable String emulator,
      String architecture,
      String machine,
      String virtualization,
      int flags);

  int virConnectCompareHypervisorCPU(
      ConnectionPointer connection,
      @Nullable String emulator,
      String architecture,
      @Nullable String machine,
      String virtualization,
      String cpu,
      int flags);

  /** Any event's callback, as far as it says of which guest it is. */
  interface ChangeCallback extends VirDomainEventCallback {
    void changed(ConnectionPointer connection, DomainPointer domain);
  }

  /** virConnectDomainEventMigrationIterationCallback. */
  interface IterationCallback extends VirDomainEventCallback {
    void iterationBegan(
        ConnectionPointer connection, DomainPointer domain, int iteration, Pointer opaque);
  }

  /**
   * virConnectDomainEventJobCompletedCallback. The parameters are libvirt's and not to be freed.
   */
  interface JobCompletedCallback extends VirDomainEventCallback {
    void jobCompleted(
        ConnectionPointer connection,
        DomainPointer domain,
        Pointer parameters,
        int count,
        Pointer opaque);
  }
}
