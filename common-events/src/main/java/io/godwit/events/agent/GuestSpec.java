package io.godwit.events.agent;

import io.godwit.events.Bytes;
import io.godwit.events.GuestRef;
import io.godwit.events.Require;
import org.jspecify.annotations.Nullable;

/**
 * What a destination has to know of a guest to answer for it.
 *
 * @param guest which guest
 * @param memory its memory
 * @param virtualCpus its virtual CPUs
 * @param needs what else it needs of a host; absent: its source has not said
 * @param used of its memory, the rest was never written to; absent: not known
 */
public record GuestSpec(
    GuestRef guest,
    Bytes memory,
    int virtualCpus,
    @Nullable GuestNeeds needs,
    @Nullable Bytes used) {
  public GuestSpec {
    Require.present(guest, "guest");
    Require.present(memory, "memoryBytes");
    Require.atLeast(virtualCpus, 1, "virtualCpus");
  }

  /** One of which no needs are known. */
  public GuestSpec(GuestRef guest, Bytes memory, int virtualCpus) {
    this(guest, memory, virtualCpus, null, null);
  }

  /** One of which it is not known how much of its memory it uses. */
  public GuestSpec(GuestRef guest, Bytes memory, int virtualCpus, @Nullable GuestNeeds needs) {
    this(guest, memory, virtualCpus, needs, null);
  }

  /** What is to be sent at least once; what was never written to costs next to nothing. */
  public Bytes memoryToSend() {
    return used == null || used.compareTo(memory) > 0 ? memory : used;
  }
}
