package io.godwit.gateway.http.adapter;

import io.godwit.events.InvalidField;
import io.godwit.gateway.projection.MigrationState;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which migrations are asked for. */
record ListQuery(@Nullable MigrationState state, @Nullable String guest, int limit) {
  static final int DEFAULT_LIMIT = 100;
  static final int HIGHEST_LIMIT = 1000;
  private static final Set<String> PARAMETERS = Set.of("state", "guest", "limit");

  /**
   * @throws InvalidField naming the parameter at fault
   */
  static ListQuery of(Map<String, String> parameters) {
    for (var name : parameters.keySet()) {
      if (!PARAMETERS.contains(name)) {
        throw new InvalidField(name, "is not a known parameter: there are guest, limit, state");
      }
    }
    return new ListQuery(
        state(parameters.get("state")), parameters.get("guest"), limit(parameters.get("limit")));
  }

  private static @Nullable MigrationState state(@Nullable String text) {
    if (text == null) {
      return null;
    }
    for (var state : MigrationState.values()) {
      if (BodyReader.wireName(state).equals(text)) {
        return state;
      }
    }
    var known =
        Arrays.stream(MigrationState.values())
            .map(BodyReader::wireName)
            .collect(Collectors.joining(", "));
    throw new InvalidField("state", "must be one of " + known + ", is '" + text + "'");
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= HIGHEST_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new InvalidField(
        "limit", "must be a whole number from 1 to " + HIGHEST_LIMIT + ", is '" + text + "'");
  }
}
