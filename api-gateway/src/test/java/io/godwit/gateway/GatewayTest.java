package io.godwit.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.MigrationId;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.request.MigrationRequest.CancelMigration;
import io.godwit.events.wire.DeadLetters;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The gateway between real HTTP, a real broker and a real database. */
class GatewayTest {
  private static final String BODY =
      "{\"guest\":\"web-1\",\"destination\":\"host-b\",\"reason\":\"maintenance\"}";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private final RunningGateway gateway = RunningGateway.get();
  private final String key = "key-" + UUID.randomUUID();
  private final Story story = new Story(MigrationId.of(Story.ASKER, key));

  GatewayTest() {
    gateway.publish(
        Topics.INVENTORY, "host-a", Story.inventory(Story.A, Instant.now(), Story.GUEST), null);
    gateway.publish(Topics.INVENTORY, "host-b", Story.inventory(Story.B, Instant.now()), null);
    RunningGateway.eventually(
        () -> gateway.get("/api/v1/hosts").toString(),
        hosts -> hosts.contains("host-a") && hosts.contains("host-b"));
  }

  @Test
  void aRequestIsOnItsTopicWhenItIsAnsweredAndShowsAsRequested() {
    var answer =
        gateway.post(
            BODY, "Idempotency-Key", key, "traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Location"))
        .hasValue("/api/v1/migrations/" + story.id());
    var record = requestRecord(key);
    assertThat(record.key()).isEqualTo(story.id().toString());
    assertThat(header(record, "ce_source")).isEqualTo(Story.ASKER);
    assertThat(header(record, "ce_type")).isEqualTo("migration.request.v1");
    assertThat(header(record, "traceparent"))
        .as("the caller's trace goes on, in a span of the gateway's")
        .matches("00-" + TRACE + "-(?!b7ad6b7169203331)[0-9a-f]{16}-01");
    assertThat(read(record)).isEqualTo(Story.REQUEST);

