package io.godwit.scheduler.migration;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.EvacuationId;
import io.godwit.events.HostId;
import io.godwit.events.Require;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a migration comes from; it never changes.
 *
 * @param request as it was asked for
 * @param requestedBy the event source that asked
 * @param requestedAt when the request was accepted
 * @param traceparent W3C trace context of every event and command of this migration
 * @param policy what it may cost its guest
 * @param evacuation that it is part of; absent: of none
 * @param rank its place among those of the same turn
 * @param allowedHosts the only hosts to move to; empty: any
 * @param cap the most that it may send, by an operator's word; absent: its share of the links
 */
public record Origin(
    RequestMigration request,
    String requestedBy,
    Instant requestedAt,
    String traceparent,
    EffectivePolicy policy,
    @Nullable EvacuationId evacuation,
    int rank,
    List<HostId> allowedHosts,
    @Nullable BytesPerSecond cap) {
  public Origin {
    Require.present(request, "request");
    Require.present(requestedBy, "requestedBy");
    Require.present(requestedAt, "requestedAt");
    Require.present(traceparent, "traceparent");
    Require.present(policy, "policy");
    allowedHosts = Require.list(allowedHosts);
  }

  /** One that is nobody's but its caller's. */
  public Origin(
      RequestMigration request,
      String requestedBy,
      Instant requestedAt,
      String traceparent,
      EffectivePolicy policy) {
    this(request, requestedBy, requestedAt, traceparent, policy, null, 0, List.of(), null);
  }

  Origin withPolicy(EffectivePolicy other) {
    return with(other, cap);
  }

  Origin withCap(@Nullable BytesPerSecond other) {
    return with(policy, other);
  }

  private Origin with(EffectivePolicy otherPolicy, @Nullable BytesPerSecond otherCap) {
    return new Origin(
        request,
        requestedBy,
        requestedAt,
        traceparent,
        otherPolicy,
        evacuation,
        rank,
        allowedHosts,
        otherCap);
  }
}
