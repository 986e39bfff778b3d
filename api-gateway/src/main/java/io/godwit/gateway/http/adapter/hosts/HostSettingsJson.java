package io.godwit.gateway.http.adapter.hosts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.godwit.events.Window;
import io.godwit.events.host.HostSettings;
import io.godwit.gateway.http.adapter.exchange.Wire;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body is read by the contract's own reader. */
@Schema(
    name = "HostSettings",
    description =
        "What operators say of a host, as a whole: what is absent is as the configuration says."
            + " Unknown fields are refused.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
@JsonInclude(JsonInclude.Include.NON_NULL)
record HostSettingsJson(
    @Schema(description = "Migrations that it may send at once; 0: no limit", minimum = "0")
        @Nullable Integer outgoingLimit,
    @Schema(description = "Migrations that it may receive at once; 0: no limit", minimum = "0")
        @Nullable Integer incomingLimit,
    @Schema(
            description =
                "What its migrations may take of its link, in each direction; 0: all of it",
            minimum = "0")
        @Nullable Long bandwidthCapBytesPerSecond,
    @Schema(description = "Whether nothing may be moved there") @Nullable Boolean closed,
    @Schema(description = "When its migrations may start; at most 50") List<WindowJson> windows,
    @Schema(description = "Whether no guest may be moved from or to it by post-copy")
        @Nullable Boolean postCopyForbidden) {

  @Schema(name = "Window")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record WindowJson(
      @Schema(
              description =
                  "In a blackout nothing starts, except evacuations; where there are maintenance"
                      + " windows, migrations for maintenance start in them only",
              allowableValues = {"blackout", "maintenance"},
              requiredMode = Schema.RequiredMode.REQUIRED)
          String kind,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant from,
      @Schema(description = "Not included", requiredMode = Schema.RequiredMode.REQUIRED)
          Instant until,
      @Schema(
              description =
                  "It comes again with this period, at least its own length; absent: it comes once")
          @Nullable Long everyMillis) {
    static WindowJson of(Window window) {
      return new WindowJson(
          Wire.name(window.kind()), window.from(), window.until(), Wire.millis(window.every()));
    }
  }

  static HostSettingsJson of(HostSettings settings) {
    return new HostSettingsJson(
        settings.outgoingLimit(),
        settings.incomingLimit(),
        Wire.count(settings.bandwidthCap()),
        settings.closed(),
        settings.windows().stream().map(WindowJson::of).toList(),
        settings.postCopyForbidden());
  }
}
