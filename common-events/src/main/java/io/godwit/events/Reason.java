package io.godwit.events;

/** Why a guest moves. */
public enum Reason {
  EVACUATION,
  MAINTENANCE,
  USER,
  REBALANCE
}
