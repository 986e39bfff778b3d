package io.godwit.scheduler.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PredictedEndTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Eta ETA = new Eta(Duration.ofMillis(100), Duration.ofMillis(700));

  @Test
  void endIsTheLaterEndOfWhatTheMonitorSays() {
    assertThat(end(Phase.PRE_COPY, 3, ETA, true)).isEqualTo(NOW.plusMillis(700));
    assertThat(end(Phase.POST_COPY, 1, ETA, true)).isEqualTo(NOW.plusMillis(700));
  }

  @Test
  void firstPassEndsWhenItsRestIsSentAndTheAllowedDowntimeIsOver() {
    assertThat(end(Phase.PRE_COPY, 1, null, true)).isEqualTo(NOW.plusMillis(500 + 300));
  }

  @Test
  void oneThatMayNotBeSwitchedToPostCopyIsWaitedForUntilItIsSeenToConverge() {
    assertThat(end(Phase.PRE_COPY, 1, null, false)).isNull();
    assertThat(end(Phase.PRE_COPY, 2, ETA, false)).isEqualTo(NOW.plusMillis(700));
  }

  @Test
  void plateauHasNoEnd() {
    assertThat(end(Phase.PRE_COPY, 2, null, true)).isNull();
  }

  @Test
  void switchOverTakesNoMoreThanTheAllowedDowntime() {
    assertThat(end(Phase.SWITCH_OVER, 1, ETA, true)).isEqualTo(NOW.plusMillis(300));
    assertThat(end(Phase.SWITCH_OVER, 1, null, true)).isEqualTo(NOW.plusMillis(300));
  }

  @Test
  void nothingIsSaidBeforeSomethingMovesOrWhileAPostCopyIsBroken() {
    assertThat(end(Phase.SETUP, 1, null, true)).isNull();
    assertThat(end(Phase.POST_COPY_BROKEN, 1, null, true)).isNull();
    assertThat(PredictedEnd.of(trend(Phase.PRE_COPY, 1, null, true, 0), NOW)).isNull();
  }

  private static @Nullable Instant end(Phase phase, int pass, @Nullable Eta eta, boolean armed) {
    return PredictedEnd.of(trend(phase, pass, eta, armed, 100_000_000), NOW);
  }

  /** 50 MB remain. */
  static ConvergenceTrend trend(
      Phase phase, int pass, @Nullable Eta eta, boolean armed, long bandwidth) {
    return new ConvergenceTrend(
        new About(new MigrationId(new UUID(0, 1)), 1, 1, NOW),
        new HostId("host1"),
        phase,
        pass,
        false,
        new Bytes(500_000_000),
        new Bytes(50_000_000),
        new Bytes(450_000_000),
        new BytesPerSecond(bandwidth),
        BytesPerSecond.ZERO,
        Bytes.ZERO,
        Bytes.ZERO,
        Bytes.ZERO,
        BytesPerSecond.ZERO,
        Duration.ZERO,
        Duration.ofMillis(300),
        armed,
        Outlook.NO_IDEA,
        eta,
        0,
        0);
  }
}
