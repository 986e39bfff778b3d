package io.godwit.scheduler.migration;

import io.godwit.events.MigrationId;

/** The trace of a migration whose request came without one. */
public final class Traces {
  private Traces() {}

  /** A W3C traceparent whose trace id is the migration's id, so that either finds the other. */
  public static String of(MigrationId id) {
    var digits = id.toString().replace("-", "");
    return "00-" + digits + "-" + digits.substring(0, 16) + "-01";
  }
}
