package io.godwit.cli.deployment;

import io.godwit.parts.Database;
import java.util.Map;

/** The broker and the database that the services are given. */
public record Endpoints(String kafka, Database.Access database) {

  /** As the services read them from their environment. */
  public Map<String, String> environment() {
    return Map.of(
        "GODWIT_KAFKA", kafka,
        "GODWIT_DATABASE", database.jdbcUrl(),
        "GODWIT_DATABASE_USER", database.user(),
        "GODWIT_DATABASE_PASSWORD", database.password());
  }
}
