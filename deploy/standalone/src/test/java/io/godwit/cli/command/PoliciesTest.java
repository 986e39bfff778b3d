package io.godwit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.gateway.CannedGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoliciesTest {
  private static final String LIST = "GET /api/v1/policies";
  private static final String ONE = LIST + "/gold";
  private static final String PUT = "PUT /api/v1/policies/gold";
  private static final String DELETE = "DELETE /api/v1/policies/gold";
  private static final String GOLD =
      """
      {"name": "gold", "version": 2, "shipped": false, "retired": false,
       "by": "urn:godwit:principal:operator",
       "match": {"reasons": ["user"], "classes": [], "projects": [],
         "labels": {"tier": "gold"}, "precedence": 10},
       "intent": {"objective": "least-work-lost", "downtimeBudgetMillis": 500,
         "throttleBudgetPercent": 20, "postCopyAllowed": true},
       "shadow": "nova"}
      """;
  private static final String LADDER =
      """
      {"name": "nova", "version": 1, "shipped": true, "retired": false,
       "match": {"reasons": [], "classes": [], "projects": [], "labels": {}, "precedence": -1000},
       "ladder": {"lookEveryMillis": 500, "rungs": [
         {"when": {"kind": "time", "afterMillis": 75000, "leastGib": 2},
          "step": {"kind": "raise-downtime", "maxDowntimeMillis": 500}}]}}
      """;

  @AutoClose private final CannedGateway gateway = new CannedGateway();

  @Test
  void listSaysWhereEachIsFromAndToWhatItApplies() {
    gateway.answer(LIST, 200, "{\"policies\": [" + GOLD + "," + LADDER + "]}");

    var ran = Commands.run(gateway, "policies");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(ran.out().lines().toList())
        .hasSize(3)
        .satisfies(lines -> {
          assertThat(lines.get(1))
              .matches(
                  "gold +2 +urn:godwit:principal:operator +reason user; label tier=gold"
                      + " \\(precedence 10\\) +least-work-lost +nova");
          assertThat(lines.get(2))
              .matches("nova +1 +shipped +whatever \\(precedence -1000\\) +ladder of 1 rungs +-");
        });
  }

  @Test
  void oneIsShownWithItsBudgetsOrItsRungs() {
    gateway.answer(ONE, 200, GOLD).answer(LIST + "/nova", 200, LADDER);

    assertThat(Commands.run(gateway, "policies", "show", "gold").out())
        .containsPattern("downtime budget +500 ms")
        .containsPattern("throttle budget +20 %")
        .containsPattern("post copy allowed +yes");
    assertThat(Commands.run(gateway, "policies", "show", "nova").out())
        .containsPattern("look every +500 ms")
        .containsPattern("rung +time \\(after 1 min 15 s, least gib 2\\): raise-downtime \\(max");
  }

  @Test
  void contentIsWhatSetTakes(@TempDir Path folder) throws IOException {
    gateway.answer(ONE, 200, GOLD).answer(PUT, 200, GOLD);
    var content = Commands.run(gateway, "policies", "show", "gold", "--content").out();
    assertThat(content).contains("\"match\"", "\"intent\"", "\"shadow\"").doesNotContain("version");
    var file = Files.writeString(folder.resolve("gold.json"), content);

    var ran = Commands.run(gateway, "policies", "set", "gold", "--file", file.toString());

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(gateway.asked().getLast()).isEqualTo(PUT + " " + content);
    assertThat(ran.out()).containsPattern("version +2");
  }

  @Test
  void refusalNamesTheFieldAndFails(@TempDir Path folder) throws IOException {
    gateway.answer(
        PUT,
        400,
        "{\"title\":\"t\",\"field\":\"intent.throttleBudgetPercent\",\"detail\":\"is 100\"}");
    var file = Files.writeString(folder.resolve("gold.json"), "{}");

    var ran = Commands.run(gateway, "policies", "set", "gold", "--file", file.toString());

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("godwit: intent.throttleBudgetPercent: is 100\n");
  }

  @Test
  void retiredOneIsShown() {
    gateway.answer(DELETE, 200, GOLD.replace("\"retired\": false", "\"retired\": true"));

    var ran = Commands.run(gateway, "policies", "retire", "gold", "--if-version", "2");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(ran.out()).containsPattern("from +retired");
  }

  @Test
  void matchSaysWhichAndWhy() {
    gateway.answer(
        LIST + "/match?class=critical&reason=user&label=tier%3Dgold&label=a%3Db",
        200,
        "{\"policy\": " + GOLD + ", \"why\": \"it says more exactly which\"}");

    var ran =
        Commands.run(
            gateway,
            "policies",
            "match",
            "--reason",
            "user",
            "--class",
            "critical",
            "--label",
            "tier=gold",
            "--label",
            "a=b");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(ran.out()).startsWith("it says more exactly which\n").contains("gold");
  }
}
