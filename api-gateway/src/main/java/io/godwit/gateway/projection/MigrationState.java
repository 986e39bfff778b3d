package io.godwit.gateway.projection;

/** Where a migration stands, as the scheduler's events tell. */
public enum MigrationState {
  REQUESTED,
  QUEUED,
  CHECKING,
  PREPARING,
  RUNNING,
  RECOVERING,
  VERIFYING,
  CANCELLING,
  COMPLETED,
  FAILED,
  CANCELLED,
  REJECTED;

  /** Whether nothing more can become of it. */
  public boolean terminal() {
    return switch (this) {
      case COMPLETED, FAILED, CANCELLED, REJECTED -> true;
      case REQUESTED, QUEUED, CHECKING, PREPARING, RUNNING, RECOVERING, VERIFYING, CANCELLING ->
          false;
    };
  }
}
