package io.godwit.gateway.http.adapter.migrations;

import io.godwit.events.EffectivePolicy;
import io.godwit.gateway.http.adapter.exchange.Wire;
import io.swagger.v3.oas.annotations.media.Schema;

@Schema(name = "EffectivePolicy", description = "What the migration may cost its guest")
public record PolicyJson(
    @Schema(example = "standard") String name,
    int version,
    @Schema(description = "Allowed downtime to begin with") long initialDowntimeMillis,
    @Schema(description = "The most downtime that may ever be allowed") long downtimeBudgetMillis,
    boolean postCopyAllowed,
    @Schema(
            description = "What happens when no allowed step suffices",
            allowableValues = {"abort", "keep-running"})
        String lastResort) {

  public static PolicyJson of(EffectivePolicy policy) {
    return new PolicyJson(
        policy.name(),
        policy.version(),
        policy.initialDowntime().toMillis(),
        policy.downtimeBudget().toMillis(),
        policy.postCopyAllowed(),
        Wire.name(policy.lastResort()));
  }
}
