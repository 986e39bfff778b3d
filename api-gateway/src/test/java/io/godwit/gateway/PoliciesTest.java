package io.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Policies are made, changed, asked for and retired over HTTP, and stand on their topic. */
class PoliciesTest {
  private static final String POLICIES = "/api/v1/policies";
  private static final String INTENT =
      """
      {"objective": "least-work-lost", "initialDowntimeMillis": 300, "downtimeBudgetMillis": 500,
       "throttleBudgetPercent": 20, "bandwidthShare": 1.0, "postCopyAllowed": true,
       "pauseBudgetMillis": 0, "localMinimumAllowed": true, "lastResort": "keep-running"}\
      """;
  private final RunningGateway gateway = RunningGateway.get();
  private final String name = "p-" + UUID.randomUUID();
  private final String path = POLICIES + "/" + name;

  @Test
  void whatIsShippedIsShownWithWhatItSays() {
    var all = gateway.get(POLICIES).path("policies");
    var standard = named(all, "standard-user");
    assertThat(standard.path("shipped").asBoolean()).isTrue();
    assertThat(standard.path("version").asInt()).isEqualTo(1);
    assertThat(standard.path("intent").path("downtimeBudgetMillis").asLong()).isPositive();
    assertThat(named(all, "nova").path("ladder").path("rungs").size()).isPositive();
  }

