package io.godwit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.gateway.CannedGateway;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RetuneTest {
  private static final String PATCH = "PATCH /api/v1/migrations/M1";
  private static final String COMPLETE = "POST /api/v1/migrations/M1/complete";
  private static final String GET = "GET /api/v1/migrations/M1";
  private static final String EVENTS = "GET /api/v1/migrations/M1/events";
  private static final String RUNNING =
      """
      {"id": "M1", "guest": {"name": "web1"}, "state": "running", "phase": "pre-copy",
       "source": "host1", "destination": "host2", "attempt": 1,
       "policy": {"name": "gold", "version": 3, "revision": 1, "downtimeBudgetMillis": 500,
         "throttleBudgetPercent": 20, "postCopyAllowed": false, "pauseBudgetMillis": 10000},
       "summary": "Pre-copy, pass 2: it converges."}
      """;
  private static final String COMPLETED = RUNNING.replace("\"running\"", "\"completed\"");

  @AutoClose private final CannedGateway gateway = new CannedGateway().answer(PATCH, 202, "");

  @Test
  void everyOptionReachesTheGatewayAndTheNextRevisionIsShown() {
    gateway
        .answer(EVENTS, 200, "{\"events\": []}")
        .answer(GET, 200, RUNNING)
        .answer(GET, 200, RUNNING)
        .answer(GET, 200, RUNNING.replace("\"revision\": 1", "\"revision\": 2"));

    var ran =
        Commands.run(
            gateway,
            "retune",
            "M1",
            "--deadline",
            "2026-12-24T18:00Z",
            "--downtime",
            "2s",
            "--throttle",
            "30",
            "--pause",
            "0s",
            "--post-copy",
            "allow",
            "--bandwidth",
            "300mbit",
            "--last-resort",
            "abort",
            "--explanation",
            "agreed");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(gateway.asked())
        .contains(
            PATCH
                + " {\"tuning\":{\"deadline\":\"2026-12-24T18:00:00Z\","
                + "\"downtimeBudgetMillis\":2000,\"throttleBudgetPercent\":30,"
                + "\"pauseBudgetMillis\":0,\"postCopyAllowed\":true,"
                + "\"bandwidthBytesPerSecond\":37500000,\"lastResort\":\"abort\"},"
                + "\"explanation\":\"agreed\"}");
    assertThat(ran.out())
        .contains(
            "policy     gold, version 3, revision 2; downtime at most 500 ms; slowed by at most"
                + " 20 %; no post-copy; pause at most 10 s");
  }

  @Test
  void refusalOfTheSchedulerIsSaidAndFails() {
    gateway
        .answer(GET, 200, RUNNING)
        .answer(EVENTS, 200, "{\"events\": []}")
        .answer(
            EVENTS,
            200,
            "{\"events\": [{\"type\": \"migration.wish-refused.v1\", \"sequence\": 7,"
                + " \"data\": {\"detail\": \"the guest forbids post-copy\"}}]}");

    var ran =
        Commands.run(gateway, "retune", "M1", "--post-copy", "allow", "--explanation", "please");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("it is not changed: the guest forbids post-copy");
  }

  @Test
  void refusalOfTheGatewayNamesTheOption() {
    try (var refusing = new CannedGateway()) {
      refusing
          .answer(GET, 200, RUNNING)
          .answer(EVENTS, 200, "{\"events\": []}")
          .answer(
              PATCH,
              400,
              "{\"title\":\"t\",\"field\":\"tuning.downtimeBudgetMillis\",\"detail\":\"too much\"}");

      var ran = Commands.run(refusing, "retune", "M1", "--downtime", "9h");

      assertThat(ran.status()).isEqualTo(1);
      assertThat(ran.err()).isEqualTo("godwit: --downtime: too much\n");
    }
  }

  @Test
  void completionIsFollowedToTheEnd() {
    gateway.answer(COMPLETE, 202, "{}").answer(GET, 200, COMPLETED);

    var ran = Commands.run(gateway, "complete", "M1", "--override", "--explanation", "power goes");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(gateway.asked().getFirst())
        .isEqualTo(COMPLETE + " {\"override\":true,\"explanation\":\"power goes\"}");
  }

  @Test
  void completionThatIsPointlessFails() {
    gateway.answer(
        COMPLETE, 409, "{\"title\":\"t\",\"detail\":\"the migration does not run yet\"}");

    var ran = Commands.run(gateway, "complete", "M1");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("godwit: the migration does not run yet\n");
  }

  @Test
  void completionWithoutWaitingPrintsTheMigration() {
    gateway.answer(COMPLETE, 202, "{}").answer(GET, 200, RUNNING);

    var ran = Commands.run(gateway, "complete", "M1", "--no-wait");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(ran.out()).isEqualTo("M1\n");
  }
}
