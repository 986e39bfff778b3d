package io.godwit.scheduler.evacuation;

import io.godwit.events.migration.FailureCause;
import io.godwit.events.migration.RejectionReason;
import io.godwit.scheduler.evacuation.Going.Standing;
import io.godwit.scheduler.evacuation.Sight.Guest;
import io.godwit.scheduler.evacuation.Sight.Move;
import io.godwit.scheduler.evacuation.Sight.Presence;
import io.godwit.scheduler.migration.MigrationState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far each guest is, by its migration and by what its host says. */
final class Standings {
  private static final Duration SKEW = Duration.ofSeconds(10);
  private final Sight sight;
  private final Instant now;

  Standings(Sight sight, Instant now) {
    this.sight = sight;
    this.now = now;
  }

  /** The guest as it is now; empty if it is not to go any more, for it does not run. */
  Optional<Going> of(Going going) {
    var there = sight.guest(going.guest().uuid());
    if (going.standing() == Standing.MOVED) {
      return Optional.of(cameBack(going, there) ? waiting(going) : going);
    }
    if (going.standing() == Standing.STUCK && !active(there)) {
      return gone(going, there);
    }
    return sight
        .move(going.migration())
        .map(move -> by(going, move, there))
        .orElseGet(() -> unmoved(going, there));
  }

  /** Its host has said so well after it had left, by two clocks. */
  private static boolean cameBack(Going going, Optional<Guest> there) {
    return there
        .filter(guest -> guest.presence() == Presence.ACTIVE)
        .filter(guest -> guest.toldAt().isAfter(going.since().plus(SKEW)))
        .isPresent();
  }

  /**
   * Stuck or waiting without a migration, and not there any more: someone else moved or ended it.
   */
  private Optional<Going> gone(Going going, Optional<Guest> there) {
    return there.isEmpty()
        ? Optional.of(going.standing(Standing.MOVED, now))
        : idle(there) ? Optional.empty() : Optional.of(going);
  }

  private Optional<Going> unmoved(Going going, Optional<Guest> there) {
    return active(there) || inFlux(there) ? Optional.of(unlessAwaited(going)) : gone(going, there);
  }

  private Optional<Going> by(Going going, Move move, Optional<Guest> there) {
    return switch (move.state()) {
      case REQUESTED, QUEUED, CHECKING, PREPARING, READY ->
          Optional.of(going.standing(Standing.WAITING, now));
      case STARTING, RUNNING, RECOVERING, VERIFYING ->
          Optional.of(going.standing(Standing.MOVING, now));
      case COMPLETED -> Optional.of(moved(going, move));
      case FAILED, CANCELLED, REJECTED -> ended(going, move, there);
    };
  }

  private static Going moved(Going going, Move move) {
    return going.standing(Standing.MOVED, move.since());
  }

  /** It did not move by this migration: another may be under way, or one of ours is to follow. */
  private Optional<Going> ended(Going going, Move move, Optional<Guest> there) {
    if (idle(there) || (there.isEmpty() && guestEnded(move))) {
      return Optional.empty();
    }
    var other = sight.activeOf(going.guest().uuid());
    if (other.isPresent()) {
      return Optional.of(going.waitingFor(other.get().id(), now));
    }
    if (!going.own() || lostToAnother(move)) {
      return Optional.of(waiting(going));
    }
    return going.standing() == Standing.STUCK
        ? Optional.of(going)
        : Optional.of(going.stuck(why(move), now));
  }

  /** One that somebody else's migration moves already is waited for. */
  Going unlessAwaited(Going going) {
    return going.migration() != null
        ? going
        : sight
            .activeOf(going.guest().uuid())
            .map(other -> going.waitingFor(other.id(), now))
            .orElse(going);
  }

  /** Nothing is under way for it; its rounds count on. */
  private Going waiting(Going going) {
    return new Going(
        going.guest(),
        going.guestClass(),
        going.rank(),
        going.expected(),
        going.round(),
        null,
        false,
        Standing.WAITING,
        now,
        null,
        false);
  }

  private Stuck why(Move move) {
    var end = move.end();
    var detail = end == null ? words(move.state()) : end.detail();
    boolean hopeless = end != null && end.cause() == FailureCause.HOPELESS;
    return new Stuck(detail, hopeless, sight.rooms());
  }

  private static String words(MigrationState state) {
    return state == MigrationState.CANCELLED ? "its migration was cancelled" : "it did not move";
  }

  private static boolean guestEnded(Move move) {
    var end = move.end();
    return end != null
        && (end.cause() == FailureCause.GUEST_ENDED
            || end.rejection() == RejectionReason.GUEST_UNKNOWN
            || end.rejection() == RejectionReason.GUEST_NOT_RUNNING);
  }

  /** Someone else's request for the guest came first, and is over already. */
  private static boolean lostToAnother(Move move) {
    var end = move.end();
    return end != null && end.rejection() == RejectionReason.GUEST_BUSY;
  }

  private static boolean active(Optional<Guest> there) {
    return there.filter(guest -> guest.presence() == Presence.ACTIVE).isPresent();
  }

  private static boolean inFlux(Optional<Guest> there) {
    return there.filter(guest -> guest.presence() == Presence.IN_FLUX).isPresent();
  }

  private static boolean idle(Optional<Guest> there) {
    return there.filter(guest -> guest.presence() == Presence.IDLE).isPresent();
  }
}
