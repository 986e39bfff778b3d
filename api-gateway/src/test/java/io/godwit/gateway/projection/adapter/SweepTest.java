package io.godwit.gateway.projection.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.About;
import io.godwit.events.EvacuationId;
import io.godwit.events.GuestClass;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationEnded;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationRequested;
import io.godwit.events.evacuation.EvacuationEvent.Outcome;
import io.godwit.events.migration.MigrationEvent.MigrationCancelled;
import io.godwit.events.migration.MigrationEvent.MigrationRequested;
import io.godwit.events.plan.PlanMade;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import io.godwit.events.wire.Topics;
import io.godwit.gateway.RunningGateway;
import io.godwit.gateway.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What ended long ago is forgotten, on the real database. */
class SweepTest {
  private static final Duration KEPT = Duration.ofDays(30);
  private final RunningGateway gateway = RunningGateway.get();
  private final JdbcTemplate database = new JdbcTemplate(gateway.bean(DataSource.class));
  private final String key = UUID.randomUUID().toString();

  @Test
  void migrationsThatEndedLongAgoAreForgottenWithTheirHistory() {
    var old = MigrationId.of("urn:test:old", key);
    var recent = MigrationId.of("urn:test:recent", key);
    var unended = MigrationId.of("urn:test:unended", key);
    request(unended, Instant.now().minus(KEPT).minusSeconds(60));
    cancelled(recent, Instant.now().minus(KEPT).plusSeconds(3600));
    cancelled(old, Instant.now().minus(KEPT).plusSeconds(3600));
    RunningGateway.eventually(() -> status("/api/v1/migrations/" + unended), one -> one == 200);
    database.update(
        "update gateway.migration set ended_at = ended_at - interval '2 hours' where id = ?",
        old.value());

    gateway.bean(Sweep.class).sweep();

    assertThat(status("/api/v1/migrations/" + old)).isEqualTo(404);
    assertThat(
            count(
                "select count(*) from gateway.history where migration_id = ? or type = ?",
                old,
                "-"))
        .isZero();
    assertThat(status("/api/v1/migrations/" + recent)).isEqualTo(200);
    assertThat(gateway.get("/api/v1/migrations/" + recent + "/events").path("events").size())
        .isEqualTo(2);
    assertThat(status("/api/v1/migrations/" + unended)).as("it has not ended").isEqualTo(200);
  }

  @Test
  void evacuationsThatEndedLongAgoAreForgotten() {
    var id = EvacuationId.of("urn:test:old", key);
    var at = Instant.now().minus(KEPT).minusSeconds(60);
    var request = new RequestEvacuation(new HostId("swept"), null, null, null);
    gateway.publish(
        Topics.EVACUATIONS,
        id.toString(),
        new EvacuationRequested(
            new io.godwit.events.evacuation.EvacuationEvent.About(id, 1, at),
            request,
            Reason.EVACUATION,
            Story.ASKER),
        null);
    var path = "/api/v1/evacuations/" + id;
    RunningGateway.eventually(() -> status(path), one -> one == 200);
    gateway.bean(Sweep.class).sweep();
    assertThat(status(path)).as("it has not ended").isEqualTo(200);
    gateway.publish(
        Topics.EVACUATIONS,
        id.toString(),
        new EvacuationEnded(
            new io.godwit.events.evacuation.EvacuationEvent.About(id, 2, at),
            Outcome.COMPLETED,
            0,
            List.of(),
            Duration.ZERO),
        null);
    RunningGateway.eventually(
        () -> gateway.get(path).path("state").asString(""), "completed"::equals);
    gateway.bean(Sweep.class).sweep();
    assertThat(status(path)).isEqualTo(404);
  }

  @Test
  void plansAreKeptForADay() {
    var id = MigrationId.of("urn:test:plan", key);
    gateway.publish(
        Topics.PLANS,
        id.toString(),
        new PlanMade(id, Story.START, Story.GUEST, Story.A, Story.POLICY, null, List.of()),
        null);
    var path = "/api/v1/plans/" + id;
    RunningGateway.eventually(() -> status(path), one -> one == 200);
    age(id, "23 hours");
    gateway.bean(Sweep.class).sweep();
    assertThat(status(path)).isEqualTo(200);
    age(id, "25 hours");
    gateway.bean(Sweep.class).sweep();
    assertThat(status(path)).isEqualTo(404);
  }

  private void age(MigrationId id, String age) {
    database.update(
        "update gateway.plan set kept_since = now() - cast(? as interval) where id = ?",
        age,
        id.value());
  }

  private void cancelled(MigrationId id, Instant at) {
    request(id, at.minusSeconds(10));
    gateway.publish(
        Topics.EVENTS, id.toString(), new MigrationCancelled(new About(id, 0, 2, at), null), null);
    RunningGateway.eventually(
        () ->
            count(
                "select count(*) from gateway.migration where id = ? and state = ?",
                id,
                "cancelled"),
        one -> one == 1);
  }

  private void request(MigrationId id, Instant at) {
    gateway.publish(
        Topics.EVENTS,
        id.toString(),
        new MigrationRequested(
            new About(id, 0, 1, at),
            Story.REQUEST,
            Reason.MAINTENANCE,
            GuestClass.STANDARD,
            Story.ASKER),
        null);
  }

  private int count(String query, MigrationId id, String text) {
    var found = database.queryForObject(query, Integer.class, id.value(), text);
    return found == null ? 0 : found;
  }

  private int status(String path) {
    return gateway.send("GET", path, "").statusCode();
  }
}
