package io.godwit.scheduler.evacuation;

import io.godwit.events.GuestClass;
import io.godwit.events.GuestRef;
import io.godwit.events.MigrationId;
import io.godwit.events.Require;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A guest that is to go.
 *
 * @param guest which guest
 * @param guestClass what it tolerates
 * @param rank its place in the order, from 0
 * @param expected how long its migration is expected to take; absent: cannot be said
 * @param round how many migrations this evacuation has made for it
 * @param migration that moves it: this evacuation's, or one that was under way already
 * @param own whether that migration is this evacuation's
 * @param standing how far it is
 * @param since when it came to that standing
 * @param stuck why it does not go; absent unless it is stuck
 * @param asked whether its migration was asked to stop while it ran
 */
public record Going(
    GuestRef guest,
    GuestClass guestClass,
    int rank,
    @Nullable Duration expected,
    int round,
    @Nullable MigrationId migration,
    boolean own,
    Standing standing,
    Instant since,
    @Nullable Stuck stuck,
    boolean asked) {

  /** How far a guest is. */
  public enum Standing {
    WAITING,
    MOVING,
    MOVED,
    STUCK;

    /** Whether nothing is under way for it. */
    boolean settled() {
      return switch (this) {
        case MOVED, STUCK -> true;
        case WAITING, MOVING -> false;
      };
    }
  }

  public Going {
    Require.present(guest, "guest");
    Require.present(guestClass, "guestClass");
    Require.present(standing, "standing");
    Require.present(since, "since");
  }

  /** Whether nothing was asked for yet that would move it. */
  boolean isUnasked() {
    return standing == Standing.WAITING && migration == null;
  }

  /** One that nothing was done for yet. */
  static Going waiting(Sight.Guest seen, int rank, Instant now) {
    return new Going(
        seen.guest(),
        seen.guestClass(),
        rank,
        seen.expected(),
        0,
        null,
        false,
        Standing.WAITING,
        now,
        null,
        false);
  }

  /** Moved by one more migration of this evacuation. */
  Going with(MigrationId own, Instant now) {
    return new Going(
        guest,
        guestClass,
        rank,
        expected,
        round + 1,
        own,
        true,
        Standing.WAITING,
        now,
        null,
        false);
  }

  /** Waited for: someone else's migration moves it. */
  Going waitingFor(MigrationId other, Instant now) {
    return new Going(
        guest, guestClass, rank, expected, round, other, false, Standing.WAITING, now, null, false);
  }

  Going standing(Standing next, Instant now) {
    return next == standing
        ? this
        : new Going(
            guest, guestClass, rank, expected, round, migration, own, next, now, null, asked);
  }

  Going stuck(Stuck why, Instant now) {
    return new Going(
        guest, guestClass, rank, expected, round, migration, own, Standing.STUCK, now, why, asked);
  }

  Going expecting(@Nullable Duration time) {
    return new Going(
        guest, guestClass, rank, time, round, migration, own, standing, since, stuck, asked);
  }

  Going askedToStop() {
    return new Going(
        guest, guestClass, rank, expected, round, migration, own, standing, since, stuck, true);
  }
}
