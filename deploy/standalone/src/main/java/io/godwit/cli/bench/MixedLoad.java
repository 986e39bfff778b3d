package io.godwit.cli.bench;

import io.godwit.cli.deployment.AgentPlan.SimulatedGuest;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Guests of mixed load: most are nearly idle, some are busy, one of 25 rewrites its memory faster
 * than the bottleneck carries it.
 */
final class MixedLoad {
  private static final long MEMORY_MIB = 512;

  /** What a simulated guest uses beside its working set. */
  private static final long SYSTEM_MIB = 64;

  private static final List<Load> USUAL =
      List.of(
          new Load(48, 1),
          new Load(64, 2),
          new Load(80, 1),
          new Load(96, 4),
          new Load(64, 8),
          new Load(128, 2),
          new Load(80, 1),
          new Load(112, 10),
          new Load(64, 20),
          new Load(96, 1));
  private static final Load HOT = new Load(96, 150);
  private static final int ONE_HOT_OF = 25;

  private MixedLoad() {}

  private record Load(long workingSetMib, long dirtyRateMibps) {}

  /** The same for the same number. */
  static List<SimulatedGuest> guests(int count, String host) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> guest(number, host)).toList();
  }

  private static SimulatedGuest guest(int number, String host) {
    var load = number % ONE_HOT_OF == 0 ? HOT : USUAL.get((number - 1) % USUAL.size());
    return new SimulatedGuest(
        "guest-%02d".formatted(number),
        host,
        MEMORY_MIB,
        load.workingSetMib(),
        load.dirtyRateMibps());
  }

  /** What the first pass of each sends at least: every page that is not zero, once. */
  static long bytesThatMustMove(List<SimulatedGuest> guests) {
    return guests.stream()
            .mapToLong(guest -> Math.min(guest.memoryMib(), guest.workingSetMib() + SYSTEM_MIB))
            .sum()
        << 20;
  }
}
