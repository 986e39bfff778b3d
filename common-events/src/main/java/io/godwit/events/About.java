package io.godwit.events;

import java.time.Instant;

/**
 * What a fact is about, and where it stands in the order of its writer.
 *
 * @param migration the migration
 * @param attempt counts from 1; 0 before the first
 * @param sequence rises by one with each fact of one migration from one writer: a reader keeps the
 *     highest it has seen and drops what is not higher
 * @param at when it happened, by its writer's clock
 */
public record About(MigrationId migration, int attempt, long sequence, Instant at) {
  public About {
    Require.present(migration, "migration");
    Require.atLeast(attempt, 0, "attempt");
    Require.atLeast(sequence, 0, "sequence");
    Require.present(at, "at");
  }
}
