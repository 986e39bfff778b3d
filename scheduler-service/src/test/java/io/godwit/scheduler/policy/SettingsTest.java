package io.godwit.scheduler.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestClass;
import io.godwit.events.Reason;
import io.godwit.events.agent.StartSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final BytesPerSecond LIMIT = new BytesPerSecond(64);
  private static final BytesPerSecond SWITCHOVER = new BytesPerSecond(400);

  @Test
  void policySaysDowntimeAndPostCopyAndTheLinksSayTheRest() {
    var policy = ShippedPolicies.of(GuestClass.CRITICAL, Reason.USER);
    assertThat(Settings.of(policy, LIMIT, SWITCHOVER))
        .isEqualTo(new StartSettings(Duration.ofMillis(300), LIMIT, SWITCHOVER, false));
  }

  @Test
  void whatTheLinksGiveIsMadeAnewAtTheStartAndTheRestIsKept() {
    var early = new StartSettings(Duration.ofMillis(300), LIMIT, SWITCHOVER, true);
    assertThat(Settings.anew(early, null, null))
        .isEqualTo(new StartSettings(Duration.ofMillis(300), null, null, true));
  }
}
