package io.godwit.gateway.http.adapter.policies;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For the API's description only: a body is read by the contract's own reader. */
@Schema(
    name = "PolicyContent",
    description = "Exactly one of intent and ladder must be there. Unknown fields are refused.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record DefinitionBody(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) MatchBody match,
    @Nullable IntentBody intent,
    @Nullable LadderBody ladder,
    @Schema(description = "Name of the policy that decides beside it and is only recorded")
        @Nullable String shadow) {

  @Schema(
      name = "PolicyMatch",
      description = "To which migrations it applies: every part that is not empty must hold",
      additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  record MatchBody(
      @Schema(allowableValues = {"evacuation", "maintenance", "user", "rebalance"})
          List<String> reasons,
      @Schema(allowableValues = {"critical", "standard", "batch"}) List<String> classes,
      List<String> projects,
      @Schema(description = "Of the guest's metadata, all of which it must have")
          Map<String, String> labels,
      @Schema(
              description = "Of several that apply the highest is taken",
              minimum = "-1000",
              maximum = "1000",
              requiredMode = Schema.RequiredMode.REQUIRED)
          int precedence) {}

  @Schema(
      name = "PolicyIntent",
      description = "What is wanted and what it may cost",
      additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  record IntentBody(
      @Schema(
              description = "What there should be least of, once the budgets are kept",
              allowableValues = {"least-time", "least-work-lost"})
          String objective,
      @Schema(description = "From the moment at which memory begins to move; absent: none")
          @Nullable Long deadlineMillis,
      @Schema(description = "The same for each GiB of memory; the later of both counts")
          @Nullable Long deadlinePerGibMillis,
      @Schema(description = "Allowed downtime to begin with") long initialDowntimeMillis,
      @Schema(description = "The most downtime that may ever be allowed") long downtimeBudgetMillis,
      @Schema(minimum = "0", maximum = "99") int throttleBudgetPercent,
      @Schema(description = "The most of the links that it may ask for, above 0, to 1")
          double bandwidthShare,
      boolean postCopyAllowed,
      @Schema(description = "How long the guest may be paused; 0: not at all")
          long pauseBudgetMillis,
      @Schema(description = "Whether the switch-over may be made at the least of what remains")
          boolean localMinimumAllowed,
      @Schema(
              description = "What happens when nothing allowed suffices",
              allowableValues = {"abort", "keep-running", "pause"})
          String lastResort) {}

  @Schema(
      name = "PolicyLadder",
      description = "Another system's steps, each taken once, the first time its trigger holds",
      additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  record LadderBody(
      long lookEveryMillis,
      long initialDowntimeMillis,
      boolean postCopyArmed,
      boolean autoConvergeArmed,
      @Schema(description = "Whether a look takes no more than the next rung") boolean oneAtATime,
      @Schema(description = "At most 100; docs/policies.md has their triggers and steps")
          List<RungBody> rungs) {}

  @Schema(name = "Rung")
  record RungBody(
      @Schema(
              description =
                  "With the field kind: time, passes, remaining-rose, stalled, no-progress")
          Map<String, Object> when,
      @Schema(
              description =
                  "With the field kind: ask-bandwidth, raise-downtime, throttle,"
                      + " switch-to-post-copy, pause, give-up")
          Map<String, Object> step) {}
}
