package io.godwit.gateway.http.adapter.evacuations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For the API's description only: a body is read by the contract's own reader. */
@Schema(
    name = "EvacuationRequest",
    description = "Which host is to be emptied. Unknown fields are refused.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record EvacuationRequestJson(
    @Schema(example = "host-a", requiredMode = Schema.RequiredMode.REQUIRED) String host,
    @Schema(
            allowableValues = {"evacuation", "maintenance"},
            defaultValue = "evacuation")
        @Nullable String reason,
    @Schema(description = "The only hosts to move to; absent or empty: any")
        @Nullable List<String> destinations,
    @Schema(description = "For the record", maxLength = 500) @Nullable String explanation) {}
