package io.godwit.agent.hypervisor.simulated;

import io.godwit.agent.physics.Workload;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestLabels;
import io.godwit.events.GuestRef;
import io.godwit.events.InvalidField;

/**
 * What a migration feels of a guest.
 *
 * @param guest its identity and name
 * @param memory its memory
 * @param workload what it does with it
 * @param virtualCpus its virtual CPUs
 * @param persistent whether its definition outlives its run
 * @param labels what its metadata says of it
 */
public record SimulatedGuest(
    GuestRef guest,
    Bytes memory,
    Workload workload,
    int virtualCpus,
    boolean persistent,
    GuestLabels labels) {
  /** What a guest's kernel and program use beside the working set, as seen in small guests. */
  private static final Bytes OVERHEAD = Bytes.ofMebi(64);

  public SimulatedGuest {
    if (memory.count() == 0 || workload.used().compareTo(memory) > 0) {
      throw new InvalidField("used", "must fit in the memory, which must not be none");
    }
  }

  /** A persistent guest of one CPU that uses its working set and a little more. */
  public static SimulatedGuest of(
      GuestRef guest, Bytes memory, Bytes workingSet, BytesPerSecond dirtyRate) {
    return new SimulatedGuest(
        guest,
        memory,
        Workload.steady(usedBy(workingSet, memory), workingSet, dirtyRate),
        1,
        true,
        GuestLabels.NONE);
  }

  /** What a guest with that working set uses of its memory. */
  public static Bytes usedBy(Bytes workingSet, Bytes memory) {
    var wanted = workingSet.plus(OVERHEAD);
    return wanted.compareTo(memory) < 0 ? wanted : memory;
  }
}
