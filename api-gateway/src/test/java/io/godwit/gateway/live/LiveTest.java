package io.godwit.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.events.InvalidField;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveTest {
  private static final Set<String> TOPICS = Set.of("a-b.migration.events.v1");
  private static final Duration NOT_LONG = Duration.ofMillis(1);

  @Test
  void anIdIsReadAsItIsWritten() {
    var id = new LiveId("a-b.migration.events.v1", 3, 128);
    assertThat(id.toString()).isEqualTo("a-b.migration.events.v1-3-128");
    assertThat(LiveId.parse(id.toString(), TOPICS)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "agent.commands.v1-3-128",
        "a-b.migration.events.v1-3",
        "a-b.migration.events.v1--1-5",
        "a-b.migration.events.v1-3-99999999999999999999"
      })
  void whatIsNoIdOfThisStreamIsRefused(String text) {
    assertThatThrownBy(() -> LiveId.parse(text, TOPICS))
        .isInstanceOf(InvalidField.class)
        .hasMessageStartingWith("Last-Event-ID is no id of this stream");
  }

  @Test
  void aFrameHoldsTheEventWhateverLinesItHas() {
    var event = new LiveEvent(new LiveId("t", 0, 7), "migration.queued.v1", "m", "{\n}");
    assertThat(event.frame())
        .isEqualTo("id: t-0-7\nevent: migration.queued.v1\ndata: {\ndata: }\n\n");
  }

  @Test
  void aClientGetsTheEventsOfItsMigrationInOrder() throws InterruptedException {
    var client = new LiveClient(Set.of("m"), 2);
    client.offer(event(1, "m"));
    client.offer(event(2, "other"));
    client.offer(event(3, "m"));
    assertThat(client.next(NOT_LONG)).isEqualTo(event(1, "m"));
    assertThat(client.next(NOT_LONG)).isEqualTo(event(3, "m"));
    assertThat(client.next(NOT_LONG)).isNull();
    assertThat(client.end()).isNull();
  }

  @Test
  void aClientThatDoesNotKeepUpIsEnded() throws InterruptedException {
    var client = new LiveClient(Set.of(), 1);
    client.offer(event(1, "m"));
    client.offer(event(2, "m"));
    assertThat(client.end()).isEqualTo(LiveClient.End.TOO_SLOW);
    assertThat(client.next(NOT_LONG)).isNull();
  }

  @Test
  void theFirstReasonOfAnEndStays() {
    var client = new LiveClient(Set.of(), 1);
    client.end(LiveClient.End.STOPPING);
    client.end(LiveClient.End.BROKER_LOST);
    assertThat(client.end()).isEqualTo(LiveClient.End.STOPPING);
  }

  private static LiveEvent event(long offset, String migration) {
    return new LiveEvent(new LiveId("t", 0, offset), "migration.queued.v1", migration, "{}");
  }
}
