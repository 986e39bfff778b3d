package io.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.HostId;
import io.godwit.events.wire.Topics;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bad request for evacuations, plans, settings and places in the queue. */
class FleetBadRequestsTest {
  private static final String EVACUATIONS = "/api/v1/evacuations";
  private static final String PLANS = "/api/v1/plans";
  private static final String SETTINGS = "/api/v1/hosts/bad-fleet/settings";
  private static final String MIGRATION = "/api/v1/migrations/" + new UUID(1, 1);
  private static final List<String> JSON = List.of("Content-Type", "application/json");
  private static final RunningGateway GATEWAY = RunningGateway.get();

  @BeforeAll
  static void aFleet() {
    var id = new HostId("bad-fleet");
    GATEWAY.publish(
        Topics.INVENTORY, "bad-fleet", Story.inventory(id, Instant.now(), Story.GUEST), null);
    RunningGateway.eventually(
        () -> GATEWAY.get("/api/v1/hosts").toString(), hosts -> hosts.contains("bad-fleet"));
  }

  static Stream<BadRequest> cases() {
    return Stream.of(evacuations(), settings(), windows(), plansAndPlaces()).flatMap(List::stream);
  }

  private static List<BadRequest> evacuations() {
    var unknown = EVACUATIONS + "/" + new UUID(1, 1);
    return List.of(
        post(EVACUATIONS, "", 400, null, "the body must be a JSON object with the field host"),
        post(EVACUATIONS, "{}", 400, "host", "host is required"),
        post(EVACUATIONS, "{\"host\":7}", 400, "host", "host must be a text"),
        post(EVACUATIONS, "{\"host\":\"a b\"}", 400, "host", "host is no host name: 'a b'"),
        evacuate("\"from\":\"x\"", 400, "from", "from is not a known field"),
        evacuate("\"reason\":\"fun\"", 400, "reason", "reason must be one of evacuation"),
        evacuate("\"reason\":\"user\"", 400, "reason", "reason must be evacuation or maintenance"),
        evacuate("\"destinations\":\"bad-a\"", 400, "destinations", "destinations must be a list"),
        evacuate("\"destinations\":[null]", 400, "destinations[0]", "must not be null"),
        evacuate("\"destinations\":[\"a b\"]", 400, "destinations[0]", "is no host name: 'a b'"),
        evacuate(
            "\"destinations\":[\"bad-fleet\"]",
            400,
            "destinations",
            "destinations contains the host itself"),
        evacuate(
            "\"destinations\":[\"nowhere\"]",
            422,
            "destinations",
            "destinations: there is no host 'nowhere'"),
        evacuate(
            "\"explanation\":\"" + "x".repeat(501) + "\"",
            400,
            "explanation",
            "explanation is longer than 500 characters"),
        post(EVACUATIONS, "{\"host\":\"nowhere\"}", 422, "host", "there is no host 'nowhere'"),
        of("PUT", EVACUATIONS, 405, null, "Method 'PUT' is not supported"),
        of("GET", EVACUATIONS + "?state=flying", 400, "state", "state must be one of requested"),
        of("GET", EVACUATIONS + "?host=a+b", 400, "host", "host is no host name"),
        of("GET", EVACUATIONS + "?limit=0", 400, "limit", "limit must be a whole number from 1"),
        of("GET", EVACUATIONS + "?guest=x", 400, "guest", "guest is not a known parameter"),
        of("GET", EVACUATIONS + "/xyz", 404, "id", "id is no UUID: 'xyz'"),
        of("GET", unknown, 404, "id", "there is no evacuation with id"),
        of("DELETE", unknown, 404, "id", "there is no evacuation with id"),
        of(
            "DELETE",
            unknown + "?running=kill",
            400,
            "running",
            "running must be one of finish, cancel, is 'kill'"),
        of("DELETE", unknown + "?run=finish", 400, "run", "run is not a known parameter"));
  }

