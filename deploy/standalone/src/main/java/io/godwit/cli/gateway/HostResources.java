package io.godwit.cli.gateway;

import io.godwit.events.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a host has beside memory and CPUs; what is null is not known. */
public record HostResources(
    @Nullable String uplink,
    List<Network> networks,
    List<Pool> pools,
    List<HugePages> hugePages,
    List<Cell> cells,
    List<Device> devices) {
  public HostResources {
    networks = Require.list(networks);
    pools = Require.list(pools);
    hugePages = Require.list(hugePages);
    cells = Require.list(cells);
    devices = Require.list(devices);
  }

  /** A network or bridge. */
  public record Network(String kind, String name) {}

  /**
   * A storage pool.
   *
   * @param storage the same on every host that sees the same storage
   */
  public record Pool(
      String name, String type, boolean active, long availableBytes, @Nullable String storage) {}

  /** Memory in huge pages of one size. */
  public record HugePages(long pageBytes, long memoryBytes) {}

  /** A NUMA cell. */
  public record Cell(int cell, long memoryBytes, List<Integer> cpus) {}

  /**
   * A device that can be passed through.
   *
   * @param usedBy the guest that has it; null: it is free
   */
  public record Device(
      String kind,
      String address,
      @Nullable String vendor,
      @Nullable String product,
      @Nullable String type,
      @Nullable String usedBy) {}
}
