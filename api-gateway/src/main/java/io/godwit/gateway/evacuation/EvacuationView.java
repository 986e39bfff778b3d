package io.godwit.gateway.evacuation;

import io.godwit.events.EvacuationId;
import io.godwit.events.HostId;
import io.godwit.events.InvalidField;
import io.godwit.events.Reason;
import io.godwit.events.Require;
import io.godwit.events.evacuation.EvacuationEvent.Planned;
import io.godwit.events.evacuation.EvacuationEvent.Remaining;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One evacuation as its topic tells it.
 *
 * @param sequence the highest of its events that is in this view; 0: none yet
 * @param asked absent as long as only later events have come
 * @param expectedEnd when the last guest is expected to have gone; absent: cannot be said
 * @param guests that are to go, each once, in their order
 * @param end absent as long as it goes on
 */
public record EvacuationView(
    EvacuationId id,
    long sequence,
    @Nullable Asked asked,
    EvacuationState state,
    Counts counts,
    @Nullable Instant expectedEnd,
    List<Planned> guests,
    @Nullable End end) {

  private static final String SOURCE = "urn:godwit:evacuation:";

  /**
   * What was asked, by whom, when.
   *
   * @param request word for word
   */
  public record Asked(RequestEvacuation request, Reason reason, String by, Instant at) {}

  /** Guests that were to go, by what became of them so far. */
  public record Counts(int total, int moved, int moving, int waiting, int stuck) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0);
  }

  /**
   * How it ended.
   *
   * @param remaining guests that are still there
   * @param field of the request that is at fault; absent: it was not rejected
   * @param detail why it was rejected; absent with {@code field}
   */
  public record End(
      Instant at, List<Remaining> remaining, @Nullable String field, @Nullable String detail) {
    public End {
      remaining = Require.list(remaining);
    }
  }

  public EvacuationView {
    guests = Require.list(guests);
  }

  /** An evacuation of which only the id is known. */
  public static EvacuationView unknown(EvacuationId id) {
    return new EvacuationView(
        id, 0, null, EvacuationState.REQUESTED, Counts.NONE, null, List.of(), null);
  }

  /** One whose request is on its way, and of which no event has come back yet. */
  public static EvacuationView requested(EvacuationId id, Asked asked) {
    return new EvacuationView(
        id, 0, asked, EvacuationState.REQUESTED, Counts.NONE, null, List.of(), null);
  }

  /** The evacuation that an event source is; absent: it is none. */
  public static @Nullable EvacuationId named(String source) {
    try {
      return source.startsWith(SOURCE)
          ? EvacuationId.parse(source.substring(SOURCE.length()))
          : null;
    } catch (InvalidField e) {
      return null;
    }
  }

  /** The host that is emptied; absent as long as nobody is known to have asked for it. */
  public @Nullable HostId host() {
    return asked == null ? null : asked.request().host();
  }

  EvacuationView withSequence(long next) {
    return new EvacuationView(id, next, asked, state, counts, expectedEnd, guests, end);
  }

  EvacuationView withAsked(Asked next) {
    return new EvacuationView(id, sequence, next, state, counts, expectedEnd, guests, end);
  }

  EvacuationView withGuests(List<Planned> next) {
    return new EvacuationView(id, sequence, asked, state, counts, expectedEnd, next, end);
  }

  EvacuationView standing(EvacuationState next, Counts nextCounts, @Nullable Instant nextEnd) {
    return new EvacuationView(id, sequence, asked, next, nextCounts, nextEnd, guests, end);
  }

  EvacuationView withEnd(End next) {
    return new EvacuationView(id, sequence, asked, state, counts, null, guests, next);
  }
}
