package io.godwit.gateway.http.adapter.migrations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** For the API's description only: a body is read by the contract's own reader. */
@Schema(
    name = "MigrationRequest",
    description = "Which guest is to move. Unknown fields are refused.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record RequestJson(
    @Schema(
            description = "Name or UUID of the guest",
            example = "web-1",
            maxLength = 255,
            requiredMode = Schema.RequiredMode.REQUIRED)
        String guest,
    @Schema(description = "The host to move to; absent: chosen by Godwit", example = "host-b")
        @Nullable String destination,
    @Schema(
            allowableValues = {"evacuation", "maintenance", "user", "rebalance"},
            defaultValue = "user")
        @Nullable String reason,
    @Schema(
            description = "What the guest tolerates",
            allowableValues = {"critical", "standard", "batch"},
            defaultValue = "standard")
        @Nullable String guestClass,
    @Schema(
            description =
                "Take the named destination whatever its checks say, unless the guest could be"
                    + " damaged or run twice there",
            defaultValue = "false")
        @Nullable Boolean forced,
    @Schema(
            description = "Within the reason, the higher the sooner",
            minimum = "-100",
            maximum = "100",
            defaultValue = "0")
        @Nullable Integer priority,
    @Schema(description = "On whose account it waits; absent: the guest's", maxLength = 100)
        @Nullable String project,
    @Schema(
            description = "What is done with disks that the destination does not see",
            allowableValues = {"none", "full", "incremental"},
            defaultValue = "full")
        @Nullable String diskCopy,
    @Schema(description = "By when it should be over; absent: as the policy says")
        @Nullable Instant deadline,
    @Schema(
            description = "What happens when nothing allowed suffices; absent: as the policy says",
            allowableValues = {"abort", "keep-running", "pause"})
        @Nullable String lastResort) {}