  private static List<BadRequest> settings() {
    return List.of(
        put("", null, "the body must be a JSON object"),
        put("[]", null, "the body must be a JSON object"),
        put("{\"limit\":1}", "limit", "limit is not a known field"),
        put("{\"outgoingLimit\":-1}", "outgoingLimit", "outgoingLimit must be at least 0, is -1"),
        put("{\"incomingLimit\":-1}", "incomingLimit", "incomingLimit must be at least 0, is -1"),
        put("{\"incomingLimit\":\"4\"}", "incomingLimit", "must be a whole number"),
        put(
            "{\"bandwidthCapBytesPerSecond\":-5}",
            "bandwidthCapBytesPerSecond",
            "must not be negative, is -5"),
        put(
            "{\"bandwidthCapBytesPerSecond\":\"1G\"}",
            "bandwidthCapBytesPerSecond",
            "must be a whole number"),
        put("{\"closed\":\"no\"}", "closed", "closed must be true or false"),
        put("{\"postCopyForbidden\":0}", "postCopyForbidden", "must be true or false"),
        new BadRequest(
            "settings of a host that is not there",
            "PUT",
            "/api/v1/hosts/nowhere/settings",
            "{}",
            JSON,
            422,
            "host",
            "host: there is no host 'nowhere'"),
        new BadRequest(
            "settings of what is no host name",
            "PUT",
            "/api/v1/hosts/-x/settings",
            "{}",
            JSON,
            400,
            "host",
            "host is no host name: '-x'"),
        of("GET", SETTINGS, 405, null, "Method 'GET' is not supported"));
  }

  private static List<BadRequest> windows() {
    var kind = "\"kind\":\"blackout\",";
    var from = "\"from\":\"2026-11-21T20:00:00Z\",";
    var until = "\"until\":\"2026-11-21T22:00:00Z\"";
    var good = "{" + kind + from + until + "}";
    return List.of(
        put("{\"windows\":{}}", "windows", "windows must be a list"),
        put("{\"windows\":[null]}", "windows[0]", "windows[0] must not be null"),
        put("{\"windows\":[7]}", "windows[0]", "windows[0] must be a JSON object"),
        window(kind + until, "windows[0].from", "is required"),
        window(from + until, "windows[0].kind", "is required"),
        window(
            "\"kind\":\"night\"," + from + until,
            "windows[0].kind",
            "windows[0].kind must be one of blackout, maintenance"),
        window(
            kind + "\"from\":\"tonight\"," + until,
            "windows[0].from",
            "windows[0].from must be a time like"),
        window(
            kind + from + "\"until\":\"2026-11-21T19:00:00Z\"",
            "windows[0].until",
            "windows[0].until must be after from"),
        window(
            kind + from + until + ",\"everyMillis\":60000",
            "windows[0].everyMillis",
            "windows[0].everyMillis must not be shorter than the window"),
        window(
            kind + from + until + ",\"every\":60000",
            "windows[0].every",
            "windows[0].every is not a known field"),
        put(
            "{\"windows\":[" + (good + ",").repeat(50) + good + "]}",
            "windows",
            "windows must be at most 50, is 51"));
  }

