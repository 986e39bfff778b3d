package io.godwit.gateway.http.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.agent.StartSettings;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "StartSettings", description = "What the hypervisor was told at the start")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SettingsJson(
    long maxDowntimeMillis,
    @Schema(description = "Absent: no limit of its own")
        @Nullable Long bandwidthLimitBytesPerSecond,
    @Schema(description = "What the link carries while the guest stands still; absent: unknown")
        @Nullable Long switchoverBandwidthBytesPerSecond,
    @Schema(description = "Whether a switch to post-copy stays possible") boolean postCopyArmed) {

  static SettingsJson of(StartSettings settings) {
    return new SettingsJson(
        settings.maxDowntime().toMillis(),
        count(settings.bandwidthLimit()),
        count(settings.switchoverBandwidth()),
        settings.postCopyArmed());
  }

  static @Nullable Long count(@Nullable BytesPerSecond rate) {
    return rate == null ? null : rate.count();
  }
}
