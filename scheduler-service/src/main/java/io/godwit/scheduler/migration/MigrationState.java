package io.godwit.scheduler.migration;

/**
 * Where a migration stands.
 *
 * <pre>
 * requested -> queued -> checking -> preparing -> ready -> starting -> running -> verifying -> end
 *                 ^_________________________________________________________________|
 * running, verifying -> recovering -> verifying
 * </pre>
 */
public enum MigrationState {
  /** Accepted; its guest is not looked up yet. */
  REQUESTED,
  /** Waits for its turn, a destination, or the end of a back-off. */
  QUEUED,
  /** The destination is asked for its facts. */
  CHECKING,
  /** The destination makes itself ready. */
  PREPARING,
  /** The destination is prepared and was found suitable again: it waits for its slots. */
  READY,
  /** The source has been told to start; from here on only both hosts' word ends the attempt. */
  STARTING,
  /** The hypervisor migrates. */
  RUNNING,
  /** A post-copy lost its connection. */
  RECOVERING,
  /** The job is over or in doubt; both hosts are asked. */
  VERIFYING,
  COMPLETED,
  FAILED,
  CANCELLED,
  REJECTED;

  /** Whether nothing changes any more. */
  public boolean terminal() {
    return switch (this) {
      case COMPLETED, FAILED, CANCELLED, REJECTED -> true;
      case REQUESTED,
          QUEUED,
          CHECKING,
          PREPARING,
          READY,
          STARTING,
          RUNNING,
          RECOVERING,
          VERIFYING ->
          false;
    };
  }

  /** Whether it has an attempt under way, which claims what it needs at its destination. */
  public boolean dispatched() {
    return switch (this) {
      case CHECKING, PREPARING, READY, STARTING, RUNNING, RECOVERING, VERIFYING -> true;
      case REQUESTED, QUEUED, COMPLETED, FAILED, CANCELLED, REJECTED -> false;
    };
  }

  /** Whether the source may have begun to migrate. */
  public boolean begun() {
    return switch (this) {
      case STARTING, RUNNING, RECOVERING, VERIFYING -> true;
      case REQUESTED, QUEUED, CHECKING, PREPARING, READY, COMPLETED, FAILED, CANCELLED, REJECTED ->
          false;
    };
  }
}
