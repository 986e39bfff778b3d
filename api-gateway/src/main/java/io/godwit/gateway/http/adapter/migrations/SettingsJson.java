package io.godwit.gateway.http.adapter.migrations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.godwit.events.agent.StartSettings;
import io.godwit.gateway.http.adapter.exchange.Wire;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "StartSettings", description = "What the hypervisor was told at the start")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SettingsJson(
    long maxDowntimeMillis,
    @Schema(description = "Absent: no limit of its own")
        @Nullable Long bandwidthLimitBytesPerSecond,
    @Schema(description = "What the link carries while the guest stands still; absent: unknown")
        @Nullable Long switchoverBandwidthBytesPerSecond,
    @Schema(description = "Whether a switch to post-copy stays possible") boolean postCopyArmed,
    @Schema(description = "The hypervisor's own throttling; absent: not armed")
        @Nullable AutoConvergeJson autoConverge,
    @Schema(description = "Several connections; absent: one") @Nullable ParallelJson parallel) {

  @Schema(
      name = "AutoConverge",
      description = "By how much the guest is slowed, and by how much more")
  record AutoConvergeJson(int initialPercent, int incrementPercent) {
    static @Nullable AutoConvergeJson of(StartSettings.@Nullable AutoConverge settings) {
      return settings == null
          ? null
          : new AutoConvergeJson(settings.initialPercent(), settings.incrementPercent());
    }
  }

  @Schema(name = "ParallelConnections")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ParallelJson(
      int connections,
      @Schema(allowableValues = "zstd", description = "Absent: none")
          @Nullable String compression) {
    static @Nullable ParallelJson of(StartSettings.@Nullable Parallel parallel) {
      if (parallel == null) {
        return null;
      }
      var compression = parallel.compression();
      return new ParallelJson(
          parallel.connections(), compression == null ? null : Wire.name(compression));
    }
  }

  public static SettingsJson of(StartSettings settings) {
    return new SettingsJson(
        settings.maxDowntime().toMillis(),
        Wire.count(settings.bandwidthLimit()),
        Wire.count(settings.switchoverBandwidth()),
        settings.postCopyArmed(),
        AutoConvergeJson.of(settings.autoConverge()),
        ParallelJson.of(settings.parallel()));
  }
}
