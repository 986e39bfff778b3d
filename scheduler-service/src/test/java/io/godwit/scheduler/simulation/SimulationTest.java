package io.godwit.scheduler.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.agent.GuestState;
import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.scheduler.evacuation.Evacuation;
import io.godwit.scheduler.evacuation.EvacuationState;
import io.godwit.scheduler.migration.Migration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Two schedulers over one store, hosts with real capacities, and everything that can go wrong; the
 * invariants are checked after every step. A failure prints its seed and how to replay it.
 */
class SimulationTest {
  private static final long FIRST = Long.getLong("godwit.simulation.seed", 1);
  private static final long SEEDS = Long.getLong("godwit.simulation.seeds", 200);

  @Test
  void limitsHoldNothingLeaksAndEverythingEndsWhateverHappens() {
    var seen = new ConcurrentSkipListMap<String, Integer>();
    var failures = new ConcurrentSkipListMap<Long, Throwable>();
    LongStream.range(FIRST, FIRST + SEEDS)
        .parallel()
        .forEach(seed -> {
          try {
            live(seed, seen);
          } catch (RuntimeException | AssertionError failure) {
            failures.put(seed, failure);
          }
        });
    failures.forEach((seed, failure) -> {
      throw new AssertionError(replay(seed) + failure.getMessage(), failure);
    });
    System.out.println(seen);
    if (SEEDS >= 100) {
      // The property is worth what its runs go through: this is what they have to.
      assertThat(seen.keySet())
          .contains(
              "AttemptFailed DESTINATION_REFUSED",
              "AttemptFailed HYPERVISOR_ERROR",
              "AttemptFailed HOST_SILENT",
              "MigrationCompleted",
              "MigrationFailed",
              "MigrationCancelled",
              "MigrationRejected",
              "MigrationPreempted",
              "MigrationRecovering",
              "BandwidthGranted",
              "PriorityChanged",
              "EvacuationEnded COMPLETED",
              "EvacuationEnded INCOMPLETE",
              "EvacuationEnded CANCELLED",
              "EvacuationRejected",
              "stood by",
              "leaders overtaken",
              "commits refused");
    }
  }

  private static String replay(long seed) {
    return "seed %d, replayed by: ./mvnw -o -pl scheduler-service test -Dtest=SimulationTest"
            .formatted(seed)
        + " -Dgodwit.simulation.seed=%d -Dgodwit.simulation.seeds=1: ".formatted(seed);
  }

  private static void live(long seed, Map<String, Integer> seen) {
    var simulation = Mischief.run(seed);
    check(simulation);
    simulation.replicas.forEach(replica -> {
      seen.merge("commits refused", replica.conflicts, Integer::sum);
      if (replica.overtaken > 0) {
        seen.merge("leaders overtaken", replica.overtaken, Integer::sum);
      }
    });
    if (simulation.stoodBy() > 0) {
      seen.merge("stood by", simulation.stoodBy(), Integer::sum);
    }
    simulation.evacuationEvents.forEach(event -> seen.merge(name(event), 1, Integer::sum));
    simulation.events.forEach(event -> seen.merge(name(event), 1, Integer::sum));
  }

  private static String name(Object event) {
    var type = event.getClass().getSimpleName();
    return switch (event) {
      case MigrationEvent.AttemptFailed failed -> type + " " + failed.cause();
      case EvacuationEvent.EvacuationEnded ended -> type + " " + ended.outcome();
      default -> type;
    };
  }

  private static void check(Simulation simulation) {
    assertThat(simulation.migrations())
        .filteredOn(migration -> !migration.state().terminal())
        .as("migrations that did not end")
        .extracting(Migration::id, Migration::state, Migration::waitingFor)
        .isEmpty();
    assertThat(simulation.evacuations())
        .filteredOn(evacuation -> evacuation.state() != EvacuationState.ENDED)
        .extracting(Evacuation::id, Evacuation::state, Evacuation::guests)
        .as("evacuations that did not end")
        .isEmpty();
    assertThat(simulation.cleanups()).as("what was not removed").isEmpty();
    for (var machine : simulation.reality.machines.values()) {
      assertThat(machine.prepared).as("left on %s", machine).isEmpty();
      assertThat(machine.residents().values())
          .extracting(Machine.Resident::state)
          .as("on %s", machine)
          .allMatch(state -> state == GuestState.RUNNING);
      volumes(machine);
    }
  }

  /** Every volume is of a guest that runs there, and every local disk is where its guest is. */
  private static void volumes(Machine machine) {
    var owned =
        machine.residents().values().stream()
            .map(Machine.Resident::guest)
            .map(Guest::disk)
            .filter(Objects::nonNull)
            .map(Guest.LocalDisk::volume)
            .toList();
    assertThat(machine.volumes.keySet())
        .as("on %s", machine)
        .containsExactlyInAnyOrderElementsOf(owned);
  }
}
