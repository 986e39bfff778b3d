package io.godwit.scheduler.migration;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.Require;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import java.time.Instant;

/**
 * What a migration comes from; it never changes.
 *
 * @param request as it was asked for
 * @param requestedBy the event source that asked
 * @param requestedAt when the request was accepted
 * @param traceparent W3C trace context of every event and command of this migration
 * @param policy what it may cost its guest
 */
public record Origin(
    RequestMigration request,
    String requestedBy,
    Instant requestedAt,
    String traceparent,
    EffectivePolicy policy) {
  public Origin {
    Require.present(request, "request");
    Require.present(requestedBy, "requestedBy");
    Require.present(requestedAt, "requestedAt");
    Require.present(traceparent, "traceparent");
    Require.present(policy, "policy");
  }
}
