package io.godwit.events.agent;

import io.godwit.events.Bytes;
import io.godwit.events.GuestRef;
import io.godwit.events.Require;

/**
 * What a destination has to know of a guest to answer for it.
 *
 * @param guest which guest
 * @param memory its memory
 * @param virtualCpus its virtual CPUs
 */
public record GuestSpec(GuestRef guest, Bytes memory, int virtualCpus) {
  public GuestSpec {
    Require.present(guest, "guest");
    Require.present(memory, "memoryBytes");
    Require.atLeast(virtualCpus, 1, "virtualCpus");
  }
}
