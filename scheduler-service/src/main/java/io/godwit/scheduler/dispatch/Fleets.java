package io.godwit.scheduler.dispatch;

/** The port to what is known of the fleet. */
public interface Fleets {

  /** The hosts as they are known now, without the migrations between them. */
  Fleet hosts();
}
