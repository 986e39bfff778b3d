package io.godwit.gateway.http.adapter.migrations;

import io.godwit.events.InvalidField;
import io.godwit.gateway.http.adapter.exchange.QueryParameters;
import io.godwit.gateway.projection.MigrationState;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which migrations are asked for. */
record ListQuery(@Nullable MigrationState state, @Nullable String guest, int limit) {
  private static final Set<String> PARAMETERS = Set.of("state", "guest", "limit");

  /**
   * @throws InvalidField naming the parameter at fault
   */
  static ListQuery of(Map<String, String> values) {
    var parameters = QueryParameters.of(values, PARAMETERS);
    return new ListQuery(
        parameters.constant("state", MigrationState.class),
        parameters.text("guest"),
        parameters.limit());
  }
}
