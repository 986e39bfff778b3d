package io.godwit.gateway.projection.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.convergence.Outlook;
import io.godwit.gateway.Story;
import io.godwit.gateway.projection.HistoryEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressThrottleTest {
  private final Story story = Story.untold();
  private final ProgressThrottle throttle = new ProgressThrottle(Duration.ofSeconds(1));

  @Test
  void theFirstProgressIsWrittenAtOnceAndTheNextHeldBack() {
    var first = new Item.Sample(story.sample(1, 1));
    var second = new Item.Sample(story.sample(2, 1));
    var third = new Item.Sample(story.sample(3, 1));
    assertThat(throttle.due(List.of(first), Story.START))
        .isEqualTo(Map.of(story.id(), List.of(first)));
    assertThat(throttle.due(List.of(second), Story.START.plusMillis(500))).isEmpty();
    assertThat(throttle.due(List.of(third), Story.START.plusMillis(900))).isEmpty();
    assertThat(throttle.due(List.of(), Story.START.plusMillis(1000)))
        .as("only the last is written, without a new one of this migration")
        .isEqualTo(Map.of(story.id(), List.of(third)));
    assertThat(throttle.due(List.of(), Story.START.plusSeconds(5))).isEmpty();
  }

  @Test
  void anEventIsWrittenAtOnceWithTheProgressThatWasHeldBack() {
    var first = new Item.Trend(story.trend(1, 1, Outlook.CONVERGES));
    var second = new Item.Trend(story.trend(2, 1, Outlook.CONVERGES));
    var event =
        new Item.Recorded(
            new HistoryEntry("t", "{}", new HistoryEntry.Lived(story.running())), null);
    throttle.due(List.of(first), Story.START);
    throttle.due(List.of(second), Story.START.plusMillis(1));
    assertThat(throttle.due(List.of(event), Story.START.plusMillis(2)))
        .isEqualTo(Map.of(story.id(), List.of(event, second)));
  }
}
