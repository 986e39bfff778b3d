package io.godwit.events;

/** What a guest tolerates. */
public enum GuestClass {
  CRITICAL,
  STANDARD,
  BATCH
}
