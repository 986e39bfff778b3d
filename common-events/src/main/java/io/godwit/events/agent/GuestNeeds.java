package io.godwit.events.agent;

import io.godwit.events.Bytes;
import io.godwit.events.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a guest needs of a host, from its live definition (virDomainGetXMLDesc) and never from its
 * image files.
 *
 * @param architecture like {@code x86_64}
 * @param machine machine type, like {@code pc-q35-10.0}
 * @param virtualization libvirt's domain type: {@code kvm}, {@code qemu}
 * @param firmware {@code bios}, {@code efi}
 * @param tpm whether it has one
 * @param cpuXml the live definition's {@code <cpu>} element; absent: it has none
 * @param networks what its interfaces are connected to
 * @param disks its disks, by target
 * @param devices host devices that are passed through
 * @param hugePages its memory by size of page; empty: ordinary pages
 * @param numaNodes cells of its present host to which its memory is bound; empty: none
 * @param pinnedCpus CPUs of its present host to which virtual CPUs are pinned; empty: none
 * @param blockers what libvirt is known to refuse a migration for, like {@code virtiofs}
 */
public record GuestNeeds(
    String architecture,
    String machine,
    String virtualization,
    String firmware,
    boolean tpm,
    @Nullable String cpuXml,
    List<Network> networks,
    List<Disk> disks,
    List<Device> devices,
    List<HugePages> hugePages,
    List<Integer> numaNodes,
    List<Integer> pinnedCpus,
    List<String> blockers) {

  /** What an interface is connected to. */
  public record Network(NetworkKind kind, String name) {
    public Network {
      Require.present(kind, "kind");
      Require.text(name, "name", 255);
    }
  }

  /** How an interface is connected. */
  public enum NetworkKind {
    /** A network of libvirt, by its name. */
    NETWORK,
    /** A bridge of the host, by its name. */
    BRIDGE,
    /** A device of the host. */
    DIRECT,
    /** Nothing of the host is needed, as for user-mode networking. */
    NONE
  }

  /**
   * A disk.
   *
   * @param target like {@code vda}
   * @param kind what its source is
   * @param source path, or {@code host/export} of network storage; empty: an empty drive
   * @param pool libvirt's storage pool that it lies in; absent: none is known
   * @param volume its name in that pool; absent with the pool
   * @param format of the definition, never probed: {@code raw}, {@code qcow2}
   * @param capacity as the guest sees it
   * @param allocation as the host stores it
   * @param backing the layers below, the next one first
   * @param readOnly whether the guest may only read it
   * @param shareable whether several guests may write it
   * @param cache the definition's cache mode; absent: the hypervisor's default
   * @param storage what identifies the storage it lies on, the same on every host that sees it,
   *     like a network export or a marker of a shared folder; absent: not known
   */
  public record Disk(
      String target,
      DiskKind kind,
      String source,
      @Nullable String pool,
      @Nullable String volume,
      String format,
      Bytes capacity,
      Bytes allocation,
      List<Layer> backing,
      boolean readOnly,
      boolean shareable,
      @Nullable String cache,
      @Nullable String storage) {
    public Disk {
      Require.text(target, "target", 100);
      Require.present(kind, "kind");
      Require.present(source, "source");
      Require.text(format, "format", 50);
      Require.present(capacity, "capacityBytes");
      Require.present(allocation, "allocationBytes");
      backing = Require.list(backing);
    }
  }

  /** What a disk's source is. */
  public enum DiskKind {
    FILE,
    BLOCK,
    NETWORK,
    EMPTY
  }

  /** A layer of a backing chain, as the definition says. */
  public record Layer(String source, String format) {
    public Layer {
      Require.text(source, "source", 4000);
      Require.text(format, "format", 50);
    }
  }

  /**
   * A host device.
   *
   * @param kind {@code pci}, {@code mdev}, {@code usb}
   * @param address its address or UUID on the present host, like {@code 0000:03:00.1}
   * @param vendor vendor id, like {@code 8086}; absent: not known
   * @param product product id; absent: not known
   * @param type type of a mediated device; absent: not one
   */
  public record Device(
      DeviceKind kind,
      String address,
      @Nullable String vendor,
      @Nullable String product,
      @Nullable String type) {
    public Device {
      Require.present(kind, "kind");
      Require.text(address, "address", 100);
    }
  }

  /** How a device is passed through. */
  public enum DeviceKind {
    PCI,
    MDEV,
    USB
  }

  public GuestNeeds {
    Require.text(architecture, "architecture", 50);
    Require.text(machine, "machine", 100);
    Require.text(virtualization, "virtualization", 50);
    Require.text(firmware, "firmware", 50);
    networks = Require.list(networks);
    disks = Require.list(disks);
    devices = Require.list(devices);
    hugePages = Require.list(hugePages);
    numaNodes = Require.list(numaNodes);
    pinnedCpus = Require.list(pinnedCpus);
    blockers = Require.list(blockers);
  }
}
