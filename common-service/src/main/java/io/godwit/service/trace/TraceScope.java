package io.godwit.service.trace;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Puts the trace of a record into the logs that are written while it is processed; the one before
 * comes back at the end.
 */
public final class TraceScope implements AutoCloseable {
  private static final String TRACE_ID = "traceId";
  private static final int PARTS = 4;

  private final @Nullable String before;

  private TraceScope(@Nullable String before) {
    this.before = before;
  }

  /**
   * @param traceparent W3C trace context: version, trace id, parent id, flags
   */
  public static TraceScope of(@Nullable String traceparent) {
    var scope = new TraceScope(MDC.get(TRACE_ID));
    var parts = traceparent == null ? new String[0] : traceparent.split("-", -1);
    if (parts.length == PARTS) {
      MDC.put(TRACE_ID, parts[1]);
    }
    return scope;
  }

  @Override
  public void close() {
    if (before == null) {
      MDC.remove(TRACE_ID);
    } else {
      MDC.put(TRACE_ID, before);
    }
  }
}
