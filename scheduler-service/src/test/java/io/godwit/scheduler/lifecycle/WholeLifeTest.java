package io.godwit.scheduler.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentCommand.StartMigration;
import io.godwit.events.agent.Order;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.AttemptFailed;
import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.events.migration.MigrationEvent.MigrationFailed;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole lives of migrations between two simulated hosts, over a bus that loses, duplicates, delays
 * and reorders, with hypervisors that fail in every way there is. A failure prints its seed; it is
 * replayed by {@code new World(seed).live()}.
 */
class WholeLifeTest {
  private static final int LIVES = 400;

  @ParameterizedTest
  @ValueSource(longs = {1, 1_001, 2_001, 3_001, 4_001})
  void everyLifeEndsOnceFaultsStopAndKeepsTheSafetyRules(long firstSeed) {
    for (long seed = firstSeed; seed < firstSeed + LIVES; seed++) {
      var world = new World(seed);
      world.live();
      check(world);
    }
  }

  /** The property is worth what its lives go through: this is what they have to. */
  @Test
  void livesGoThroughEveryCourse() {
    var seen = new HashMap<String, Integer>();
    for (long seed = 1; seed <= 2_000; seed++) {
      var world = new World(seed);
      world.live();
      world.events.forEach(event -> seen.merge(name(event), 1, Integer::sum));
    }
    assertThat(seen.keySet())
        .as("%s", seen)
        .contains(
            "MigrationCompleted PRE_COPY",
            "MigrationCompleted POST_COPY",
            "MigrationFailed HOPELESS",
            "MigrationFailed HYPERVISOR_ERROR",
            "AttemptFailed DESTINATION_REFUSED",
            "AttemptFailed HYPERVISOR_ERROR",
            "AttemptFailed INTERRUPTED",
            "MigrationRecovering",
            "MigrationCancelling",
            "MigrationCancelled",
            "MigrationPreempted",
            "BandwidthGranted",
            "CancelRefused")
        .doesNotContain("MigrationFailed RUNS_TWICE", "MigrationFailed GUEST_ENDED");
  }

  private static String name(MigrationEvent event) {
    var type = event.getClass().getSimpleName();
    return switch (event) {
      case MigrationCompleted completed -> type + " " + completed.mode();
      case MigrationFailed failed -> type + " " + failed.cause();
      case AttemptFailed failed -> type + " " + failed.cause();
      default -> type;
    };
  }

  private static void check(World world) {
    var as = "seed %d: %s".formatted(world.seed, world.story());
    assertThat(world.state.state().terminal()).as(as).isTrue();
    assertThat(startsByAttempt(world.commands)).as(as).allMatch(starts -> starts == 1);
    assertThat(world.terminalChanges).as(as).isZero();
    assertThat(sequences(world)).as(as).isSorted().doesNotHaveDuplicates();
    assertThat(world.startsAtTheSource()).as(as).isLessThanOrEqualTo(world.state.attempts());
    switch (world.events.getLast()) {
      case MigrationCompleted _ -> assertThat(world.runsAtTheDestination()).as(as).isTrue();
      case MigrationFailed failed when failed.guestRunsOn() != null ->
          assertThat(world.runsAtTheSource()).as(as).isTrue();
      default -> {}
    }
  }

  private static Collection<Long> startsByAttempt(Collection<AgentCommand> commands) {
    return commands.stream()
        .filter(StartMigration.class::isInstance)
        .map(AgentCommand::order)
        .collect(Collectors.groupingBy(Order::attempt, Collectors.counting()))
        .values();
  }

  private static List<Long> sequences(World world) {
    return world.events.stream().map(event -> event.about().sequence()).toList();
  }
}
