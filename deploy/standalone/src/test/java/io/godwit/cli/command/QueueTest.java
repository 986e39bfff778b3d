package io.godwit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.gateway.CannedGateway;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueTest {
  private static final String QUEUE = "GET /api/v1/queue";
  private static final String PATCH = "PATCH /api/v1/migrations/M1";
  private static final String MIGRATION = "GET /api/v1/migrations/M1";
  private static final String QUEUED =
      """
      {"id": "M1", "guest": {"uuid": "u1", "name": "calm"}, "state": "queued", "source": "host1",
       "priority": 0, "attempt": 0, "waitingFor": "its turn",
       "queue": {"position": 3, "waitingFor": "a slot of host1",
                 "expectedStart": "2026-11-21T12:00:30Z"},
       "summary": "Waits for its turn."}
      """;

  @AutoClose private final CannedGateway gateway = new CannedGateway();

  @Test
  void queueShowsPlacesStartsAndWhatIsWaitedFor() {
    gateway.answer(
        QUEUE,
        200,
        """
        {"at": "2026-11-21T12:00:00Z", "total": 700, "places": [
          {"migration": "M1", "guest": {"uuid": "u1", "name": "calm"}, "source": "host1",
           "position": 1, "waitingFor": "a slot of host1", "expectedStart": "%s"},
          {"migration": "M2", "guest": {"uuid": "u2", "name": "busy"}, "source": "host1",
           "position": 2, "waitingFor": "the link of host2"}]}
        """
            .formatted(Instant.now().plusSeconds(90)));

    var ran = Commands.run(gateway, "queue");

    assertThat(ran.status()).isZero();
    assertThat(ran.out().lines().toList())
        .hasSize(4)
        .satisfies(lines -> {
          assertThat(lines.get(1))
              .matches("1 +calm +host1 +in 1 min \\d\\d s \\(.*Z\\) +M1 .*host1");
          assertThat(lines.get(2)).matches("2 +busy +host1 +- +M2 +the link of host2");
          assertThat(lines.get(3)).isEqualTo("and 698 more");
        });
  }

  @Test
  void emptyQueueIsSaid() {
    gateway.answer(QUEUE, 200, "{\"total\": 0, \"places\": []}");

    assertThat(Commands.run(gateway, "queue").out()).isEqualTo("nothing waits\n");
  }

  @Test
  void listAndShowSayPlaceAndExpectedStartOfWhatWaits() {
    gateway.answer("GET /api/v1/migrations?limit=20", 200, "{\"migrations\": [" + QUEUED + "]}");
    gateway.answer(MIGRATION, 200, QUEUED);

    var list = Commands.run(gateway, "list");
    var show = Commands.run(gateway, "show", "M1");

    assertThat(list.out())
        .containsPattern("M1  calm   host1 -> -  queued  3      .* ago \\(.*Z\\)");
    assertThat(show.out()).containsPattern("queue      number 3, expected to start .*a slot of");
  }

  @Test
  void priorityHoldsWhenTheSchedulerSaysSo() {
    gateway
        .answer(PATCH, 202, "")
        .answer(MIGRATION, 200, QUEUED)
        .answer(MIGRATION, 200, QUEUED.replace("\"priority\": 0", "\"priority\": 50"));

    var ran = Commands.run(gateway, "prioritize", "M1", "50");

    assertThat(ran.status()).as(ran.toString()).isZero();
    assertThat(gateway.asked()).containsExactly(PATCH + " {\"priority\":50}", MIGRATION, MIGRATION);
  }

  @Test
  void negativePriorityIsTaken() {
    gateway
        .answer(PATCH, 202, "")
        .answer(MIGRATION, 200, QUEUED.replace("\"priority\": 0", "\"priority\": -50"));

    assertThat(Commands.run(gateway, "prioritize", "M1", "-50").status()).isZero();
  }

  @Test
  void migrationThatLeftTheQueueMeanwhileFails() {
    gateway
        .answer(PATCH, 202, "")
        .answer(MIGRATION, 200, QUEUED.replace("\"state\": \"queued\"", "\"state\": \"running\""));

    assertThat(Commands.run(gateway, "prioritize", "M1", "50").status()).isEqualTo(1);
  }

  @Test
  void migrationThatDoesNotWaitIsSaidByTheGateway() {
    gateway.answer(PATCH, 409, "{\"title\":\"t\",\"detail\":\"it runs already\"}");

    var ran = Commands.run(gateway, "prioritize", "M1", "50");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("godwit: it runs already\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          prioritize M1                 | Missing required parameter: 'N'
          prioritize M1 101             | 101 is not between -100 and 100
          prioritize M1 soon            | 'soon' is not a whole number
          """)
  void wrongPriorityIsNamed(String arguments, String message) {
    var ran = Commands.run(gateway, arguments.split(" +"));

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains(message);
  }
}
