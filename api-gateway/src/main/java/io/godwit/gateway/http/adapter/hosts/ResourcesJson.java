package io.godwit.gateway.http.adapter.hosts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.host.HostResources;
import io.godwit.events.host.HostVersions;
import io.godwit.gateway.http.adapter.exchange.Wire;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(name = "Resources", description = "What a host has, beside memory and CPUs")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ResourcesJson(
    VersionsJson versions,
    @Schema(description = "The hosts that share an uplink with it; absent: none is known")
        @Nullable String uplink,
    @Schema(description = "That are up") List<NetworkJson> networks,
    List<PoolJson> pools,
    @Schema(description = "What the machine has, taken or not") List<HugePagesJson> hugePages,
    List<CellJson> cells,
    @Schema(description = "That can be passed through") List<DeviceJson> devices) {

  @Schema(name = "Versions")
  record VersionsJson(
      @Schema(example = "11.1.2") String hypervisor, @Schema(example = "12.8.0") String libvirt) {
    static VersionsJson of(HostVersions versions) {
      return new VersionsJson(
          HostVersions.words(versions.hypervisor()), HostVersions.words(versions.libvirt()));
    }
  }

  @Schema(name = "Network")
  record NetworkJson(
      @Schema(allowableValues = {"network", "bridge", "direct", "none"}) String kind, String name) {
    static NetworkJson of(GuestNeeds.Network network) {
      return new NetworkJson(Wire.name(network.kind()), network.name());
    }
  }

  @Schema(name = "Pool", description = "A storage pool of libvirt")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PoolJson(
      String name,
      @Schema(example = "dir") String type,
      @Schema(description = "Where its volumes appear") @Nullable String path,
      boolean active,
      long availableBytes,
      @Schema(description = "The same on every host that sees this storage; absent: not known")
          @Nullable String storage) {
    static PoolJson of(HostResources.Pool pool) {
      return new PoolJson(
          pool.name(),
          pool.type(),
          pool.path(),
          pool.active(),
          pool.available().count(),
          pool.storage());
    }
  }

  @Schema(name = "NumaCell")
  record CellJson(int cell, long memoryBytes, List<Integer> cpus) {
    static CellJson of(HostResources.Cell cell) {
      return new CellJson(cell.cell(), cell.memory().count(), cell.cpus());
    }
  }

  @Schema(name = "Device")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DeviceJson(
      @Schema(allowableValues = {"pci", "mdev", "usb"}) String kind,
      String address,
      @Nullable String vendor,
      @Nullable String product,
      @Schema(description = "Of a mediated device") @Nullable String type,
      @Schema(description = "The guest that has it; absent: it is free") @Nullable String usedBy) {
    static DeviceJson of(HostResources.Device device) {
      return new DeviceJson(
          Wire.name(device.kind()),
          device.address(),
          device.vendor(),
          device.product(),
          device.type(),
          device.usedBy());
    }
  }

  static @Nullable ResourcesJson of(@Nullable HostResources resources) {
    return resources == null
        ? null
        : new ResourcesJson(
            VersionsJson.of(resources.versions()),
            resources.uplink(),
            resources.networks().stream().map(NetworkJson::of).toList(),
            resources.pools().stream().map(PoolJson::of).toList(),
            HugePagesJson.of(resources.hugePages()),
            resources.cells().stream().map(CellJson::of).toList(),
            resources.devices().stream().map(DeviceJson::of).toList());
  }
}
