package io.godwit.gateway.http.adapter.policies;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

@Schema(name = "Policies", description = "By name, those that are shipped too")
record PoliciesJson(List<DefinitionJson> policies) {}
