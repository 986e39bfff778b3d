package io.godwit.gateway.http.adapter.evacuations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

@Schema(name = "Evacuations", description = "The newest first")
record EvacuationsJson(List<EvacuationJson> evacuations) {}
