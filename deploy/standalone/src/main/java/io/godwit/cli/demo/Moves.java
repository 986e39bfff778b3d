package io.godwit.cli.demo;

import io.godwit.cli.demo.GuestLoad.DemoGuest;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.gateway.GatewayClient.Wanted;
import io.godwit.cli.gateway.HostView;
import io.godwit.cli.gateway.Migration;
import io.godwit.cli.progress.Follower;
import io.godwit.cli.progress.ProgressView;
import io.godwit.cli.terminal.Screen;
import io.godwit.parts.PartFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The demonstration's guests on their way, and how they fared. */
final class Moves {
  private static final String EVACUATION = "evacuation";
  private static final Duration HOSTS_LIMIT = Duration.ofSeconds(60);
  private static final Duration MOVE_LIMIT = Duration.ofMinutes(10);
  private final Stage stage;
  private final List<DemoGuest> guests;
  private final GatewayClient client;
  private final Screen screen;

  /**
   * @param screen for progress
   */
  Moves(Stage stage, List<DemoGuest> guests, GatewayClient client, Screen screen) {
    this.stage = stage;
    this.guests = guests;
    this.client = client;
    this.screen = screen;
  }

  /**
   * How they fared.
   *
   * @param notes which of them did not arrive; empty: all did
   */
  record Fared(List<DemoRow> rows, List<String> notes) {}

  /** Waits until the control plane has heard of all hosts and guests. */
  void awaitKnown() throws InterruptedException {
    long deadline = System.nanoTime() + HOSTS_LIMIT.toNanos();
    while (!known(client.hosts())) {
      if (System.nanoTime() > deadline) {
        throw new PartFailed(
            "the agents did not report hosts and guests within %d s"
                .formatted(HOSTS_LIMIT.toSeconds()));
      }
      Thread.sleep(200);
    }
  }

  private boolean known(List<HostView> hosts) {
    return hosts.stream()
            .anyMatch(host ->
                host.host().equals(stage.source())
                    && guests.stream().allMatch(guest -> host.runs(guest.name())))
        && hosts.stream()
            .anyMatch(host ->
                host.host().equals(stage.destination())
                    && host.alive()
                    && host.hypervisorConnected());
  }

  /** Moves all at once, as if the host had to be emptied, and follows them to their ends. */
  Fared run() throws Exception {
    var migrations = new ArrayList<Migration>();
    for (var guest : guests) {
      var wanted = new Wanted(guest.name(), stage.destination(), EVACUATION, null);
      migrations.add(client.request(wanted, null));
    }
    return fared(followed(migrations));
  }

  private List<Migration> followed(List<Migration> migrations) throws InterruptedException {
    try (var view = ProgressView.on(screen)) {
      return new Follower(client, view::show).follow(migrations, MOVE_LIMIT);
    }
  }

  private Fared fared(List<Migration> migrations) throws Exception {
    var rows = new ArrayList<DemoRow>();
    var notes = new ArrayList<String>();
    for (int i = 0; i < migrations.size(); i++) {
      var migration = migrations.get(i);
      var guest = guests.get(i);
      rows.add(DemoRow.of(migration, suffered(guest, migration)));
      if (!migration.completed() || !stage.arrived(guest)) {
        notes.add("%s does not run on %s alone".formatted(guest.name(), stage.destination()));
      }
    }
    return new Fared(List.copyOf(rows), List.copyOf(notes));
  }

  private Stage.@Nullable Suffered suffered(DemoGuest guest, Migration migration) throws Exception {
    Instant from = migration.startedAt();
    Instant to = migration.endedAt();
    return from == null || to == null ? null : stage.suffered(guest, from, to);
  }
}
