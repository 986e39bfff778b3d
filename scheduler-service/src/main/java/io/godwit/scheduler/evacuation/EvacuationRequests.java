package io.godwit.scheduler.evacuation;

import io.godwit.events.EvacuationId;
import io.godwit.events.request.MigrationRequest.CancelEvacuation;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import org.jspecify.annotations.Nullable;

/**
 * The port by which requests reach evacuations. Each is called within the transaction of the caller
 * and may be called again for the same request: the second time changes nothing.
 */
public interface EvacuationRequests {

  /**
   * @param id of the request's source and id
   * @param requestedBy the event source that asked
   * @param traceparent W3C trace context of the request, where it has one
   */
  void request(
      EvacuationId id, RequestEvacuation request, String requestedBy, @Nullable String traceparent);

  /**
   * One that comes before its evacuation waits for it.
   *
   * @param requestedBy the event source that asked
   */
  void cancel(CancelEvacuation cancel, String requestedBy);
}
