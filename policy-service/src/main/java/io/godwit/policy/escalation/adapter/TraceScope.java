package io.godwit.policy.escalation.adapter;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Puts the trace of a record into the logs that are written while it is processed. */
final class TraceScope implements AutoCloseable {
  private static final String TRACE_ID = "traceId";
  private static final int PARTS = 4;

  private TraceScope() {}

  /**
   * @param traceparent W3C trace context: version, trace id, parent id, flags
   */
  static TraceScope of(@Nullable String traceparent) {
    var parts = traceparent == null ? new String[0] : traceparent.split("-", -1);
    if (parts.length == PARTS) {
      MDC.put(TRACE_ID, parts[1]);
    }
    return new TraceScope();
  }

  @Override
  public void close() {
    MDC.remove(TRACE_ID);
  }
}
