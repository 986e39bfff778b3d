package io.godwit.scheduler.migration.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.HostId;
import io.godwit.events.wire.EventJson;
import io.godwit.parts.Parts;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.MigrationState;
import io.godwit.scheduler.queue.Untimely;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows that the first version of the scheduler wrote, in a database that is brought to the present
 * one step by step. The bodies are that version's own, one of each state.
 */
class UpgradeTest {
  private static final int URGENCY = 2;

  /** The one among the bodies whose first attempt has failed. */
  private static final int TRIED = 6;

  private static final Instant REQUESTED = Instant.parse("2026-11-21T10:00:00Z");
  private final DriverManagerDataSource database = database();
  private final JdbcClient jdbc = JdbcClient.create(database);

  private static DriverManagerDataSource database() {
    var access = Parts.database();
    return new DriverManagerDataSource(
        access.jdbcUrl() + "?currentSchema=scheduler", access.user(), access.password());
  }

  @BeforeEach
  void upgradeWithRowsOfTheFirstVersion() throws IOException {
    migrate("1");
    for (var body : bodies()) {
      insert(body);
    }
    migrate("2");
    migrate("3");
    migrate("4");
    migrate("latest");
  }

  private void migrate(String version) {
    Flyway.configure().dataSource(database).schemas("scheduler").target(version).load().migrate();
  }

  private static List<ObjectNode> bodies() throws IOException {
    var bodies = new ArrayList<ObjectNode>();
    try (var in =
        Objects.requireNonNull(UpgradeTest.class.getResourceAsStream("migrations-of-v1.jsonl"))) {
      for (var line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        var body = (ObjectNode) EventJson.tolerant().readTree(line);
        int number = bodies.size() + 1;
        body.put("id", new UUID(1, number).toString());
        ((ObjectNode) body.get("guest").get("guest")).put("uuid", new UUID(2, number).toString());
        bodies.add(body);
      }
    }
    bodies.add(failed(bodies.get(TRIED)));
    return bodies;
  }

  /** One that had no further attempt. */
  private static ObjectNode failed(ObjectNode tried) {
    var body = tried.deepCopy();
    body.put("id", new UUID(1, 100).toString());
    ((ObjectNode) body.get("guest").get("guest")).put("uuid", new UUID(2, 100).toString());
    body.put("state", "failed");
    return body;
  }

  /** As that version did it. */
  private void insert(JsonNode body) {
    jdbc.sql(
            """
            insert into migration (id, version, guest, state, source, destination, urgency,
                                   requested_at, since, next_check_at, body)
            values (?, 0, ?, ?, ?, ?, ?, cast(? as timestamptz), cast(? as timestamptz),
                    cast(? as timestamptz), cast(? as jsonb))
            """)
        .param(1, UUID.fromString(body.get("id").asString()))
        .param(2, UUID.fromString(body.at("/guest/guest/uuid").asString()))
        .param(3, body.get("state").asString().toUpperCase(Locale.ROOT))
        .param(4, body.get("source").asString())
        .param(5, text(body.at("/current/destination")))
        .param(6, URGENCY)
        .param(7, REQUESTED.toString())
        .param(8, body.get("since").asString())
        .param(9, text(body.at("/nextCheckAt")))
        .param(10, body.toString())
        .update();
  }

  private static @Nullable String text(JsonNode node) {
    return node.isMissingNode() ? null : node.asString();
  }

  private List<Migration> all() {
    return jdbc.sql("select body from migration order by id")
        .query((row, _) -> Bodies.read(row.getString("body")))
        .list();
  }

  @Test
  void everyRowIsReadAsTheMigrationThatItWas() {
    assertThat(all())
        .extracting(Migration::state)
        .containsExactly(
            MigrationState.QUEUED,
            MigrationState.CHECKING,
            MigrationState.STARTING,
            MigrationState.RUNNING,
            MigrationState.VERIFYING,
            MigrationState.COMPLETED,
            MigrationState.QUEUED,
            MigrationState.CANCELLED,
            MigrationState.FAILED);
    assertThat(all()).allMatch(migration -> migration.origin().request().guest().equals("db1"));
    assertThat(all().get(6).tried()).hasSize(1);
  }

  @Test
  void attemptThatWasUnderWayHasItsPlacementWithTheGuestsMemoryAsItsClaim() {
    var attempts = all().stream().filter(one -> one.state().dispatched()).toList();
    assertThat(attempts).hasSize(4);
    for (var migration : attempts) {
      var attempt = migration.attemptOrThrow();
      assertThat(attempt.destination()).isEqualTo(new HostId("host2"));
      assertThat(attempt.claims().memory()).isEqualTo(migration.guestOrThrow().memory());
    }
  }

  @Test
  void failureOfAnEarlierVersionHasTheReasonOfItsLastAttempt() {
    var last = all().get(TRIED).tried().getLast();
    assertThat(all().getLast().end())
        .isEqualTo(new Migration.End(last.cause(), null, last.host() + ": " + last.detail()));
    assertThat(all()).filteredOn(one -> one.end() != null).hasSize(1);
  }

  @Test
  void indexOfTripsIsGoneAndTheOneOfMovesIsStillThere() {
    assertThat(
            jdbc.sql("select indexname from pg_indexes where schemaname = 'scheduler'")
                .query(String.class)
                .list())
        .doesNotContain("migration_trip")
        .contains("migration_moved");
  }

  @Test
  void queueAndWhatIsUnderWayAreFoundByTheirNewColumns() {
    var queue = new MigrationQueue(jdbc);
    var later = REQUESTED.plus(Duration.ofDays(1));
    var none = new Untimely(List.of(), List.of(), List.of());
    assertThat(queue.heads(List.of(new HostId("host1")), 16, 100, List.of(), none, later))
        .extracting(Migration::state)
        .containsExactly(MigrationState.QUEUED, MigrationState.QUEUED);
    assertThat(queue.dispatched()).hasSize(4);
    assertThat(queue.dispatchedTo(new HostId("host2"))).hasSize(4);
    assertThat(jdbc.sql("select distinct turn from migration").query(Instant.class).list())
        .containsExactly(REQUESTED.plus(Duration.ofMinutes(10L * URGENCY)));
  }

  @Test
  void projectOrSourceThatHasToWaitForAWindowDoesNotTakeTheHeads() {
    var queue = new MigrationQueue(jdbc);
    var host = new HostId("host1");
    var later = REQUESTED.plus(Duration.ofDays(1));
    for (var closed :
        List.of(
            new Untimely(List.of(""), List.of(), List.of()),
            new Untimely(List.of(), List.of(host), List.of()))) {
      assertThat(queue.heads(List.of(host), 16, 100, List.of(), closed, later)).isEmpty();
    }
    var maintenance = new Untimely(List.of(), List.of(), List.of(host));
    assertThat(queue.heads(List.of(host), 16, 100, List.of(), maintenance, later)).hasSize(2);
  }
}
