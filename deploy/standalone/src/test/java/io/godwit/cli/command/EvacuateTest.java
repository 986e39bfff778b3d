package io.godwit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.gateway.CannedGateway;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvacuateTest {
  private static final String POST = "POST /api/v1/evacuations";
  private static final String GET = "GET /api/v1/evacuations/E";
  private static final String REQUESTED =
      """
      {"id": "E", "host": "host1", "state": "requested", "total": 0, "moved": 0, "moving": 0,
       "waiting": 0, "stuck": 0, "guests": [], "remaining": []}
      """;
  private static final String RUNNING =
      """
      {"id": "E", "host": "host1", "reason": "evacuation", "state": "running",
       "requestedAt": "2026-11-21T12:00:00Z", "expectedEnd": "2026-11-21T12:01:00Z",
       "total": 3, "moved": 0, "moving": 1, "waiting": 1, "stuck": 1,
       "guests": [
         {"guest": {"uuid": "u1", "name": "calm"}, "migration": "M1", "state": "running",
          "expectedMillis": 4000},
         {"guest": {"uuid": "u2", "name": "busy"}, "migration": "M2", "state": "queued"}],
       "remaining": []}
      """;
  private static final String COMPLETED =
      """
      {"id": "E", "host": "host1", "reason": "evacuation", "state": "completed",
       "requestedAt": "2026-11-21T12:00:00Z", "endedAt": "2026-11-21T12:01:05Z",
       "total": 1, "moved": 1, "moving": 0, "waiting": 0, "stuck": 0,
       "guests": [{"guest": {"uuid": "u1", "name": "calm"}, "migration": "M1",
                   "state": "completed"}],
       "remaining": []}
      """;
  private static final String INCOMPLETE =
      """
      {"id": "E", "host": "host1", "reason": "evacuation", "state": "incomplete",
       "requestedAt": "2026-11-21T12:00:00Z", "endedAt": "2026-11-21T12:01:05Z",
       "total": 2, "moved": 1, "moving": 0, "waiting": 0, "stuck": 1, "guests": [],
       "remaining": [{"guest": {"uuid": "u2", "name": "busy"}, "migration": "M2",
                      "reason": "no host has 8 GiB free"}]}
      """;
  private static final String RUNNING_GUEST =
      """
      {"id": "M1", "guest": {"uuid": "u1", "name": "calm"}, "state": "running",
       "phase": "pre-copy", "attempt": 1, "bandwidth": {"limitBytesPerSecond": 31457280},
       "progress": {"pass": 1, "bandwidthBytesPerSecond": 20971520, "bulkDone": 0.5,
         "convergenceDone": 0, "diskTotalBytes": 2097152, "diskRemainingBytes": 1048576}}
      """;
  private static final String MOVED_GUEST =
      """
      {"id": "M1", "guest": {"uuid": "u1", "name": "calm"}, "state": "completed",
       "destination": "host2", "attempt": 1, "totalMillis": 4100, "downtimeMillis": 40,
       "sentBytes": 104857600}
      """;
  private static final String HOSTS =
      """
      {"hosts": [{"host": "host1", "alive": true, "hypervisorConnected": true, "sending": 1,
        "receiving": 0, "linkRateBytesPerSecond": 62914560, "guests": [],
        "settings": {"outgoingLimit": 2, "bandwidthCapBytesPerSecond": 31457280,
                     "closed": true}}]}
      """;

  @AutoClose
  private final CannedGateway gateway = new CannedGateway().answer("GET /api/v1/hosts", 200, HOSTS);

  @Test
  void watchedEvacuationShowsCountsLimitsAndGuestsAndEndsWithStatus0WhenTheHostIsEmpty() {
    gateway
        .answer(POST, 202, REQUESTED)
        .answer(GET, 200, RUNNING)
        .answer(GET, 200, COMPLETED)
        .answer("GET /api/v1/migrations/M1", 200, RUNNING_GUEST)
        .answer("GET /api/v1/migrations/M1", 200, MOVED_GUEST);

    var ran = Commands.run(gateway, "evacuate", "host1", "--watch");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(ran.out().lines())
        .anyMatch(line ->
            line.startsWith("host1 running: 0 of 3 moved, 1 moving, 1 waiting, 1 stuck; expected"))
        .contains(
            "  sends 1 of at most 2, link 60.0 MiB/s, of which 30.0 MiB/s for migrations",
            "calm: pre-copy, disks 50 % of 2 MiB  pass 1  20.0 MiB/s of 30.0 MiB/s  ETA -",
            "calm: moved to host2 in 4.1 s, downtime 40 ms, sent 100 MiB",
            "state      completed",
            "guests     1 of 1 moved",
            "took       1 min 05 s");
    assertThat(gateway.asked()).noneMatch(asked -> asked.contains("M2"));
  }

  @Test
  void guestsThatCouldNotMoveAreNamedWithTheirReasonsAndTheStatusIsNot0() {
    gateway.answer(POST, 202, REQUESTED).answer(GET, 200, INCOMPLETE);

    var ran = Commands.run(gateway, "evacuate", "host1", "--watch");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out())
        .contains("incomplete", "NOT MOVED  MIGRATION  WHY", "busy       M2         no host has 8");
  }

  @Test
  void withoutWatchItReturnsWhenTheSchedulerHasTakenItUp() {
    gateway.answer(POST, 202, REQUESTED).answer(GET, 404, "{}").answer(GET, 200, RUNNING);

    var ran =
        Commands.run(
            gateway, "evacuate", "host1", "--to", "host2,host3", "--reason", "maintenance");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(gateway.asked())
        .contains(
            POST
                + " {\"host\":\"host1\",\"reason\":\"maintenance\","
                + "\"destinations\":[\"host2\",\"host3\"]}");
    assertThat(ran.out()).contains("calm   running  4.0 s             M1");
    assertThat(ran.err()).contains("./godwit evacuations E --watch");
  }

  @Test
  void evacuationThatTheSchedulerRejectsFailsWithItsReason() {
    gateway
        .answer(POST, 202, REQUESTED)
        .answer(
            GET,
            200,
            REQUESTED
                .replace("\"requested\"", "\"rejected\"")
                .replace(
                    "\"remaining\"",
                    "\"field\": \"host\", \"detail\": \"there is no such host\", \"remaining\""));

    var ran = Commands.run(gateway, "evacuate", "host1");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).contains("rejected", "HOST: there is no such host");
  }

  @Test
  void jsonIsTheEvacuationAtItsEndAndNothingElse() {
    gateway.answer(POST, 202, REQUESTED).answer(GET, 200, COMPLETED);

    var ran = Commands.run(gateway, "evacuate", "host1", "--watch", "--json");

    assertThat(ran.status()).isZero();
    assertThat(ran.out()).startsWith("{").contains("\"state\" : \"completed\"").endsWith("}\n");
  }

  @Test
  void cancelSaysWhatBecomesOfWhatIsUnderWayAndFailsUnlessItEndedCancelled() {
    String delete = "DELETE /api/v1/evacuations/E?running=cancel";
    gateway
        .answer(delete, 202, "")
        .answer(GET, 200, RUNNING)
        .answer(GET, 200, COMPLETED.replace("\"completed\"", "\"cancelled\""))
        .answer("GET /api/v1/migrations/M1", 200, MOVED_GUEST);

    var cancelled = Commands.run(gateway, "evacuate", "--cancel", "E", "--running", "cancel");
    gateway.answer(GET, 200, COMPLETED);
    gateway.answer("DELETE /api/v1/evacuations/E", 202, "");
    Commands.run(gateway, "evacuations", "E");
    var late = Commands.run(gateway, "evacuate", "--cancel", "E");

    assertThat(cancelled.status()).as(cancelled.toString()).isZero();
    assertThat(gateway.asked()).contains(delete);
    assertThat(late.status()).isEqualTo(1);
  }

  @Test
  void evacuationsAreListedWithTheirCounts() {
    gateway.answer(
        "GET /api/v1/evacuations?host=host1&limit=20",
        200,
        "{\"evacuations\": [%s, %s]}".formatted(RUNNING, INCOMPLETE));

    var ran = Commands.run(gateway, "evacuations", "--host", "host1");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(ran.out())
        .containsPattern("E   host1  running     0 of 3  1       1        1      .* ago \\(.*Z\\)")
        .containsPattern("E   host1  incomplete  1 of 2  0       0        1 ");
  }

  @Test
  void refusalOfTheGatewayNamesTheArgumentAtFault() {
    gateway.answer(
        POST,
        422,
        "{\"title\":\"t\",\"detail\":\"destinations: there is no host 'h9'\","
            + "\"field\":\"destinations\"}");

    var ran = Commands.run(gateway, "evacuate", "host1", "--to", "h9");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("godwit: --to: there is no host 'h9'\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          evacuate                                 | HOST: which host is to be emptied
          evacuate h1 --reason rebalance           | '--reason': 'rebalance' is none of
          evacuate h1 --running cancel             | --running: only with --cancel
          evacuate h1 --cancel E                   | --cancel: takes the evacuation's ID
          evacuate --cancel E --to h2              | --cancel: takes neither
          evacuate --cancel E --running perhaps    | 'perhaps' is none of finish, cancel
          evacuations --watch                      | --watch: needs an ID
          """)
  void contradictionsAreNamedBeforeAnythingIsAskedFor(String arguments, String message) {
    var ran = Commands.run(gateway, arguments.split(" +"));

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains(message);
    assertThat(gateway.asked()).isEmpty();
  }
}
