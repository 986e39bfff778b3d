package io.godwit.agent.simulation;

import io.godwit.agent.physics.Workload;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.Require;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A guest, and the way that it is to go.
 *
 * @param name of the guest
 * @param memory of the guest
 * @param workload what it does with it
 * @param age how long it has run: where it is in its spells
 * @param disks that are copied before the memory
 * @param link between the hosts
 * @param limit of the migration itself; absent: none
 * @param continuous whether the source looks for dirtied pages all the time once post-copy is
 *     armed, as QEMU 11 does and QEMU 10 does not
 * @param quota whether the source can slow a guest in flight, by a quota of its CPUs
 */
public record Scenario(
    String name,
    Bytes memory,
    Workload workload,
    Duration age,
    Bytes disks,
    SharedLink link,
    @Nullable BytesPerSecond limit,
    boolean continuous,
    boolean quota) {
  public Scenario {
    Require.text(name, "name", 100);
    Require.notNegative(age, "age");
    Require.atLeast(memory.count(), workload.used().count(), "memory");
  }
}
