package io.godwit.gateway.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.host.HostHeartbeat;
import io.godwit.events.wire.EventJson;
import io.godwit.gateway.Story;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HostViewTest {
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private final HostView unknown = HostView.unknown(Story.A);

  @Test
  void anInventoryAndAHeartbeatMakeAHost() {
    var inventory = Story.inventory(Story.A, Story.START, Story.GUEST);
    var view = unknown.learn(inventory).hear(Story.heartbeat(Story.A, Story.START), Story.START);
    assertThat(view).isEqualTo(new HostView(Story.A, inventory, Story.START, true, 1, null));
    var json = EventJson.strict().writeValueAsString(view);
    assertThat(EventJson.tolerant().readValue(json, HostView.class)).isEqualTo(view);
  }

  @Test
  void anOlderInventoryOrHeartbeatLeavesTheHostAsItWas() {
    var later = Story.START.plusSeconds(5);
    var view =
        unknown
            .learn(Story.inventory(Story.A, later, Story.GUEST))
            .hear(Story.heartbeat(Story.A, later), later);
    assertThat(view.learn(Story.inventory(Story.A, Story.START))).isEqualTo(view);
    assertThat(view.hear(new HostHeartbeat(Story.A, Story.START, false, 0), later)).isEqualTo(view);
  }

  @Test
  void aHostIsAliveAsLongAsItsHeartbeatIsFresh() {
    var view = unknown.hear(Story.heartbeat(Story.A, Story.START), Story.START);
    assertThat(unknown.alive(Story.START, WITHIN)).isFalse();
    assertThat(view.alive(Story.START.plusSeconds(10), WITHIN)).isTrue();
    assertThat(view.alive(Story.START.plusMillis(10_001), WITHIN)).isFalse();
  }

  @Test
  void aClockThatIsAheadDoesNotMakeAHostLiveLonger() {
    var view = unknown.hear(Story.heartbeat(Story.A, Story.START.plusSeconds(60)), Story.START);
    assertThat(view.heartbeatAt()).isEqualTo(Story.START);
  }

  @Test
  void aHeartbeatThatSaysNothingNewIsHardlyNews() {
    var view = unknown.hear(Story.heartbeat(Story.A, Story.START), Story.START);
    var soon = Story.START.plusSeconds(1);
    var same = view.hear(Story.heartbeat(Story.A, soon), soon);
    var other = view.hear(new HostHeartbeat(Story.A, soon, false, 1), soon);
    assertThat(same.isHardlyNewsTo(view, Duration.ofSeconds(2))).isTrue();
    assertThat(same.isHardlyNewsTo(view, Duration.ofSeconds(1))).isFalse();
    assertThat(other.isHardlyNewsTo(view, Duration.ofSeconds(2))).isFalse();
  }
}
