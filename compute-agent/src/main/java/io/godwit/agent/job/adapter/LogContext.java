package io.godwit.agent.job.adapter;

import io.godwit.events.MigrationId;
import io.godwit.service.trace.TraceScope;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What log lines of one input carry: the migration and the trace that it belongs to. */
final class LogContext implements AutoCloseable {
  private static final String MIGRATION = "migration";
  private final TraceScope trace;

  private LogContext(TraceScope trace) {
    this.trace = trace;
  }

  /**
   * @param traceparent W3C: version, trace id, parent id, flags, joined by dashes
   */
  static LogContext of(MigrationId migration, @Nullable String traceparent) {
    MDC.put(MIGRATION, migration.toString());
    return new LogContext(TraceScope.of(traceparent));
  }

  @Override
  public void close() {
    MDC.remove(MIGRATION);
    trace.close();
  }
}
