package io.godwit.gateway.http.adapter.migrations;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** For the API's description only: a body is read by the contract's own reader. */
@Schema(
    name = "Completion",
    description = "Unknown fields are refused.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record CompletionJson(
    @Schema(description = "Whether by more than its policy allows", defaultValue = "false")
        @Nullable Boolean override,
    @Schema(description = "For the record; required with an override", maxLength = 500)
        @Nullable String explanation) {}
