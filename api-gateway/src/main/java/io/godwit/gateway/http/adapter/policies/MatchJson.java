package io.godwit.gateway.http.adapter.policies;

import io.swagger.v3.oas.annotations.media.Schema;

@Schema(name = "PolicyChoice", description = "Which policy a migration would be given now")
record MatchJson(DefinitionJson policy, @Schema(description = "In a sentence") String why) {}
