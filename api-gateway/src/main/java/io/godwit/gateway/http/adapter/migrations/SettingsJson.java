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
    @Schema(description = "Whether a switch to post-copy stays possible") boolean postCopyArmed) {

  public static SettingsJson of(StartSettings settings) {
    return new SettingsJson(
        settings.maxDowntime().toMillis(),
        Wire.count(settings.bandwidthLimit()),
        Wire.count(settings.switchoverBandwidth()),
        settings.postCopyArmed());
  }
}
