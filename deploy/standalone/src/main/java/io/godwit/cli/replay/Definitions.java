package io.godwit.cli.replay;

import io.godwit.events.policy.Intent;
import io.godwit.events.policy.Ladder;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.policy.PolicyMatch;
import io.godwit.events.wire.EventJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Policies from what the gateway shows of them. */
public final class Definitions {
  private static final String SHIPPED = "urn:godwit:shipped";

  private Definitions() {}

  public static PolicyDefinition read(JsonNode shown) {
    return new PolicyDefinition(
        shown.get("name").asString(),
        shown.get("version").asInt(),
        shown.has("at") ? Instant.parse(shown.get("at").asString()) : Instant.EPOCH,
        shown.path("by").asString(SHIPPED),
        shown.path("retired").asBoolean(),
        EventJson.tolerant().treeToValue(shown.get("match"), PolicyMatch.class),
        part(shown, "intent", Intent.class),
        part(shown, "ladder", Ladder.class),
        shown.has("shadow") ? shown.get("shadow").asString() : null);
  }

  private static <T> @Nullable T part(JsonNode shown, String name, Class<T> type) {
    var node = shown.get(name);
    return node == null ? null : EventJson.tolerant().treeToValue(node, type);
  }
}
