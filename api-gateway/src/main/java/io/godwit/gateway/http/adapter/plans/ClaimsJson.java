package io.godwit.gateway.http.adapter.plans;

import io.godwit.events.agent.Claims;
import io.godwit.gateway.http.adapter.exchange.Wire;
import io.godwit.gateway.http.adapter.hosts.HugePagesJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(name = "Claims", description = "What would be reserved at the destination")
record ClaimsJson(
    long memoryBytes,
    List<HugePagesJson> hugePages,
    @Schema(description = "NUMA cells that its memory is bound to") List<CellJson> cells,
    @Schema(description = "One for each virtual CPU that is pinned") List<Integer> cpus,
    List<DeviceJson> devices,
    @Schema(description = "For disks that are copied") List<VolumeJson> volumes) {

  @Schema(name = "ClaimedCell")
  record CellJson(int cell, long memoryBytes) {}

  @Schema(name = "ClaimedDevice")
  record DeviceJson(
      @Schema(allowableValues = {"pci", "mdev", "usb"}) String kind,
      String sourceAddress,
      String address) {}

  @Schema(name = "ClaimedVolume")
  record VolumeJson(
      @Schema(description = "The guest's disk", example = "vda") String target,
      String pool,
      String volume,
      @Schema(example = "qcow2") String format,
      long capacityBytes,
      long spaceBytes,
      List<LayerJson> backing) {
    static VolumeJson of(Claims.Volume volume) {
      return new VolumeJson(
          volume.target(),
          volume.pool(),
          volume.volume(),
          volume.format(),
          volume.capacity().count(),
          volume.space().count(),
          volume.backing().stream()
              .map(layer -> new LayerJson(layer.source(), layer.format()))
              .toList());
    }
  }

  @Schema(name = "Layer", description = "Of a backing chain")
  record LayerJson(String source, String format) {}

  static @Nullable ClaimsJson of(@Nullable Claims claims) {
    return claims == null
        ? null
        : new ClaimsJson(
            claims.memory().count(),
            HugePagesJson.of(claims.hugePages()),
            claims.cells().stream()
                .map(cell -> new CellJson(cell.cell(), cell.memory().count()))
                .toList(),
            claims.cpus(),
            claims.devices().stream()
                .map(one ->
                    new DeviceJson(Wire.name(one.kind()), one.sourceAddress(), one.address()))
                .toList(),
            claims.volumes().stream().map(VolumeJson::of).toList());
  }
}
