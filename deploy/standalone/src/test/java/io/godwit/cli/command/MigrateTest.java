package io.godwit.cli.command;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.gateway.CannedGateway;
import io.godwit.cli.terminal.Json;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrateTest {
  private static final String POST = "POST /api/v1/migrations";
  private static final String GET = "GET /api/v1/migrations/M1";
  private static final String REQUESTED =
      "{\"id\":\"M1\",\"guest\":{\"name\":\"web1\"},\"state\":\"requested\"}";
  private static final String CANCELLED =
      """
      {"id": "M1", "guest": {"name": "web1"}, "state": "cancelled", "source": "host1",
       "destination": "host2", "attempt": 1, "summary": "Cancelled: not today."}
      """;

  @AutoClose private final CannedGateway gateway = new CannedGateway().answer(POST, 202, REQUESTED);

  @Test
  void everyOptionReachesTheGateway() {
    var ran =
        Commands.run(
            gateway,
            "migrate",
            "web1",
            "host2",
            "--force",
            "--priority",
            "-5",
            "--project",
            "shop",
            "--disk-copy",
            "incremental",
            "--reason",
            "rebalance",
            "--deadline",
            "2026-12-24T18:00Z",
            "--last-resort",
            "keep-running",
            "--no-wait");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(gateway.asked())
        .containsExactly(
            POST
                + " {\"guest\":\"web1\",\"destination\":\"host2\",\"reason\":\"rebalance\","
                + "\"forced\":true,\"priority\":-5,\"project\":\"shop\","
                + "\"diskCopy\":\"incremental\",\"deadline\":\"2026-12-24T18:00:00Z\","
                + "\"lastResort\":\"keep-running\"}");
  }

  @Test
  void deadlineMayBeAPeriodFromNow() {
    var before = Instant.now();
    Commands.run(gateway, "migrate", "web1", "--deadline", "10m", "--no-wait");

    var body = gateway.asked().getFirst().substring(POST.length());
    var deadline = Instant.parse(Json.tree(body).get("deadline").asString());
    assertThat(Duration.between(before, deadline)).isBetween(ofMinutes(10), ofMinutes(11));
  }

  @Test
  void figuresThatACancelledMigrationDoesNotHaveAreNotPrinted() {
    gateway.answer(GET, 200, CANCELLED);

    var ran = Commands.run(gateway, "watch", "M1");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out())
        .isEqualTo(
            """
            web1: cancelled, Cancelled: not today.
            migration  M1
            guest      web1
            from, to   host1 -> host2
            state      cancelled
            why        Cancelled: not today.
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          migrate web1 --force               | --force: needs a HOST
          migrate web1 h1 --to h2            | --to: 'h2', but HOST is 'h1'
          migrate web1 --priority 200        | '--priority': 200 is not between -100 and 100
          migrate web1 --disk-copy some      | '--disk-copy': 'some' is none of none, full
          migrate web1 --reason whim         | '--reason': 'whim' is none of evacuation
          migrate web1 --deadline soon       | 'soon' is neither a period as 10m nor a moment
          plan web1 --last-resort pray       | '--last-resort': 'pray' is none of abort
          migrate web1 --class vip           | '--class': 'vip' is none of critical
          plan                               | Missing required parameter: 'GUEST'
          """)
  void wrongOptionsAreNamedAndNothingIsAskedFor(String arguments, String message) {
    var ran = Commands.run(gateway, arguments.split(" +"));

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains(message);
    assertThat(gateway.asked()).isEmpty();
  }
}
