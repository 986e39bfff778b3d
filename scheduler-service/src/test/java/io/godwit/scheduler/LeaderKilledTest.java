package io.godwit.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.MigrationId;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.events.request.MigrationRequest;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Two replicas under load, and the one that leads is killed. */
class LeaderKilledTest {
  private static final int HOSTS = 6;
  private static final int GUESTS = 12;
  private static final int LIMIT = 2;
  private final Deployment deployment = new Deployment();
  private final List<String> settings =
      List.of(
          "--scheduler.leadership.ttl=1s",
          "--scheduler.limits.outgoing-per-host=" + LIMIT,
          "--scheduler.limits.incoming-per-host=" + LIMIT,
          "--scheduler.links.least-share=0");
  private final ScriptedFleet fleet =
      new ScriptedFleet(
          deployment,
          HOSTS,
          GUESTS,
          Duration.ofMillis(400),
          Bytes.ofMebi(512 * 40L),
          BytesPerSecond.ofMebi(1000),
          true);

  @Test
  void limitsHoldAndEverythingEndsWhenTheLeaderIsKilled() throws Exception {
    var leader = deployment.startProcess(settings);
    Process other = null;
    try (var events = new Listening<>(deployment, Topics.EVENTS, Duration.ofSeconds(150))) {
      fleet.start();
      awaitEpoch(1);
      other = deployment.startProcess(settings);
      requestAll();
      events.until(MigrationCompleted.class::isInstance, HOSTS * GUESTS / 4);

      leader.destroyForcibly().waitFor();
      // What was published just before the kill may come again: each counts once.
      var completed = new HashSet<MigrationId>();
      events.until(
          event -> event instanceof MigrationCompleted && completed.add(event.about().migration()),
          HOSTS * GUESTS);

      var said = events.all();
      awaitEpoch(2);
      assertThat(Overlaps.mostOutgoing(said)).isEqualTo(LIMIT);
      assertThat(Overlaps.mostIncoming(said)).isLessThanOrEqualTo(LIMIT);
      sequences(said)
          .forEach((id, sequences) ->
              assertThat(sequences)
                  .as("events of %s", id)
                  .containsExactlyElementsOf(
                      LongStream.rangeClosed(1, sequences.size()).boxed().toList()));
    } finally {
      leader.destroyForcibly();
      if (other != null) {
        other.destroyForcibly();
      }
      fleet.stop();
    }
  }

  private static Map<Object, List<Long>> sequences(List<MigrationEvent> said) {
    return said.stream()
        .map(MigrationEvent::about)
        .collect(
            Collectors.groupingBy(
                about -> about.migration(),
                Collectors.collectingAndThen(
                    Collectors.toList(),
                    list -> list.stream().map(a -> a.sequence()).distinct().sorted().toList())));
  }

  private void requestAll() {
    try (var platform = deployment.producer()) {
      for (int h = 0; h < HOSTS; h++) {
        for (var guest : fleet.guestsOf(h)) {
          var request = new RequestMigration(guest.name(), null, null, null);
          var event =
              new Received.Event<MigrationRequest>(
                  guest.name(), "urn:test", Instant.now(), null, request);
          var _ =
              platform.send(
                  EventRecords.write(Topics.REQUESTS, deployment.prefix, guest.name(), event));
        }
      }
      platform.flush();
    }
  }

  /** Polls, since a row of the other process cannot be waited for otherwise. */
  private void awaitEpoch(long wanted) throws SQLException, InterruptedException {
    var deadline = Instant.now().plusSeconds(60);
    while (epoch() < wanted) {
      assertThat(Instant.now()).as("nobody leads under epoch %d", wanted).isBefore(deadline);
      Thread.sleep(100);
    }
  }

  private long epoch() throws SQLException {
    var access = deployment.database;
    try (var connection =
            DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
        var statement = connection.createStatement();
        var exists = statement.executeQuery("select to_regclass('scheduler.leader') is not null")) {
      if (!exists.next() || !exists.getBoolean(1)) {
        return 0;
      }
      try (var row = statement.executeQuery("select epoch from scheduler.leader where id = 1")) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }
}
