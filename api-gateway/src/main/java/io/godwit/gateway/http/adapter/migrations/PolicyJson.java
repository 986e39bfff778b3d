package io.godwit.gateway.http.adapter.migrations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.godwit.events.EffectivePolicy;
import io.godwit.gateway.http.adapter.exchange.Wire;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Schema(name = "EffectivePolicy", description = "What the migration may cost its guest")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyJson(
    @Schema(example = "standard-user") String name,
    @Schema(description = "Of the policy") int version,
    @Schema(description = "Of this migration's own: a retuning makes the next") int revision,
    @Schema(
            description = "What there should be least of",
            allowableValues = {"least-time", "least-work-lost"})
        String objective,
    @Schema(description = "By when it should be over; absent: whenever") @Nullable Instant deadline,
    @Schema(description = "Allowed downtime to begin with") long initialDowntimeMillis,
    @Schema(description = "The most downtime that may ever be allowed") long downtimeBudgetMillis,
    @Schema(description = "The most by which the guest's CPUs may be slowed; 0: not at all")
        int throttleBudgetPercent,
    @Schema(description = "The most of the links that it may ask for, above 0, to 1")
        double bandwidthShare,
    boolean postCopyAllowed,
    @Schema(description = "How long the guest may be paused; 0: not at all") long pauseBudgetMillis,
    @Schema(description = "Whether the switch-over may be made at the least of what remains")
        boolean localMinimumAllowed,
    @Schema(
            description = "What happens when no allowed step suffices",
            allowableValues = {"abort", "keep-running", "pause"})
        String lastResort,
    @Schema(description = "Rungs of the ladder that decides in Godwit's place; absent: none does")
        @Nullable Integer ladderRungs,
    @Schema(description = "The policy that decides beside it and is only recorded")
        @Nullable String shadow) {

  public static PolicyJson of(EffectivePolicy policy) {
    var ladder = policy.ladder();
    return new PolicyJson(
        policy.name(),
        policy.version(),
        policy.revision(),
        Wire.name(policy.objective()),
        policy.deadline(),
        policy.initialDowntime().toMillis(),
        policy.downtimeBudget().toMillis(),
        policy.throttleBudgetPercent(),
        policy.bandwidthShare(),
        policy.postCopyAllowed(),
        policy.pauseBudget().toMillis(),
        policy.localMinimumAllowed(),
        Wire.name(policy.lastResort()),
        ladder == null ? null : ladder.rungs().size(),
        policy.shadow());
  }
}
