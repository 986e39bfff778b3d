package io.godwit.scheduler.migration;

import io.godwit.events.MigrationId;
import java.time.Instant;
import java.util.UUID;

/**
 * The port by which what an attempt left behind is removed later on, in the caller's transaction.
 */
public interface Chores {

  /** Tells a host once more, in the migration's own order of commands. */
  void again(MigrationId migration, Input.Chore chore, Instant now);

  /** Whether the guest is in a migration that has not ended. */
  boolean isMoving(UUID guest);
}
