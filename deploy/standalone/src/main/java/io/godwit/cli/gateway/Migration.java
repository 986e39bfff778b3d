package io.godwit.cli.gateway;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A migration as the gateway shows it; absent is null. */
public record Migration(
    String id,
    Guest guest,
    String state,
    @Nullable String phase,
    @Nullable String source,
    @Nullable String destination,
    @Nullable String reason,
    @Nullable String guestClass,
    int priority,
    @Nullable Boolean forced,
    @Nullable String project,
    @Nullable String evacuation,
    int attempt,
    @Nullable Instant requestedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String waitingFor,
    @Nullable QueuePlace queue,
    @Nullable Share bandwidth,
    @Nullable Policy policy,
    @Nullable Progress progress,
    @Nullable String mode,
    @Nullable Long totalMillis,
    @Nullable Long downtimeMillis,
    @Nullable Long sentBytes,
    @Nullable String cause,
    @Nullable String detail,
    @Nullable String summary) {
  public static final String COMPLETED = "completed";
  public static final String CANCELLED = "cancelled";
  private static final Set<String> FINAL = Set.of(COMPLETED, CANCELLED, "failed", "rejected");

  /** The guest as it was asked for. */
  public record Guest(@Nullable String uuid, String name) {}

  /**
   * Where it stands in the queue.
   *
   * @param position counts from 1
   * @param expectedStart null: cannot be said
   */
  public record QueuePlace(int position, String waitingFor, @Nullable Instant expectedStart) {}

  /**
   * What it may take of the links.
   *
   * @param limitBytesPerSecond null: no limit of its own
   * @param kept whether the hypervisor keeps to it; null: nobody has looked yet
   */
  public record Share(
      @Nullable Long limitBytesPerSecond, @Nullable String why, @Nullable Boolean kept) {}

  /**
   * What it may cost its guest.
   *
   * @param revision of this migration's own; 0: not told
   * @param deadline by when it should be over; null: whenever
   */
  public record Policy(
      String name,
      int version,
      int revision,
      @Nullable String objective,
      @Nullable Instant deadline,
      long downtimeBudgetMillis,
      int throttleBudgetPercent,
      boolean postCopyAllowed,
      long pauseBudgetMillis,
      @Nullable String lastResort,
      @Nullable Integer ladderRungs,
      @Nullable String shadow) {}

  /**
   * The last that was seen of a running attempt.
   *
   * @param bulkDone share of the first pass, 0 to 1
   * @param convergenceDone share of the way to the switch-over after it, 0 to 1
   */
  public record Progress(
      int pass,
      @Nullable Long remainingBytes,
      @Nullable Long transferredBytes,
      @Nullable Long bandwidthBytesPerSecond,
      @Nullable Long dirtyRateBytesPerSecond,
      double bulkDone,
      double convergenceDone,
      @Nullable String outlook,
      @Nullable Eta eta,
      @Nullable Long diskTotalBytes,
      @Nullable Long diskRemainingBytes,
      @Nullable Double probability,
      @Nullable Eta diskEta,
      @Nullable Integer throttlePercent,
      @Nullable Boolean paused,
      @Nullable Long postCopyFaults,
      @Nullable Long silentMillis) {}

  /** How long still, between these. */
  public record Eta(long lowMillis, long highMillis) {}

  /** Which revision of its policy is in force; 0: none yet. */
  public int revision() {
    return policy == null ? 0 : policy.revision();
  }

  /** Whether it waits for its turn, or nobody has looked at it yet. */
  public boolean waits() {
    return state.equals("requested") || state.equals("queued");
  }

  public boolean ended() {
    return FINAL.contains(state);
  }

  public boolean completed() {
    return state.equals(COMPLETED);
  }

  /** The running phase where there is one, else the state. */
  public String stage() {
    return phase == null || !state.equals("running") ? state : phase;
  }

  /** Why it is as it is, in words. */
  public String why() {
    if (summary != null) {
      return summary;
    }
    return detail == null ? state : detail;
  }
}
