package io.godwit.cli.gateway;

import io.godwit.events.Require;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An evacuation as the gateway shows it; absent is null.
 *
 * @param total guests that were to go
 * @param stuck guests that could not go
 * @param guests in the order in which they go
 * @param remaining guests that were still there at the end, each with its reason
 * @param field of the request that is at fault, when it was rejected
 * @param detail why it was rejected
 */
public record Evacuation(
    String id,
    String host,
    String state,
    @Nullable String reason,
    @Nullable Instant requestedAt,
    @Nullable Instant expectedEnd,
    @Nullable Instant endedAt,
    int total,
    int moved,
    int moving,
    int waiting,
    int stuck,
    List<Guest> guests,
    List<Remaining> remaining,
    @Nullable String field,
    @Nullable String detail) {
  public static final String REQUESTED = "requested";
  public static final String COMPLETED = "completed";
  public static final String CANCELLED = "cancelled";
  public static final String REJECTED = "rejected";
  private static final Set<String> FINAL = Set.of(COMPLETED, "incomplete", CANCELLED, REJECTED);

  public Evacuation {
    guests = Require.list(guests);
    remaining = Require.list(remaining);
  }

  /**
   * A guest that is to go.
   *
   * @param migration that moves it
   * @param state that migration's
   * @param expectedMillis how long it is expected to take
   */
  public record Guest(
      Migration.Guest guest,
      @Nullable String migration,
      @Nullable String state,
      @Nullable Long expectedMillis) {
    private static final Set<String> NOT_BEGUN = Set.of(REQUESTED, "queued", "waiting");

    /** Whether its migration has left the queue. */
    public boolean begun() {
      return migration != null && state != null && !NOT_BEGUN.contains(state);
    }
  }

  /** A guest that is still there, and why. */
  public record Remaining(Migration.Guest guest, @Nullable String migration, String reason) {}

  public boolean ended() {
    return FINAL.contains(state);
  }

  public boolean completed() {
    return state.equals(COMPLETED);
  }
}
