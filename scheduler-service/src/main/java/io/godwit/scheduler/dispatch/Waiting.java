package io.godwit.scheduler.dispatch;

import io.godwit.events.DiskCopy;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.GuestClass;
import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.GuestSpec;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A migration in the queue.
 *
 * @param migration its identity
 * @param guest which guest
 * @param named the destination that the caller named; absent: any
 * @param forced whether the named destination is taken unless the guest could be damaged there
 * @param allowed the only hosts to move to; empty: any
 * @param reason why the guest moves
 * @param guestClass what the guest tolerates
 * @param project on whose account it waits; empty: nobody's
 * @param labels what the guest's metadata says
 * @param turn its place in the order, see {@link Turns}
 * @param rank its place within an evacuation; 0 for any other
 * @param requestedAt when it was asked for
 * @param queuedAt since when it has been in the queue, this time
 * @param notBefore when its back-off ends
 * @param policy what it may cost the guest
 * @param diskCopy what may be done with disks that a destination does not see
 * @param tried where it failed before, in order
 * @param preferred the host that answered better than the one that was tried last; absent: none
 * @param answers the worst answer that hosts have given for this guest so far; empty: none has
 * @param heldSince since when the dispatch has held it because no destination suits; absent: it has
 *     not, so that time spent waiting for a turn counts not as time without a destination
 */
public record Waiting(
    MigrationId migration,
    GuestSpec guest,
    @Nullable HostId named,
    boolean forced,
    List<HostId> allowed,
    Reason reason,
    GuestClass guestClass,
    String project,
    GuestLabels labels,
    Instant turn,
    int rank,
    Instant requestedAt,
    Instant queuedAt,
    @Nullable Instant notBefore,
    EffectivePolicy policy,
    DiskCopy diskCopy,
    List<Refusal> tried,
    @Nullable HostId preferred,
    Map<HostId, Fact.Answer> answers,
    @Nullable Instant heldSince) {

  /** By turn, then by the order of an evacuation, then by id. */
  public static final Comparator<Waiting> BY_TURN =
      Comparator.comparing(Waiting::turn)
          .thenComparingInt(Waiting::rank)
          .thenComparing(Waiting::migration);

  /**
   * An attempt that failed.
   *
   * @param host its destination
   * @param forGood whether that host itself refused, so that it is not asked again
   * @param detail in words
   */
  public record Refusal(HostId host, boolean forGood, String detail) {}

  public Waiting {
    allowed = List.copyOf(allowed);
    tried = List.copyOf(tried);
    answers = Map.copyOf(answers);
  }

  /** How often it failed on that host. */
  public int triesOn(HostId host) {
    int tries = 0;
    for (var one : tried) {
      if (one.host().equals(host)) {
        tries++;
      }
    }
    return tries;
  }

  /** The refusal for which that host is not asked again. */
  public Optional<Refusal> refusedForGood(HostId host) {
    return tried.stream().filter(one -> one.forGood() && one.host().equals(host)).findFirst();
  }
}
