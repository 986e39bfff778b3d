package io.godwit.gateway.http.adapter.migrations;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "PriorityChange",
    description = "Unknown fields are refused.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record PriorityJson(
    @Schema(
            description = "Within the reason, the higher the sooner",
            minimum = "-100",
            maximum = "100",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable Integer priority) {}