    var view = gateway.get("/api/v1/migrations/" + story.id());
    assertThat(view.path("state").asString()).isEqualTo("requested");
    assertThat(view).isEqualTo(RunningGateway.json(answer));
    assertThat(view.path("summary").asString())
        .isEqualTo("Requested; the scheduler has not taken it up yet.");
  }

  @Test
  void aTraceBeginsHereWhereTheCallerHasNone() {
    gateway.post(BODY, "Idempotency-Key", key);
    assertThat(header(requestRecord(key), "traceparent"))
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
  }

  @Test
  void aKeyIsMadeUpWhereThereIsNone() {
    var answer = gateway.post(BODY);
    var made = answer.headers().firstValue("Idempotency-Key").orElseThrow();
    assertThat(RunningGateway.json(answer).path("id").asString())
        .isEqualTo(MigrationId.of(Story.ASKER, made).toString());
  }

  @Test
  void theSameKeyIsTheSameMigrationAndAnotherBodyAConflict() {
    var first = gateway.post(BODY, "Idempotency-Key", key);
    var second = gateway.post(" " + BODY, "Idempotency-Key", key);
    assertThat(second.statusCode()).isEqualTo(202);
    assertThat(RunningGateway.json(second).path("id"))
        .isEqualTo(RunningGateway.json(first).path("id"));
    var other = gateway.post("{\"guest\":\"web-1\"}", "Idempotency-Key", key);
    assertProblem(other, 409, "Idempotency-Key");
  }

  @Test
  void aLifeIsProjectedExplainedAndListed() {
    gateway.post(BODY, "Idempotency-Key", key);
    tellLife();
    var view = await("completed");

    assertThat(view.path("mode").asString()).isEqualTo("post-copy");
    assertThat(view.path("totalMillis").asLong()).isEqualTo(6200);
    assertThat(view.path("downtimeMillis").asLong()).isEqualTo(12);
    assertThat(view.path("guest").path("uuid").asString()).isEqualTo(Story.GUEST.uuid().toString());
    assertThat(view.path("policy").path("downtimeBudgetMillis").asLong()).isEqualTo(500);
    assertThat(view.path("phase").isMissingNode()).isTrue();
    assertThat(view.path("progress").path("dirtyRateBytesPerSecond").asLong())
        .isEqualTo(402L << 20);
    assertThat(view.path("summary").asString()).startsWith("Post-copy after pass 1: the guest");

    var events = gateway.get("/api/v1/migrations/" + story.id() + "/events").path("events");
    assertThat(events.valueStream().map(event -> event.path("type").asString()))
        .containsExactly(
            "migration.requested.v1",
            "migration.queued.v1",
            "migration.checking.v1",
            "migration.preparing.v1",
            "migration.running.v1",
            "migration.escalation-decided.v1",
            "migration.switched-to-post-copy.v1",
            "migration.verifying.v1",
            "migration.completed.v1");
    assertThat(events.path(1).path("data").path("waitingFor").asString())
        .isEqualTo("a free outgoing slot on host-a");

    var explanation = gateway.get("/api/v1/migrations/" + story.id() + "/explanation");
    assertThat(explanation.path("sentences").valueStream().map(s -> s.path("text").asString()))
        .hasSize(16)
        .contains("Host host-a did it: the guest resumed at host-b.");

    assertThat(listed("guest=web-1&state=completed")).contains(story.id().toString());
    assertThat(listed("guest=" + Story.GUEST.uuid() + "&limit=1000"))
        .contains(story.id().toString());
    assertThat(listed("state=running")).doesNotContain(story.id().toString());
  }

  @Test
  void duplicatesAndLateRecordsChangeNothing() {
    tellLife();
    var view = await("completed");
    var events = gateway.get("/api/v1/migrations/" + story.id() + "/events");
    tellLife();
    var marker = new Story(MigrationId.of("urn:test", key));
    tell(marker.requested(), marker);
    RunningGateway.eventually(
        () -> gateway.get("/api/v1/migrations/" + marker.id()).path("state").asString(""),
        state -> state.equals("requested"));
    assertThat(gateway.get("/api/v1/migrations/" + story.id())).isEqualTo(view);
    assertThat(gateway.get("/api/v1/migrations/" + story.id() + "/events")).isEqualTo(events);
  }

  @Test
  void aCancelIsWrittenUntilItIsTooLate() {
    gateway.post(BODY, "Idempotency-Key", key);
    var path = "/api/v1/migrations/" + story.id();
    assertThat(gateway.send("DELETE", path, "").statusCode()).isEqualTo(202);
    var record =
        gateway.record(
            gateway.topic(Topics.REQUESTS),
            one ->
                "migration.cancel.v1".equals(header(one, "ce_type"))
                    && story.id().toString().equals(one.key()));
    assertThat(read(record)).isEqualTo(new CancelMigration(story.id(), null));

    story.life().subList(0, 6).forEach(event -> tell(event, story));
    RunningGateway.eventually(
        () -> gateway.get(path).path("phase").asString(""), "post-copy"::equals);
    var late = gateway.send("DELETE", path, "");
    assertProblem(late, 409, null);
    assertThat(late.body()).contains("the guest runs at the destination already");
  }

  @Test
  void whatIsNoEventGoesToTheDeadLettersAndTheNextGoesOn() {
    var topic = gateway.topic(Topics.EVENTS);
    gateway.publish(new ProducerRecord<>(topic, key, "no event".getBytes(UTF_8)));
    tell(story.requested(), story);

    var letter = gateway.record(topic + ".dlt", one -> key.equals(one.key()));
    assertThat(new String(letter.value(), UTF_8)).isEqualTo("no event");
    assertThat(header(letter, DeadLetters.REASON))
        .isEqualTo("ce_specversion is missing: not a CloudEvent in binary mode");
    assertThat(header(letter, DeadLetters.READER)).isEqualTo("gateway.projection");
    assertThat(await("requested").path("requestedBy").asString()).isEqualTo(Story.ASKER);
  }

  @Test
  void whatTheDatabaseCannotKeepGoesToTheDeadLettersAndTheNextGoesOn() {
    var queued =
        new MigrationEvent.MigrationQueued(
            story.queued().about(), Story.GUEST, Story.A, "a \u0000 byte");
    tell(story.requested(), story);
    tell(queued, story);
    var letter =
        gateway.record(
            gateway.topic(Topics.EVENTS) + ".dlt", one -> story.id().toString().equals(one.key()));
    assertThat(header(letter, DeadLetters.REASON)).startsWith("the read model cannot keep it");
    tell(story.checking(), story);
    await("checking");
  }

  @Test
  void hostsShowTheirInventoryAndWhetherTheyAreAlive() {
    gateway.publish(Topics.HEARTBEATS, "host-a", Story.heartbeat(Story.A, Instant.now()), null);
    var host =
        RunningGateway.eventually(() -> host("host-a"), one -> one.path("alive").asBoolean(false));
    assertThat(host.path("hypervisor").asString()).isEqualTo("QEMU 11.1.2, libvirt 12.8.0");
    assertThat(host.path("linkRateBytesPerSecond").asLong()).isEqualTo(62_500_000);
    assertThat(host.path("migrationsRunning").asInt()).isEqualTo(1);
    assertThat(host.path("guests").path(0).path("name").asString()).isEqualTo("web-1");
    assertThat(host.path("guests").path(0).path("state").asString()).isEqualTo("running");
    assertThat(host("host-b").path("alive").asBoolean(true)).isFalse();
  }

  @Test
  void theApiDescribesItself() {
    var api = gateway.get("/v3/api-docs");
    assertThat(api.path("paths").propertyNames())
        .containsExactlyInAnyOrder(
            "/api/v1/migrations",
            "/api/v1/migrations/{id}",
            "/api/v1/migrations/{id}/events",
            "/api/v1/migrations/{id}/explanation",
            "/api/v1/migrations/{id}/complete",
            "/api/v1/policies",
            "/api/v1/policies/match",
            "/api/v1/policies/{name}",
            "/api/v1/hosts",
            "/api/v1/hosts/{host}/settings",
            "/api/v1/queue",
            "/api/v1/plans",
            "/api/v1/plans/{id}",
            "/api/v1/evacuations",
            "/api/v1/evacuations/{id}",
            "/api/v1/live");
    var schemas = api.path("components").path("schemas");
    assertThat(schemas.path("MigrationRequest").path("properties").propertyNames())
        .containsExactlyInAnyOrder(
            "guest",
            "destination",
            "reason",
            "guestClass",
            "forced",
            "priority",
            "project",
            "diskCopy",
            "deadline",
            "lastResort");
    assertThat(schemas.path("MigrationRequest").path("required").toString())
        .isEqualTo("[\"guest\"]");
    assertThat(schemas.path("EvacuationRequest").path("properties").propertyNames())
        .containsExactlyInAnyOrder("host", "reason", "destinations", "explanation");
    assertThat(schemas.path("HostSettings").path("properties").propertyNames())
        .containsExactlyInAnyOrder(
            "outgoingLimit",
            "incomingLimit",
            "bandwidthCapBytesPerSecond",
            "closed",
            "windows",
            "postCopyForbidden");
    assertThat(schemas.path("Tuning").path("properties").propertyNames())
        .containsExactlyInAnyOrder(
            "deadline",
            "downtimeBudgetMillis",
            "throttleBudgetPercent",
            "pauseBudgetMillis",
            "postCopyAllowed",
            "bandwidthBytesPerSecond",
            "lastResort");
    assertThat(schemas.path("PolicyContent").path("required").toString()).isEqualTo("[\"match\"]");
    assertThat(parameters(api, "/api/v1/policies/match", "get"))
        .containsExactlyInAnyOrder("reason", "class", "project", "label");
    assertThat(parameters(api, "/api/v1/policies/{name}", "put"))
        .containsExactlyInAnyOrder("name", "If-Match", "If-None-Match");
    assertThat(schemas.propertyNames())
        .contains("Plan", "Candidate", "Fact", "Claims", "Evacuation", "Queue", "Resources");
    assertThat(parameters(api, "/api/v1/evacuations/{id}", "delete")).contains("id", "running");
    assertThat(parameters(api, "/api/v1/evacuations", "get")).contains("host", "state", "limit");
    assertThat(parameters(api, "/api/v1/live", "get"))
        .contains("migration", "evacuation", "plan", "Last-Event-ID");
    assertThat(parameters(api, "/api/v1/plans", "post")).containsExactly("Idempotency-Key");
    assertThat(schemas.path("Problem").path("properties").has("field")).isTrue();
  }

  private static List<String> parameters(JsonNode api, String path, String method) {
    return api.path("paths")
        .path(path)
        .path(method)
        .path("parameters")
        .valueStream()
        .map(one -> one.path("name").asString())
        .toList();
  }

  @Test
  void probesAndMetricsAnswer() {
    assertThat(gateway.get("/actuator/health/liveness").path("status").asString()).isEqualTo("UP");
    assertThat(gateway.get("/actuator/health/readiness").path("status").asString()).isEqualTo("UP");
    gateway.post(BODY);
    assertThat(gateway.send("GET", "/actuator/prometheus", "").body())
        .contains("godwit_gateway_requests_total{", "godwit_gateway_projection_delay_seconds")
        .contains("godwit_gateway_live_clients", "http_server_requests_seconds");
  }

  private void tellLife() {
    story.life().forEach(event -> tell(event, story));
    var id = story.id().toString();
    gateway.publish(Topics.ESCALATIONS, id, story.postCopyDecided(), null);
    gateway.publish(Topics.TRENDS, id, story.trend(5, 2, Outlook.PLATEAU), null);
    gateway.publish(Topics.PROGRESS, id, story.sample(6, 2), null);
    gateway.publish(Topics.AGENT_EVENTS, id, story.applied(), null);
  }

  private void tell(MigrationEvent event, Story of) {
    gateway.publish(
        Topics.EVENTS, of.id().toString(), event, "00-" + TRACE + "-b7ad6b7169203331-01");
  }

  /** The view with this state and everything else that was told. */
  private JsonNode await(String state) {
    var path = "/api/v1/migrations/" + story.id();
    if (state.equals("completed")) {
      RunningGateway.eventually(
          () -> gateway.get(path + "/explanation").toString(), text -> text.contains("did it"));
      RunningGateway.eventually(
          () -> gateway.get(path), one -> one.path("progress").path("pass").asInt(0) == 2);
    }
    return RunningGateway.eventually(
        () -> gateway.get(path), one -> one.path("state").asString("").equals(state));
  }

  private String listed(String query) {
    return gateway.get("/api/v1/migrations?" + query).toString();
  }

  private JsonNode host(String name) {
    return gateway
        .get("/api/v1/hosts")
        .path("hosts")
        .valueStream()
        .filter(host -> host.path("host").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private ConsumerRecord<String, byte[]> requestRecord(String id) {
    return gateway.record(gateway.topic(Topics.REQUESTS), one -> id.equals(header(one, "ce_id")));
  }

  private static Object read(ConsumerRecord<String, byte[]> record) {
    return EventRecords.read(Topics.REQUESTS, record) instanceof Received.Event<?> event
        ? event.data()
        : "unreadable";
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  private static void assertProblem(
      HttpResponse<String> response, int status, @org.jspecify.annotations.Nullable String field) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(RunningGateway.json(response).path("field").asString(null)).isEqualTo(field);
  }
}
