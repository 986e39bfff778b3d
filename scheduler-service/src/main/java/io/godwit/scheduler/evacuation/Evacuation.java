package io.godwit.scheduler.evacuation;

import io.godwit.events.EvacuationId;
import io.godwit.events.HostId;
import io.godwit.events.InvalidField;
import io.godwit.events.MigrationId;
import io.godwit.events.Require;
import io.godwit.events.request.MigrationRequest.CancelEvacuation.Running;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One evacuation: everything that its next decision needs. It changes by {@link
 * EvacuationEvolution} only.
 *
 * @param id its identity
 * @param origin what it comes from
 * @param state where it stands
 * @param announced whether its request was accepted
 * @param closed whether it was this evacuation that closed the host
 * @param guests that are to go, by rank
 * @param planned whether the plan was told
 * @param told how far it was when that was told last; absent: not told yet
 * @param cancel the wish to cancel it; absent: nobody has one
 * @param events the highest sequence of an event
 * @param nextCheckAt when to look again; absent: it is over
 */
public record Evacuation(
    EvacuationId id,
    Origin origin,
    EvacuationState state,
    boolean announced,
    boolean closed,
    List<Going> guests,
    boolean planned,
    @Nullable Progress told,
    @Nullable Wish cancel,
    long events,
    @Nullable Instant nextCheckAt) {
  private static final String URN = "urn:godwit:evacuation:";

  /**
   * What it comes from; it never changes.
   *
   * @param requestedBy the event source that asked
   * @param traceparent W3C trace context of all its events and of its migrations
   */
  public record Origin(
      RequestEvacuation request, String requestedBy, Instant requestedAt, String traceparent) {
    public Origin {
      Require.present(request, "request");
      Require.present(requestedBy, "requestedBy");
      Require.present(requestedAt, "requestedAt");
      Require.present(traceparent, "traceparent");
    }
  }

  /** Someone wants it cancelled. */
  public record Wish(Running running, @Nullable String explanation) {}

  /** How far it is. */
  public record Progress(
      int total, int moved, int moving, int waiting, int stuck, @Nullable Instant expectedEnd) {

    boolean sameCounts(Progress other) {
      return total == other.total
          && moved == other.moved
          && moving == other.moving
          && waiting == other.waiting
          && stuck == other.stuck;
    }
  }

  public Evacuation {
    Require.present(id, "id");
    Require.present(origin, "origin");
    Require.present(state, "state");
    guests = Require.list(guests);
  }

  /** One of which nothing has been said yet. */
  static Evacuation unborn(EvacuationId id, Origin origin) {
    return new Evacuation(
        id, origin, EvacuationState.REQUESTED, false, false, List.of(), false, null, null, 0, null);
  }

  public HostId host() {
    return origin.request().host();
  }

  /** As whom it asks for migrations. */
  public String urn() {
    return URN + id;
  }

  /** The evacuation that asked, by the urn as whom it did; empty: it was somebody else. */
  public static Optional<EvacuationId> of(String requestedBy) {
    if (!requestedBy.startsWith(URN)) {
      return Optional.empty();
    }
    try {
      return Optional.of(EvacuationId.parse(requestedBy.substring(URN.length())));
    } catch (InvalidField notOurs) {
      return Optional.empty();
    }
  }

  /** The migrations that it has made or waits for, the present one of each guest. */
  public Stream<MigrationId> migrations() {
    return guests.stream()
        .map(Going::migration)
        .<MigrationId>mapMulti((id, sink) -> {
          if (id != null) {
            sink.accept(id);
          }
        });
  }
}
