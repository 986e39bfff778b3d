package io.godwit.events.host;

import io.godwit.events.Bytes;
import io.godwit.events.Require;
import io.godwit.events.agent.GuestNeeds.DeviceKind;
import io.godwit.events.agent.GuestNeeds.Network;
import io.godwit.events.agent.HugePages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host has, beside memory and CPUs, that placement looks at.
 *
 * @param versions of its hypervisor
 * @param uplink the group of hosts that shares an uplink with it; absent: none is known
 * @param networks that are up
 * @param pools of storage
 * @param hugePages by size of page: what the machine has, taken or not
 * @param cells NUMA cells
 * @param devices that can be passed through
 */
public record HostResources(
    HostVersions versions,
    @Nullable String uplink,
    List<Network> networks,
    List<Pool> pools,
    List<HugePages> hugePages,
    List<Cell> cells,
    List<Device> devices) {

  /**
   * A storage pool of libvirt.
   *
   * @param name its name
   * @param type libvirt's type, like {@code dir}, {@code netfs}, {@code logical}, {@code iscsi}
   * @param path where its volumes appear; absent: nowhere
   * @param active whether it is started
   * @param available bytes for new volumes; of a pool that is not started: zero
   * @param storage what identifies the storage, the same on every host that sees it; absent: not
   *     known
   */
  public record Pool(
      String name,
      String type,
      @Nullable String path,
      boolean active,
      Bytes available,
      @Nullable String storage) {
    public Pool {
      Require.text(name, "name", 255);
      Require.text(type, "type", 50);
      Require.present(available, "availableBytes");
    }
  }

  /**
   * A NUMA cell.
   *
   * @param cell its number
   * @param memory that guests may use
   * @param cpus its CPUs
   */
  public record Cell(int cell, Bytes memory, List<Integer> cpus) {
    public Cell {
      Require.atLeast(cell, 0, "cell");
      Require.present(memory, "memoryBytes");
      cpus = Require.list(cpus);
    }
  }

  /**
   * A device that can be passed through.
   *
   * @param kind how
   * @param address its address, or its parent's for a mediated device that is yet to be made
   * @param vendor vendor id; absent: not known
   * @param product product id; absent: not known
   * @param type type of a mediated device; absent: not one
   * @param usedBy the guest that has it; absent: it is free
   */
  public record Device(
      DeviceKind kind,
      String address,
      @Nullable String vendor,
      @Nullable String product,
      @Nullable String type,
      @Nullable String usedBy) {
    public Device {
      Require.present(kind, "kind");
      Require.text(address, "address", 100);
    }
  }

  public HostResources {
    Require.present(versions, "versions");
    networks = Require.list(networks);
    pools = Require.list(pools);
    hugePages = Require.list(hugePages);
    cells = Require.list(cells);
    devices = Require.list(devices);
  }
}
