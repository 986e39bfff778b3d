package io.godwit.gateway.http.adapter.policies;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

@Schema(name = "PolicyWithVersions")
record VersionsJson(
    @JsonUnwrapped DefinitionJson current,
    @Schema(description = "Every version that was made here, the newest first, and the shipped one")
        List<DefinitionJson> versions) {}
