package io.godwit.scheduler.evacuation;

/**
 * Where an evacuation stands.
 *
 * <pre>
 * requested -> running -> ended
 *     |           v         ^
 *     +------> cancelling --+
 * </pre>
 */
public enum EvacuationState {
  /** Its host is not known yet, or has not said what it runs. */
  REQUESTED,
  /** Its guests are queued or under way. */
  RUNNING,
  /** Someone does not want it any more; what is under way comes to its end. */
  CANCELLING,
  /** Over, or rejected. */
  ENDED
}
