package io.godwit.agent.host;

import io.godwit.events.Bytes;
import io.godwit.events.host.HostResources;
import io.godwit.events.host.HostResources.Cell;
import org.jspecify.annotations.Nullable;

/** What a host has, with what it is told about itself. */
public final class ToldResources {
  private ToldResources() {}

  /**
   * @param uplink that it is told to be on; absent: none
   * @param machine memory of the machine
   * @param told memory that guests may use, of which each cell has its part; absent: the machine's
   */
  public static HostResources of(
      HostResources read, @Nullable String uplink, Bytes machine, @Nullable Bytes told) {
    double part =
        told == null || machine.count() == 0
            ? 1
            : Math.min(1, (double) told.count() / machine.count());
    var cells =
        read.cells().stream()
            .map(cell -> new Cell(cell.cell(), partOf(cell.memory(), part), cell.cpus()))
            .toList();
    return new HostResources(
        read.versions(),
        uplink,
        read.networks(),
        read.pools(),
        read.hugePages(),
        cells,
        read.devices());
  }

  private static Bytes partOf(Bytes memory, double part) {
    return part == 1 ? memory : new Bytes((long) (memory.count() * part));
  }
}
