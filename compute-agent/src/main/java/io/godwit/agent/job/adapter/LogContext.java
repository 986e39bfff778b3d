package io.godwit.agent.job.adapter;

import io.godwit.events.MigrationId;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What log lines of one input carry: the migration and the trace that it belongs to. */
final class LogContext implements AutoCloseable {
  private static final String MIGRATION = "migration";
  private static final String TRACE = "traceId";

  private LogContext() {}

  /**
   * @param traceparent W3C: version, trace id, parent id, flags, joined by dashes
   */
  static LogContext of(MigrationId migration, @Nullable String traceparent) {
    MDC.put(MIGRATION, migration.toString());
    var parts = traceparent == null ? new String[0] : traceparent.split("-", -1);
    if (parts.length >= 4) {
      MDC.put(TRACE, parts[1]);
    }
    return new LogContext();
  }

  @Override
  public void close() {
    MDC.remove(MIGRATION);
    MDC.remove(TRACE);
  }
}
