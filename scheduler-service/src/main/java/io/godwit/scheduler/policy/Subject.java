package io.godwit.scheduler.policy;

import io.godwit.events.Bytes;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.GuestClass;
import io.godwit.events.GuestLabels;
import io.godwit.events.Reason;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a policy is chosen by.
 *
 * @param reason why the guest moves
 * @param guestClass what it tolerates
 * @param project whose it is; absent: nobody's
 * @param labels of its metadata
 * @param memory of the guest
 * @param deadline that the request names; absent: none
 * @param lastResort that the request names; absent: none
 * @param now from which deadlines are counted
 */
public record Subject(
    Reason reason,
    GuestClass guestClass,
    @Nullable String project,
    Map<String, String> labels,
    Bytes memory,
    @Nullable Instant deadline,
    @Nullable LastResort lastResort,
    Instant now) {

  /** The class and the project that the request names count before the guest's own. */
  public static Subject of(
      RequestMigration request, GuestLabels labels, Bytes memory, Instant now) {
    var own = labels.guestClass();
    return new Subject(
        request.reasonOrDefault(),
        request.guestClass() == null && own != null ? own : request.guestClassOrDefault(),
        request.project() == null ? labels.project() : request.project(),
        labels.labels(),
        memory,
        request.deadline(),
        request.lastResort(),
        now);
  }
}
