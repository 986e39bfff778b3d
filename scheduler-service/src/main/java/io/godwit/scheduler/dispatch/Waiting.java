package io.godwit.scheduler.dispatch;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.agent.GuestSpec;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A migration in the queue.
 *
 * @param migration its identity
 * @param guest which guest
 * @param named the destination that the caller named; absent: any
 * @param reason why the guest moves
 * @param requestedAt when it was asked for
 * @param queuedAt since when it has been in the queue, this time
 * @param notBefore when its back-off ends
 * @param policy what it may cost the guest
 * @param tried where it failed before, in order
 */
public record Waiting(
    MigrationId migration,
    GuestSpec guest,
    @Nullable HostId named,
    Reason reason,
    Instant requestedAt,
    Instant queuedAt,
    @Nullable Instant notBefore,
    EffectivePolicy policy,
    List<Refusal> tried) {

  /** Reasons by urgency, then the oldest, then by id. */
  static final Comparator<Waiting> BY_TURN =
      Comparator.comparingInt((Waiting waiting) -> urgency(waiting.reason))
          .thenComparing(Waiting::requestedAt)
          .thenComparing(Waiting::migration);

  /**
   * An attempt that failed.
   *
   * @param host its destination
   * @param forGood whether that host itself refused, so that it is not asked again
   * @param detail in words
   */
  public record Refusal(HostId host, boolean forGood, String detail) {}

  /** The lower, the more urgent. */
  public static int urgency(Reason reason) {
    return switch (reason) {
      case EVACUATION -> 0;
      case MAINTENANCE -> 1;
      case USER -> 2;
      case REBALANCE -> 3;
    };
  }

  public Waiting {
    tried = List.copyOf(tried);
  }

  long triesOn(HostId host) {
    return tried.stream().filter(one -> one.host().equals(host)).count();
  }

  Optional<Refusal> refusedForGood(HostId host) {
    return tried.stream().filter(one -> one.forGood() && one.host().equals(host)).findFirst();
  }
}