  private static JsonNode named(JsonNode policies, String name) {
    for (var one : policies) {
      if (one.path("name").asString().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no " + name + " among " + policies);
  }

  @Test
  void aPolicyIsMadeChangedAndRetiredAndEachVersionStandsOnTheTopic() {
    var made = gateway.sendJson("PUT", path, body("gold", INTENT));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    assertThat(made.headers().firstValue("ETag")).hasValue("\"1\"");
    var changed =
        gateway.sendJson(
            "PUT", path, body("gold", INTENT.replace("500", "900")), "If-Match", "\"1\"");
    assertThat(changed.headers().firstValue("ETag")).hasValue("\"2\"");
    var lost = gateway.sendJson("PUT", path, body("gold", INTENT), "If-Match", "\"1\"");
    assertThat(lost.statusCode()).as(lost.body()).isEqualTo(412);
    assertThat(RunningGateway.json(lost).path("field").asString()).isEqualTo("If-Match");
    var retired = gateway.send("DELETE", path, "", "If-Match", "\"2\"");
    assertThat(retired.statusCode()).as(retired.body()).isEqualTo(200);
    var shown = gateway.get(path);
    assertThat(shown.path("retired").asBoolean()).isTrue();
    assertThat(shown.path("by").asString()).isEqualTo(Story.ASKER);
    assertThat(shown.path("versions").size()).isEqualTo(3);
    assertThat(shown.path("versions").get(1).path("intent").path("downtimeBudgetMillis").asInt())
        .isEqualTo(900);
    assertThat(written(3)).extracting(PolicyDefinition::version).containsExactly(1, 2, 3);
    assertThat(gateway.send("DELETE", path, "").statusCode()).isEqualTo(409);
  }

  private List<PolicyDefinition> written(int count) {
    var definitions = new ArrayList<PolicyDefinition>();
    var records =
        gateway.records(gateway.topic(Topics.POLICIES), one -> name.equals(one.key()), count);
    for (var record : records) {
      if (EventRecords.read(Topics.POLICIES, record)
          instanceof Received.Event<PolicyDefinition> event) {
        definitions.add(event.data());
      }
    }
    return definitions;
  }

  @Test
  void theMostFittingPolicyIsChosenAndTheReasonSaid() {
    gateway.sendJson("PUT", path, body(name, INTENT));
    var query = "/match?reason=evacuation&class=critical&label=tier=" + name + "&label=a=b";
    var choice = gateway.get(POLICIES + query);
    assertThat(choice.path("policy").path("name").asString()).isEqualTo(name);
    assertThat(choice.path("why").asString()).contains(name);
    var other = gateway.get(POLICIES + "/match?reason=evacuation&class=critical");
    assertThat(other.path("policy").path("name").asString()).isEqualTo("critical-evacuation");
  }

  @Test
  void versionsThatComeOnTheTopicAreShownAndCountOn() {
    gateway.sendJson("PUT", path, body("gold", INTENT));
    var first = written(1).getFirst();
    var fourth =
        new PolicyDefinition(
            name,
            4,
            first.at(),
            "urn:elsewhere",
            false,
            first.match(),
            first.intent(),
            null,
            "nova");
    gateway.publish(Topics.POLICIES, name, fourth, null);
    var shown =
        RunningGateway.eventually(() -> gateway.get(path), one -> one.path("version").asInt() == 4);
    assertThat(shown.path("shadow").asString()).isEqualTo("nova");
    assertThat(shown.path("by").asString()).isEqualTo("urn:elsewhere");
    var next = gateway.sendJson("PUT", path, body("gold", INTENT));
    assertThat(next.headers().firstValue("ETag")).hasValue("\"5\"");
  }

  @Test
  void ofTwoChangesOfTheSameVersionAtOnceOnlyOneIsMade() {
    gateway.sendJson("PUT", path, body("gold", INTENT));
    var changes = new ArrayList<CompletableFuture<Integer>>();
    for (int i = 0; i < 4; i++) {
      changes.add(
          CompletableFuture.supplyAsync(() ->
              gateway
                  .sendJson("PUT", path, body("gold", INTENT), "If-Match", "\"1\"")
                  .statusCode()));
    }
    assertThat(changes.stream().map(CompletableFuture::join))
        .containsExactlyInAnyOrder(200, 412, 412, 412);
    assertThat(gateway.get(path).path("version").asInt()).isEqualTo(2);
  }

  static Stream<BadRequest> cases() {
    return Stream.of(
        put("{}", 400, "match", "match is required"),
        put("", 400, null, "the body must be a JSON object"),
        put("{\"match\":{\"precedence\":1}}", 400, "intent", "exactly one of intent and ladder"),
        put(with("\"intent\":{}"), 400, "intent.throttleBudgetPercent", "whole number"),
        intent("20", "100", "intent.throttleBudgetPercent", "must be at most 99, is 100"),
        intent("20", "-1", "intent.throttleBudgetPercent", "must be at least 0, is -1"),
        intent("20", "\"x\"", "intent.throttleBudgetPercent", "must be a whole number"),
        intent("20", "null", "intent.throttleBudgetPercent", "must be a whole number"),
        intent("1.0", "2", "intent.bandwidthShare", "must be more than 0 and at most 1"),
        intent("300", "501", "intent.initialDowntimeMillis", "must not exceed"),
        intent("\"keep-running\"", "\"pause\"", "intent.lastResort", "needs a pauseBudgetMillis"),
        intent("\"keep-running\"", "\"x\"", "intent.lastResort", "must be one of abort"),
        intent("\"least-work-lost\"", "\"x\"", "intent.objective", "must be one of least-time"),
        intent("\"objective\"", "\"pray\":1,\"objective\"", "intent.pray", "not a known field"),
        put(
            "{\"match\":{\"precedence\":2000},\"intent\":" + INTENT + "}",
            400,
            "match.precedence",
            "must be from -1000 to 1000"),
        put(
            "{\"match\":{\"precedence\":1,\"reasons\":[\"fun\"]},\"intent\":" + INTENT + "}",
            400,
            "match.reasons[0]",
            "must be one of evacuation"),
        put(
            with("\"intent\":" + INTENT + ",\"shadow\":\"nothing-such\""),
            422,
            "shadow",
            "no policy"),
        put(with("\"intent\":" + INTENT + ",\"shadow\":\"bad\""), 400, "shadow", "itself"),
        at("PUT", "/Bad!", with("\"intent\":" + INTENT), 400, "name", "must be lower-case"),
        at("PUT", "/match", with("\"intent\":" + INTENT), 400, "name", "must not be 'match'"),
        at("GET", "/nothing-such", "", 404, "name", "there is no policy 'nothing-such'"),
        at("DELETE", "/nothing-such", "", 404, "name", "there is no policy 'nothing-such'"),
        at("DELETE", "/nova", "", 409, "name", "is shipped"),
        at("GET", "/match?reason=fun", "", 400, "reason", "must be one of evacuation"),
        at("GET", "/match?class=fun", "", 400, "class", "must be one of critical"),
        at("GET", "/match?label=x", "", 400, "label", "must be KEY=VALUE"),
        at("GET", "/match?label=a=1&label=a=2", "", 400, "label", "gives 'a' twice"),
        at("GET", "/match?reason=user&reason=user", "", 400, "reason", "must be given once"),
        at("GET", "/match?why=x", "", 400, "why", "is not a known parameter"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isAProblemThatNamesItsField(BadRequest bad) {
    bad.check();
  }

  private static BadRequest intent(String old, String fresh, String field, String detail) {
    return put(with("\"intent\":" + INTENT.replaceFirst(old, fresh)), 400, field, detail);
  }

  private static BadRequest put(String body, int status, @Nullable String field, String detail) {
    return at("PUT", "/bad", body, status, field, detail);
  }

  private static BadRequest at(
      String method, String end, String body, int status, @Nullable String field, String detail) {
    return new BadRequest(
        "%s %s %s".formatted(method, end, detail),
        method,
        POLICIES + end.replace("!", "%21"),
        body,
        List.of("Content-Type", "application/json"),
        status,
        field,
        detail);
  }

  private static String with(String member) {
    return "{\"match\":{\"precedence\":1}," + member + "}";
  }

  private static String body(String tier, String intent) {
    return "{\"match\":{\"labels\":{\"tier\":\"%s\"},\"precedence\":10},\"intent\":%s}"
        .formatted(tier, intent);
  }
}
