package io.godwit.scheduler.simulation;

import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.RefusalReason;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.MigrationState;
import io.godwit.scheduler.simulation.Store.Transaction;
import io.godwit.scheduler.simulation.Tables.Cleanup;
import java.time.Duration;
import java.util.List;

/** What attempts left behind, until the hosts say that it is gone. */
final class Cleaning {
  private static final Duration AGAIN = Duration.ofSeconds(10);
  private final Desk desk;
  private final Store store;
  private final Clockwork clock;

  Cleaning(Desk desk, Store store, Clockwork clock) {
    this.desk = desk;
    this.store = store;
    this.clock = clock;
  }

  void track(Transaction tx, List<AgentCommand> commands) {
    var now = clock.now();
    for (var command : commands) {
      var order = command.order();
      var row =
          switch (command) {
            case AgentCommand.TearDown down ->
                new Cleanup(
                    order.migration(),
                    order.attempt(),
                    order.host(),
                    false,
                    down.guest().uuid(),
                    List.of(),
                    now,
                    now.plus(AGAIN));
            case AgentCommand.ReleaseSource release ->
                new Cleanup(
                    order.migration(),
                    order.attempt(),
                    order.host(),
                    true,
                    release.guest().uuid(),
                    release.disks(),
                    now,
                    now.plus(AGAIN));
            default -> null;
          };
      if (row != null && tx.lock(row.key(), Cleanup.class) == null) {
        tx.put(row.key(), row);
      }
    }
  }

  void answered(Transaction tx, AgentEvent event) {
    switch (event) {
      case AgentEvent.DestinationTornDown _ -> forget(tx, event, false);
      case AgentEvent.SourceReleased _ -> forget(tx, event, true);
      case AgentEvent.CommandRefused refused -> {
        boolean nothing =
            refused.reason() == RefusalReason.UNKNOWN_GUEST
                || refused.reason() == RefusalReason.DONE;
        if (nothing && refused.command().equals("agent.tear-down.v1")) {
          forget(tx, event, false);
        } else if (nothing && refused.command().equals("agent.release-source.v1")) {
          forget(tx, event, true);
        }
      }
      default -> {}
    }
  }

  private static void forget(Transaction tx, AgentEvent event, boolean release) {
    var about = event.about();
    var key = Tables.cleanup(about.migration(), about.attempt(), event.host(), release);
    if (tx.lock(key, Cleanup.class) != null) {
      tx.delete(key);
    }
  }

  List<Cleanup> due() {
    return store.all("cleanup", Cleanup.class).stream()
        .filter(row -> desk.isDue(row.nextAt()))
        .toList();
  }

  void lookAt(Transaction tx, Cleanup due) {
    var row = tx.lock(due.key(), Cleanup.class);
    if (row == null || !desk.isDue(row.nextAt())) {
      return;
    }
    if (row.release() && cameBack(tx, row)) {
      tx.delete(row.key());
      return;
    }
    if (!row.release()) {
      desk.tell(tx, row.migration(), new Input.TearDownAgain(row.attempt(), row.host()));
    } else if (Tables.activeOf(tx, row.guest()).isEmpty()) {
      desk.tell(
          tx, row.migration(), new Input.ReleaseAgain(row.attempt(), row.host(), row.disks()));
    }
    tx.put(
        row.key(),
        new Cleanup(
            row.migration(),
            row.attempt(),
            row.host(),
            row.release(),
            row.guest(),
            row.disks(),
            row.since(),
            clock.now().plus(AGAIN)));
  }

  /** Whether the guest came back to this host after that migration. */
  private static boolean cameBack(Transaction tx, Cleanup row) {
    return Tables.migrations(tx).stream()
        .filter(migration -> migration.state() == MigrationState.COMPLETED)
        .filter(migration -> !migration.since().isBefore(row.since()))
        .filter(migration -> migration.attemptOrThrow().destination().equals(row.host()))
        .map(Migration::guestOrThrow)
        .anyMatch(guest -> guest.guest().uuid().equals(row.guest()));
  }
}
