package io.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.GuestRef;
import io.godwit.events.wire.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bad request by name: its status, its field, its words, and nothing of the inside. */
class BadRequestsTest {
  private static final String MIGRATIONS = "/api/v1/migrations";
  private static final RunningGateway GATEWAY = RunningGateway.get();

  @BeforeAll
  static void aFleetWithATwin() {
    var other = new GuestRef(new UUID(0, 7), "web-7");
    var twin = new GuestRef(new UUID(0, 8), "web-7");
    var now = Instant.now();
    publishInventory("bad-a", now, Story.GUEST, other);
    publishInventory("bad-b", now, twin);
    RunningGateway.eventually(
        () -> GATEWAY.get("/api/v1/hosts").toString(),
        hosts -> hosts.contains("bad-a") && hosts.contains("bad-b"));
  }

  private static void publishInventory(String host, Instant at, GuestRef... guests) {
    var id = new io.godwit.events.HostId(host);
    GATEWAY.publish(Topics.INVENTORY, host, Story.inventory(id, at, guests), null);
  }

  static Stream<BadRequest> cases() {
    var cases = new ArrayList<BadRequest>();
    cases.addAll(bodies());
    cases.addAll(headers());
    cases.addAll(addresses());
    cases.addAll(queries());
    return cases.stream();
  }

  private static List<BadRequest> bodies() {
    return List.of(
        post("broken JSON", "{\"guest\": ", 400, null, "no valid JSON"),
        post("no body", "", 400, null, "the body must be a JSON object with the field guest"),
        post("a body that is null", "null", 400, null, "the body is null"),
        post("a list", "[]", 400, null, "the body must be a JSON object with the field guest"),
        post("more behind the body", "{\"guest\":\"web-1\"} x", 400, null, "no valid JSON"),
        post("no guest", "{}", 400, "guest", "guest is required"),
        post("a guest that is null", "{\"guest\":null}", 400, "guest", "guest is required"),
        post("a blank guest", "{\"guest\":\" \"}", 400, "guest", "guest must not be blank"),
        post("a number as guest", "{\"guest\":-5}", 400, "guest", "guest must be a text"),
        post("an object as guest", "{\"guest\":{}}", 400, "guest", "guest must be a text"),
        post("a guest twice", "{\"guest\":\"a\",\"guest\":\"b\"}", 400, null, "no valid JSON"),
        post(
            "a field that is unknown",
            "{\"guest\":\"web-1\",\"maxDowntime\":-1}",
            400,
            "maxDowntime",
            "maxDowntime is not a known field"),
        post(
            "a destination that is no name",
            "{\"guest\":\"web-1\",\"destination\":\"a b\"}",
            400,
            "destination",
            "destination is no host name: 'a b'"),
        post(
            "a number as destination",
            "{\"guest\":\"web-1\",\"destination\":7}",
            400,
            "destination",
            "destination must be a text"),
        post(
            "a reason that is none",
            "{\"guest\":\"web-1\",\"reason\":\"fun\"}",
            400,
            "reason",
            "reason must be one of evacuation, maintenance, user, rebalance"),
        post(
            "a negative number as class",
            "{\"guest\":\"web-1\",\"guestClass\":-1}",
            400,
            "guestClass",
            "guestClass must be one of critical, standard, batch"),
        post(
            "an unknown guest",
            "{\"guest\":\"web-9\"}",
            422,
            "guest",
            "no host has a guest 'web-9'"),
        post(
            "a name of two guests",
            "{\"guest\":\"web-7\"}",
            422,
            "guest",
            "'web-7' is the name of 2 guests"),
        post(
            "an unknown destination",
            "{\"guest\":\"web-1\",\"destination\":\"nowhere\"}",
            422,
            "destination",
            "there is no host 'nowhere'"),
        post(
            "the host where the guest is",
            "{\"guest\":\"web-1\",\"destination\":\"bad-a\"}",
            422,
            "destination",
            "guest web-1 is at host bad-a already"),
        wish("\"deadline\":\"tomorrow\"", "deadline", "deadline must be a time like"),
        wish("\"lastResort\":\"pray\"", "lastResort", "one of abort, keep-running, pause"),
        wish("\"forced\":\"yes\"", "forced", "forced must be true or false"),
        wish("\"forced\":1", "forced", "forced must be true or false"),
        wish("\"forced\":true", "forced", "forced needs a destination"),
        wish("\"priority\":101", "priority", "priority must be at most 100, is 101"),
        wish("\"priority\":-101", "priority", "priority must be at least -100, is -101"),
        wish("\"priority\":1.5", "priority", "priority must be a whole number"),
        wish("\"priority\":\"5\"", "priority", "priority must be a whole number"),
        wish("\"priority\":99999999999", "priority", "priority must be a whole number"),
        wish("\"project\":\"\"", "project", "project must not be blank"),
        wish("\"project\":7", "project", "project must be a text"),
        wish(
            "\"project\":\"" + "x".repeat(101) + "\"",
            "project",
            "project is longer than 100 characters"),
        wish(
            "\"diskCopy\":\"half\"", "diskCopy", "diskCopy must be one of none, full, incremental"),
        wish("\"diskcopy\":\"full\"", "diskcopy", "diskcopy is not a known field"),
        post(
            "a body that is too large",
            "{\"guest\":\"" + "x".repeat(20_000) + "\"}",
            413,
            null,
            "the body is larger than 16384 bytes"));
  }

