package io.godwit.gateway.http.adapter.migrations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** For the API's description only: a body is read by the contract's own reader. */
@Schema(
    name = "Retuning",
    description = "One of priority and tuning must be there. Unknown fields are refused.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record RetuningJson(
    @Schema(
            description = "Within the reason, the higher the sooner; as long as it waits",
            minimum = "-100",
            maximum = "100")
        @Nullable Integer priority,
    @Nullable TuningJson tuning,
    @Schema(
            description = "For the record; required where post-copy is to be allowed",
            maxLength = 500)
        @Nullable String explanation) {

  @Schema(
      name = "Tuning",
      description = "What is changed of its policy; what is absent stays",
      additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  record TuningJson(
      @Schema(description = "By when it should be over") @Nullable Instant deadline,
      @Schema(description = "The most downtime that may ever be allowed", minimum = "0")
          @Nullable Long downtimeBudgetMillis,
      @Schema(
              description = "The most by which the guest may be slowed",
              minimum = "0",
              maximum = "99")
          @Nullable Integer throttleBudgetPercent,
      @Schema(description = "How long the guest may be paused", minimum = "0")
          @Nullable Long pauseBudgetMillis,
      @Nullable Boolean postCopyAllowed,
      @Schema(description = "The most that it may send; 0: no limit of its own", minimum = "0")
          @Nullable Long bandwidthBytesPerSecond,
      @Schema(
              description = "What happens when nothing allowed suffices",
              allowableValues = {"abort", "keep-running", "pause"})
          @Nullable String lastResort) {}
}
