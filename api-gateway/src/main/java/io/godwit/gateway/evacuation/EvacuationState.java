package io.godwit.gateway.evacuation;

/** Where an evacuation stands, as the scheduler's events tell. */
public enum EvacuationState {
  REQUESTED,
  RUNNING,
  CANCELLING,
  COMPLETED,
  INCOMPLETE,
  CANCELLED,
  REJECTED;

  /** Whether nothing more can become of it. */
  public boolean terminal() {
    return switch (this) {
      case COMPLETED, INCOMPLETE, CANCELLED, REJECTED -> true;
      case REQUESTED, RUNNING, CANCELLING -> false;
    };
  }
}
