package io.godwit.agent.hypervisor;

import io.godwit.events.GuestRef;

/** Two hosts and what the contract test needs of them. */
public interface Rig {
  Hypervisor source();

  Hypervisor destination();

  /** Under which the source reaches the destination. */
  String destinationUri();

  /** Under which the source reaches nobody. */
  String nowhereUri();

  /** A hypervisor that does not answer, with a time limit of at most two seconds. */
  Hypervisor unreachable();

  /** Starts a persistent guest on the source. */
  GuestRef start(String name, int memoryMebi, int workingSetMebi, int dirtyMebiPerSecond);

  /**
   * Starts a persistent guest on the source that does little, with a disk vda of 64 MiB in the
   * source's pool default, of which half is written.
   */
  GuestRef startWithDisk(String name, String format);

  /** Ends a guest at the source without undefining it. */
  void shutOff(GuestRef guest);

  /** Ends and removes a guest, wherever it is. */
  void remove(GuestRef guest);
}
