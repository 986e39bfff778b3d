package io.godwit.events.agent;

import io.godwit.events.Bytes;
import io.godwit.events.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt has reserved at its destination. It belongs to that attempt alone and is released
 * with it.
 *
 * @param memory with the margin that was asked for
 * @param hugePages by size of page
 * @param cells NUMA cells of the destination that the guest's memory is bound to; empty: none
 * @param cpus CPUs of the destination for the guest's pinned virtual CPUs, one for each of {@link
 *     GuestNeeds#pinnedCpus}, in its order; empty: none
 * @param devices one for each device that is passed through
 * @param volumes the disks that are copied
 */
public record Claims(
    Bytes memory,
    List<HugePages> hugePages,
    List<Cell> cells,
    List<Integer> cpus,
    List<Device> devices,
    List<Volume> volumes) {

  /** Memory of one NUMA cell. */
  public record Cell(int cell, Bytes memory) {
    public Cell {
      Require.atLeast(cell, 0, "cell");
      Require.present(memory, "memoryBytes");
    }
  }

  /** A device of the destination that takes the place of one at the source. */
  public record Device(GuestNeeds.DeviceKind kind, String sourceAddress, String address) {
    public Device {
      Require.present(kind, "kind");
      Require.text(sourceAddress, "sourceAddress", 100);
      Require.text(address, "address", 100);
    }
  }

  /**
   * A disk that is copied into a volume that is made for it.
   *
   * @param target the guest's disk, like {@code vda}
   * @param pool of the destination
   * @param volume its name there
   * @param format {@code raw} or {@code qcow2}, from the definition
   * @param capacity as the guest sees it
   * @param space of the pool that is reserved for it
   * @param backing the layers below, at the destination; empty for a whole copy
   * @param path where it will lie there, which the guest's definition has to say; absent: where the
   *     source's pool of that name would have it
   */
  public record Volume(
      String target,
      String pool,
      String volume,
      String format,
      Bytes capacity,
      Bytes space,
      List<GuestNeeds.Layer> backing,
      @Nullable String path) {
    /** One whose path is not known. */
    public Volume(
        String target,
        String pool,
        String volume,
        String format,
        Bytes capacity,
        Bytes space,
        List<GuestNeeds.Layer> backing) {
      this(target, pool, volume, format, capacity, space, backing, null);
    }

    public Volume {
      Require.text(target, "target", 100);
      Require.text(pool, "pool", 255);
      Require.text(volume, "volume", 255);
      Require.text(format, "format", 50);
      Require.present(capacity, "capacityBytes");
      Require.present(space, "spaceBytes");
      backing = Require.list(backing);
    }
  }

  public Claims {
    Require.present(memory, "memoryBytes");
    hugePages = Require.list(hugePages);
    cells = Require.list(cells);
    cpus = Require.list(cpus);
    devices = Require.list(devices);
    volumes = Require.list(volumes);
  }

  /** Memory and nothing else. */
  public static Claims of(Bytes memory) {
    return new Claims(memory, List.of(), List.of(), List.of(), List.of(), List.of());
  }
}
