package io.godwit.gateway.http.adapter.migrations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.Outlook;
import io.godwit.gateway.http.adapter.exchange.Wire;
import io.godwit.gateway.projection.Forecast;
import io.godwit.gateway.projection.Progress;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Progress", description = "The last that was seen of the latest attempt")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProgressJson(
    @Schema(description = "The true pass, counted from 1") int pass,
    long remainingBytes,
    long transferredBytes,
    @Schema(description = "Of disks that are copied; absent: none are")
        @Nullable Long diskTotalBytes,
    @Nullable Long diskRemainingBytes,
    @Schema(description = "Smoothed; absent until the monitor has spoken")
        @Nullable Long bandwidthBytesPerSecond,
    @Nullable Long dirtyRateBytesPerSecond,
    @Schema(description = "Share of the first pass, 0 to 1; never falls") double bulkDone,
    @Schema(description = "Share of the way to the switch-over after it, 0 to 1; never falls")
        double convergenceDone,
    @Schema(allowableValues = {"no-idea", "converges", "plateau", "finishing"}) String outlook,
    @Schema(description = "Absent: never at this rate, or no idea yet") @Nullable EtaJson eta,
    @Schema(description = "That it completes under its present settings, 0 to 1; absent: no idea")
        @Nullable Double probability,
    @Schema(description = "How long the disks still take") @Nullable EtaJson diskEta,
    @Schema(description = "By how much the guest is slowed; absent: not at all")
        @Nullable Integer throttlePercent,
    @Schema(description = "The migration's own limit now in force; absent: none")
        @Nullable Long bandwidthLimitBytesPerSecond,
    @Schema(description = "Whether the guest is held still so that it can finish; absent: no")
        @Nullable Boolean paused,
    @Schema(description = "Page faults served in post-copy; absent: none")
        @Nullable Long postCopyFaults,
    @Schema(description = "How long nothing was heard of it; absent: it is heard of")
        @Nullable Long silentMillis) {

  @Schema(name = "Eta", description = "How long still: in about eight of ten cases between these")
  public record EtaJson(long lowMillis, long highMillis) {
    public static @Nullable EtaJson of(@Nullable Eta eta) {
      return eta == null ? null : new EtaJson(eta.low().toMillis(), eta.high().toMillis());
    }
  }

  static ProgressJson of(Progress progress) {
    var forecast = progress.forecast();
    boolean copied = progress.diskTotal() != null && progress.diskTotal().count() > 0;
    return new ProgressJson(
        progress.pass(),
        progress.remaining().count(),
        progress.transferred().count(),
        copied ? Wire.count(progress.diskTotal()) : null,
        copied ? Wire.count(progress.diskRemaining()) : null,
        forecast == null ? null : forecast.bandwidth().count(),
        forecast == null ? null : forecast.dirtyRate().count(),
        forecast == null ? 0 : forecast.bulkDone(),
        forecast == null ? 0 : forecast.convergenceDone(),
        Wire.name(forecast == null ? Outlook.NO_IDEA : forecast.outlook()),
        forecast == null ? null : EtaJson.of(forecast.eta()),
        forecast == null || forecast.outlook() == Outlook.NO_IDEA ? null : forecast.probability(),
        forecast == null ? null : EtaJson.of(forecast.diskEta()),
        forecast == null || forecast.throttlePercent() == 0 ? null : forecast.throttlePercent(),
        forecast == null ? null : Wire.count(forecast.bandwidthLimit()),
        (forecast != null && forecast.guestPaused()) ? Boolean.TRUE : null,
        forecast == null || forecast.postCopyFaults() == 0 ? null : forecast.postCopyFaults(),
        silent(forecast));
  }

  private static @Nullable Long silent(@Nullable Forecast forecast) {
    var silent = forecast == null ? null : forecast.silentFor();
    return silent == null || silent.isZero() ? null : silent.toMillis();
  }
}
