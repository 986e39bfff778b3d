package io.godwit.scheduler.migration;

import io.godwit.events.MigrationId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The port to the migrations that are kept. Within a transaction of the caller: a migration is read
 * under the lock of its row, and written together with what it publishes.
 */
public interface Migrations {

  /** The migration under the lock of its row, if there is one of that id. */
  Optional<Migration> lock(MigrationId id);

  /** Those of these ids that there are, each under the lock of its row. */
  List<Migration> lockAll(Collection<MigrationId> ids);

  /** Writes what was decided about different migrations, as {@link #save}, in that order. */
  void saveAll(List<Decision> decisions);

  /** Writes what was decided about a migration that this transaction has locked, or made. */
  void save(Decision decision);

  /** The migration that a guest is in, if it is in one. */
  Optional<MigrationId> activeOf(UUID guest);
}
