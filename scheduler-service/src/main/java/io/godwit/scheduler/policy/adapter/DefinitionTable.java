package io.godwit.scheduler.policy.adapter;

import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.wire.EventJson;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The latest version of each definition. */
@Component
final class DefinitionTable {
  private final JdbcClient jdbc;

  DefinitionTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<PolicyDefinition> all() {
    return jdbc
        .sql("select cast(body as text) from policy_definition order by name")
        .query(String.class)
        .list()
        .stream()
        .map(body -> EventJson.tolerant().readValue(body, PolicyDefinition.class))
        .toList();
  }

  /** An earlier version than the one that is known changes nothing. */
  void keep(PolicyDefinition definition) {
    jdbc.sql(
            """
            insert into policy_definition (name, version, body)
            values (:name, :version, cast(:body as jsonb))
            on conflict (name) do update
            set version = excluded.version, body = excluded.body
            where policy_definition.version < excluded.version
            """)
        .param("name", definition.name())
        .param("version", definition.version())
        .param("body", EventJson.strict().writeValueAsString(definition))
        .update();
  }
}