  private static List<BadRequest> plansAndPlaces() {
    return List.of(
        post(PLANS, "{}", 400, "guest", "guest is required"),
        post(PLANS, "{\"guest\":\"web-1\",\"priority\":200}", 400, "priority", "at most 100"),
        post(PLANS, "{\"guest\":\"web-1\",\"force\":true}", 400, "force", "not a known field"),
        post(PLANS, "{\"guest\":\"web-9\"}", 422, "guest", "no host has a guest 'web-9'"),
        of("GET", PLANS + "/xyz", 404, "id", "id is no UUID: 'xyz'"),
        of("GET", PLANS + "/" + new UUID(1, 1), 404, "id", "there is no plan with id"),
        of("POST", "/api/v1/queue", 405, null, "Method 'POST' is not supported"),
        patch("{\"priority\":5}", 404, "id", "there is no migration with id"),
        patch("{}", 404, "id", "there is no migration with id"),
        patch("{\"priority\":\"high\"}", 400, "priority", "priority must be a whole number"),
        patch("{\"prio\":5}", 400, "prio", "prio is not a known field"),
        patch("", 400, null, "the body must be a JSON object with the field priority or tuning"),
        tune("\"throttleBudgetPercent\":100", "tuning.throttleBudgetPercent", "must be at most 99"),
        tune("\"throttleBudgetPercent\":-1", "tuning.throttleBudgetPercent", "must be at least 0"),
        tune("\"downtimeBudgetMillis\":-1", "tuning.downtimeBudgetMillis", "must not be negative"),
        tune("\"pauseBudgetMillis\":\"1s\"", "tuning.pauseBudgetMillis", "whole number"),
        tune("\"bandwidthBytesPerSecond\":-1", "tuning.bandwidthBytesPerSecond", "negative"),
        tune("\"deadline\":\"soon\"", "tuning.deadline", "must be a time like"),
        tune("\"lastResort\":\"pray\"", "tuning.lastResort", "one of abort, keep-running, pause"),
        tune("\"postCopyAllowed\":1", "tuning.postCopyAllowed", "must be true or false"),
        tune("\"downtime\":1", "tuning.downtime", "is not a known field"),
        patch("{\"tuning\":{}}", 400, "tuning", "tuning must change something"),
        patch("{\"tuning\":7}", 400, "tuning", "tuning must be a JSON object"),
        complete("{\"override\":1}", 400, "override", "override must be true or false"),
        complete("{\"force\":true}", 400, "force", "force is not a known field"),
        complete("", 400, null, "the body must be a JSON object"),
        complete("{}", 404, "id", "there is no migration with id"),
        post(PLANS, "{\"guest\":\"web-1\",\"deadline\":5}", 400, "deadline", "a time like"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isAProblemThatNamesItsField(BadRequest bad) {
    bad.check();
  }

  @Test
  void aPriorityOutOfRangeIsNamedForAMigrationThatIsThere() {
    var answer = GATEWAY.post("{\"guest\":\"%s\"}".formatted(Story.GUEST.uuid()));
    var path = answer.headers().firstValue("Location").orElseThrow();
    for (var body : List.of("{\"priority\":101}", "{\"priority\":null}", "{}")) {
      var refused = GATEWAY.sendJson("PATCH", path, body);
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
      assertThat(RunningGateway.json(refused).path("field").asString()).isEqualTo("priority");
    }
  }

  @Test
  void whatNeedsAnExplanationSaysSo() {
    var answer = GATEWAY.post("{\"guest\":\"%s\"}".formatted(Story.GUEST.uuid()));
    var path = answer.headers().firstValue("Location").orElseThrow();
    var tuned = GATEWAY.sendJson("PATCH", path, "{\"tuning\":{\"postCopyAllowed\":true}}");
    var forced = GATEWAY.sendJson("POST", path + "/complete", "{\"override\":true}");
    for (var refused : List.of(tuned, forced)) {
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
      assertThat(RunningGateway.json(refused).path("field").asString()).isEqualTo("explanation");
    }
    var early = GATEWAY.sendJson("POST", path + "/complete", "{}");
    assertThat(early.statusCode()).as(early.body()).isEqualTo(409);
    assertThat(early.body()).contains("the migration does not run yet");
  }

  private static BadRequest evacuate(String member, int status, String field, String detail) {
    return post(EVACUATIONS, "{\"host\":\"bad-fleet\"," + member + "}", status, field, detail);
  }

  private static BadRequest window(String members, String field, String detail) {
    return put("{\"windows\":[{" + members + "}]}", field, detail);
  }

  private static BadRequest put(String body, @Nullable String field, String detail) {
    return with("PUT", SETTINGS, body, 400, field, detail);
  }

  private static BadRequest patch(String body, int status, @Nullable String field, String detail) {
    return with("PATCH", MIGRATION, body, status, field, detail);
  }

  private static BadRequest tune(String member, String field, String detail) {
    return patch("{\"tuning\":{" + member + "}}", 400, field, detail);
  }

  private static BadRequest complete(
      String body, int status, @Nullable String field, String detail) {
    return with("POST", MIGRATION + "/complete", body, status, field, detail);
  }

  private static BadRequest post(
      String path, String body, int status, @Nullable String field, String detail) {
    return with("POST", path, body, status, field, detail);
  }

  private static BadRequest with(
      String method, String path, String body, int status, @Nullable String field, String detail) {
    var shown = body.length() > 80 ? body.substring(0, 80) + "..." : body;
    var name = "%s %s %s: %s".formatted(method, path, shown, detail);
    return new BadRequest(name, method, path, body, JSON, status, field, detail);
  }

  private static BadRequest of(
      String method, String path, int status, @Nullable String field, String detail) {
    return new BadRequest(method + " " + path, method, path, "", List.of(), status, field, detail);
  }
}
