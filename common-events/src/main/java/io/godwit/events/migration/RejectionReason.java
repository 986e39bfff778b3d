package io.godwit.events.migration;

/** Why a request was rejected. */
public enum RejectionReason {
  GUEST_UNKNOWN,
  GUEST_AMBIGUOUS,
  GUEST_NOT_RUNNING,
  GUEST_BUSY,
  DESTINATION_UNKNOWN,
  DESTINATION_IS_SOURCE,
  DESTINATION_UNSUITABLE,
  NO_DESTINATION
}
