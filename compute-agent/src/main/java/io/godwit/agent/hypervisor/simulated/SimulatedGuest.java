package io.godwit.agent.hypervisor.simulated;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestRef;
import io.godwit.events.InvalidField;

/**
 * What a migration feels of a guest.
 *
 * @param guest its identity and name
 * @param memory its memory
 * @param used pages that are not zero: the others cost the first pass nothing
 * @param workingSet bytes that it keeps rewriting
 * @param dirtyRate at which it rewrites them
 * @param virtualCpus its virtual CPUs
 * @param persistent whether its definition outlives its run
 */
public record SimulatedGuest(
    GuestRef guest,
    Bytes memory,
    Bytes used,
    Bytes workingSet,
    BytesPerSecond dirtyRate,
    int virtualCpus,
    boolean persistent) {
  /** What a guest's kernel and program use beside the working set, as seen in small guests. */
  private static final Bytes OVERHEAD = Bytes.ofMebi(64);

  public SimulatedGuest {
    if (memory.count() == 0 || used.compareTo(memory) > 0 || workingSet.compareTo(used) > 0) {
      throw new InvalidField("workingSet", "must fit in what is used, and that in the memory");
    }
  }

  /** A persistent guest of one CPU that uses its working set and a little more. */
  public static SimulatedGuest of(
      GuestRef guest, Bytes memory, Bytes workingSet, BytesPerSecond dirtyRate) {
    var wanted = workingSet.plus(OVERHEAD);
    var used = wanted.compareTo(memory) < 0 ? wanted : memory;
    return new SimulatedGuest(guest, memory, used, workingSet, dirtyRate, 1, true);
  }

  /**
   * Distinct bytes that are dirty after {@code seconds}, when {@code dirty} were at first: W − (W −
   * d) e^(−D t / W).
   */
  double dirtyAfter(double seconds, double dirty) {
    double set = workingSet.count();
    return set == 0 ? 0 : set - (set - dirty) * Math.exp(-dirtyRate.count() * seconds / set);
  }
}
