package io.godwit.events.evacuation;

import io.godwit.events.EvacuationId;
import io.godwit.events.GuestRef;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.Require;
import io.godwit.events.request.MigrationRequest.CancelEvacuation.Running;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The life of an evacuation, as facts in the past tense, written by the scheduler alone. */
public sealed interface EvacuationEvent {
  About about();

  /**
   * @param evacuation which one
   * @param sequence counts from 1
   * @param at when it happened
   */
  record About(EvacuationId evacuation, long sequence, Instant at) {
    public About {
      Require.present(evacuation, "evacuation");
      Require.atLeast(sequence, 1, "sequence");
      Require.present(at, "at");
    }
  }

  /** A request was accepted; the host takes no more guests in. */
  record EvacuationRequested(
      About about, RequestEvacuation request, Reason reason, String requestedBy)
      implements EvacuationEvent {}

  /** The request cannot be carried out. {@code field} is the one at fault. */
  record EvacuationRejected(About about, String field, String detail) implements EvacuationEvent {}

  /**
   * The guests are queued, in this order.
   *
   * @param guests in the order in which they are to go
   * @param expectedEnd when the last is expected to have gone; absent: cannot be said
   */
  record EvacuationPlanned(About about, List<Planned> guests, @Nullable Instant expectedEnd)
      implements EvacuationEvent {
    public EvacuationPlanned {
      guests = Require.list(guests);
    }
  }

  /**
   * A guest that is to go.
   *
   * @param guest which guest
   * @param migration that moves it
   * @param expected how long that is expected to take; absent: cannot be said
   */
  record Planned(GuestRef guest, MigrationId migration, @Nullable Duration expected) {}

  /**
   * How far it is, when that changed.
   *
   * @param total guests that were to go
   * @param moved that are gone
   * @param moving that are under way
   * @param waiting that wait for their turn
   * @param stuck that could not go
   * @param expectedEnd when the last is expected to have gone; absent: cannot be said
   */
  record EvacuationProgressed(
      About about,
      int total,
      int moved,
      int moving,
      int waiting,
      int stuck,
      @Nullable Instant expectedEnd)
      implements EvacuationEvent {}

  /** Someone wants it cancelled; {@code running} says what becomes of migrations under way. */
  record EvacuationCancelling(About about, Running running, @Nullable String explanation)
      implements EvacuationEvent {}

  /**
   * It is over.
   *
   * @param outcome how
   * @param moved guests that are gone
   * @param remaining guests that are still there, each with its reason
   * @param took from the request to the end
   */
  record EvacuationEnded(
      About about, Outcome outcome, int moved, List<Remaining> remaining, Duration took)
      implements EvacuationEvent {
    public EvacuationEnded {
      remaining = Require.list(remaining);
    }
  }

  /** A guest that is still there. */
  record Remaining(GuestRef guest, @Nullable MigrationId migration, String reason) {}

  /** How an evacuation ended. */
  enum Outcome {
    /** No guest runs there any more. */
    COMPLETED,
    /** Some could not go. */
    INCOMPLETE,
    CANCELLED
  }
}
