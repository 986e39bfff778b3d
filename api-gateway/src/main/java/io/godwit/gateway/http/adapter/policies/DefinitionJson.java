package io.godwit.gateway.http.adapter.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.wire.EventJson;
import io.godwit.gateway.policy.PolicyBook;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Schema(name = "Policy", description = "What may be done to migrations, and to which it applies")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DefinitionJson(
    String name,
    @Schema(description = "Counts from 1; a change makes the next") int version,
    @Schema(description = "Whether Godwit brings it along") boolean shipped,
    @Schema(description = "Whether it no longer applies to new migrations") boolean retired,
    @Schema(description = "When this version was made; absent: it is shipped") @Nullable Instant at,
    @Schema(description = "Who made it: an event source; absent: it is shipped")
        @Nullable String by,
    @Schema(implementation = DefinitionBody.MatchBody.class) @JsonRawValue String match,
    @Schema(implementation = DefinitionBody.IntentBody.class) @JsonRawValue @Nullable String intent,
    @Schema(implementation = DefinitionBody.LadderBody.class) @JsonRawValue @Nullable String ladder,
    @Schema(description = "The policy that decides beside it and is only recorded")
        @Nullable String shadow) {

  static DefinitionJson of(PolicyBook.Entry entry) {
    return of(entry.definition(), entry.shipped());
  }

  static DefinitionJson of(PolicyDefinition definition, boolean shipped) {
    return new DefinitionJson(
        definition.name(),
        definition.version(),
        shipped,
        definition.retired(),
        shipped ? null : definition.at(),
        shipped ? null : definition.by(),
        EventJson.strict().writeValueAsString(definition.match()),
        json(definition.intent()),
        json(definition.ladder()),
        definition.shadow());
  }

  private static @Nullable String json(@Nullable Object part) {
    return part == null ? null : EventJson.strict().writeValueAsString(part);
  }
}
