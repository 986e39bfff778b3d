package io.godwit.scheduler.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.events.agent.GuestState;
import io.godwit.events.migration.FailureCause;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.AttemptFailed;
import io.godwit.events.migration.MigrationEvent.MigrationChecking;
import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.MigrationState;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host that fills up between the first check and the start: it is found out in time. */
class FilledHostTest {
  private static final HostId SOURCE = new HostId("host1");
  private static final HostId ROOMY = new HostId("host2");
  private static final HostId OTHER = new HostId("host3");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void secondCheckFindsItReleasesItAndTakesTheNext(long seed) {
    var simulation = new Simulation(seed, Limits.DEFAULT);
    machine(simulation, SOURCE, 4096).put(guest(1, 1024), GuestState.RUNNING);
    machine(simulation, ROOMY, 16_384);
    machine(simulation, OTHER, 4096);
    simulation.faultsStop();
    simulation.store.watch(changes ->
        changes
            .values()
            .forEach(change -> {
              if (change.after() instanceof Migration migration) {
                fillWhilePreparing(simulation, migration);
              }
            }));
    simulation.runUntil(Clockwork.BEGIN.plusSeconds(3));

    var request = new RequestMigration("guest1", null, null, null);
    simulation.bus.send(new Bus.Message.Requested("one", request));
    simulation.runUntil(simulation.clock.now().plusSeconds(1));
    simulation.settle();

    assertThat(destinations(simulation)).containsExactly(ROOMY, OTHER);
    var failed = only(simulation, AttemptFailed.class);
    assertThat(failed.destination()).isEqualTo(ROOMY);
    assertThat(failed.cause()).isEqualTo(FailureCause.DESTINATION_REFUSED);
    assertThat(failed.detail()).contains("memory");
    assertThat(only(simulation, MigrationRunning.class).destination()).isEqualTo(OTHER);
    assertThat(only(simulation, MigrationCompleted.class).destination()).isEqualTo(OTHER);
    assertThat(Tables.flights(simulation.migrations())).isEmpty();
    assertThat(simulation.cleanups()).isEmpty();
    assertThat(simulation.reality.machine(ROOMY).prepared).isEmpty();
    assertThat(simulation.reality.machine(OTHER).residents()).containsOnlyKeys(guest(1, 0).uuid());
  }

  /** Somebody starts a guest there, as soon as the first verdict was yes. */
  private static void fillWhilePreparing(Simulation simulation, Migration migration) {
    var machine = simulation.reality.machine(ROOMY);
    if (migration.state() == MigrationState.PREPARING && machine.residents().isEmpty()) {
      assertThat(migration.attemptOrThrow().destination()).isEqualTo(ROOMY);
      machine.put(guest(9, 16_000), GuestState.RUNNING);
      machine.filledAt = simulation.clock.now();
    }
  }

  private static List<HostId> destinations(Simulation simulation) {
    return simulation.events.stream()
        .filter(MigrationChecking.class::isInstance)
        .map(event -> ((MigrationChecking) event).destination())
        .toList();
  }

  private static <E extends MigrationEvent> E only(Simulation simulation, Class<E> type) {
    var found = simulation.events.stream().filter(type::isInstance).map(type::cast).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static Machine machine(Simulation simulation, HostId id, int mebibytes) {
    var machine =
        new Machine(
            id,
            Bytes.ofMebi(mebibytes),
            BytesPerSecond.ofMebi(200),
            10_000_000,
            Bytes.ofMebi(1024),
            List.of());
    simulation.add(machine);
    return machine;
  }

  private static Guest guest(int number, int mebibytes) {
    return new Guest(
        new UUID(7, number),
        "guest" + number,
        Bytes.ofMebi(mebibytes),
        GuestLabels.NONE,
        null,
        null);
  }
}
