package io.godwit.gateway.http.adapter.plans;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.godwit.events.agent.Fact;
import io.godwit.gateway.http.adapter.exchange.Wire;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Schema(name = "Fact", description = "One answer about a guest and a destination")
@JsonInclude(JsonInclude.Include.NON_NULL)
record FactJson(
    @Schema(example = "memory") String name,
    @Schema(allowableValues = {"no", "probably-no", "no-idea", "probably-yes", "yes"})
        String answer,
    String reason,
    @Schema(description = "The values that were compared") String evidence,
    @Schema(description = "When it was found out") Instant at,
    @Schema(description = "A host, whose agent found it out, or the scheduler")
        @Nullable String saidBy,
    @Schema(description = "How long it may be relied on; absent: until its attempt ends")
        @Nullable Long holdsMillis) {
  static FactJson of(Fact fact) {
    return new FactJson(
        fact.name(),
        Wire.name(fact.answer()),
        fact.reason(),
        fact.evidence(),
        fact.at(),
        fact.saidBy(),
        Wire.millis(fact.holds()));
  }
}