  private static List<BadRequest> headers() {
    var body = "{\"guest\":\"web-1\"}";
    return List.of(
        new BadRequest(
            "another media type",
            "POST",
            MIGRATIONS,
            body,
            List.of("Content-Type", "text/plain"),
            415,
            "Content-Type",
            "Content-Type must be application/json, is text/plain"),
        new BadRequest(
            "no media type",
            "POST",
            MIGRATIONS,
            body,
            List.of(),
            415,
            "Content-Type",
            "Content-Type must be application/json"),
        new BadRequest(
            "an answer that is not made",
            "GET",
            MIGRATIONS,
            "",
            List.of("Accept", "text/html"),
            406,
            "Accept",
            "Acceptable representations"),
        new BadRequest(
            "a key with a space",
            "POST",
            MIGRATIONS,
            body,
            List.of("Content-Type", "application/json", "Idempotency-Key", "two words"),
            400,
            "Idempotency-Key",
            "Idempotency-Key must be visible ASCII"),
        new BadRequest(
            "a key that is too long",
            "POST",
            MIGRATIONS,
            body,
            List.of("Content-Type", "application/json", "Idempotency-Key", "x".repeat(201)),
            400,
            "Idempotency-Key",
            "Idempotency-Key must have 1 to 200 characters, has 201"),
        new BadRequest(
            "an id of no stream",
            "GET",
            "/api/v1/live",
            "",
            List.of("Last-Event-ID", "nonsense"),
            400,
            "Last-Event-ID",
            "Last-Event-ID is no id of this stream"));
  }

  private static List<BadRequest> addresses() {
    var unknown = new UUID(1, 1);
    return List.of(
        of("GET", "/api/v1/nothing", 404, null, "there is nothing at /api/v1/nothing"),
        of("GET", "/", 404, null, "there is nothing at /"),
        of("PUT", MIGRATIONS, 405, null, "Method 'PUT' is not supported"),
        of("DELETE", "/api/v1/hosts", 405, null, "Method 'DELETE' is not supported"),
        of("GET", MIGRATIONS + "/xyz", 404, "id", "id is no UUID: 'xyz'"),
        of("GET", MIGRATIONS + "/" + unknown, 404, "id", "there is no migration with id"),
        of("GET", MIGRATIONS + "/" + unknown + "/events", 404, "id", "there is no migration"),
        of("GET", MIGRATIONS + "/" + unknown + "/explanation", 404, "id", "there is no migration"),
        of("DELETE", MIGRATIONS + "/" + unknown, 404, "id", "there is no migration with id"));
  }

  private static List<BadRequest> queries() {
    return List.of(
        of("GET", MIGRATIONS + "?limit=-1", 400, "limit", "limit must be a whole number from 1"),
        of("GET", MIGRATIONS + "?limit=many", 400, "limit", "limit must be a whole number from 1"),
        of("GET", MIGRATIONS + "?state=flying", 400, "state", "state must be one of requested"),
        of("GET", MIGRATIONS + "?stat=running", 400, "stat", "stat is not a known parameter"),
        of("GET", "/api/v1/live?migration=7", 400, "migration", "migration is no UUID: '7'"),
        of("GET", "/api/v1/live?plan=7", 400, "plan", "plan is no UUID: '7'"),
        of("GET", "/api/v1/live?evacuation=7", 400, "evacuation", "evacuation is no UUID: '7'"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isAProblemThatNamesItsField(BadRequest bad) {
    bad.check();
  }

  @Test
  void laterRequestsGoOn() {
    var good = GATEWAY.post("{\"guest\":\"web-1\",\"destination\":\"bad-b\"}");
    assertThat(good.statusCode()).as(good.body()).isEqualTo(202);
  }

  /** A request of a guest that is there, with one field more. */
  private static BadRequest wish(String member, String field, String detail) {
    var body = "{\"guest\":\"web-1\"," + member + "}";
    return post("a request with " + member, body, 400, field, detail);
  }

  private static BadRequest post(
      String name, String body, int status, @Nullable String field, String detail) {
    var headers = List.of("Content-Type", "application/json");
    return new BadRequest(name, "POST", MIGRATIONS, body, headers, status, field, detail);
  }

  private static BadRequest of(
      String method, String path, int status, @Nullable String field, String detail) {
    return new BadRequest(method + " " + path, method, path, "", List.of(), status, field, detail);
  }
}
