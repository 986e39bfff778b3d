package io.godwit.scheduler.forecast.adapter;

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
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HeardTrendsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final MigrationId ID = new MigrationId(new UUID(0, 1));
  private final HeardTrends trends = new HeardTrends();

  @Test
  void lastWordOfTheLastAttemptCounts() {
    assertThat(trends.hear(trend(1, 2, 900), NOW)).isEqualTo(NOW.plusMillis(900));
    assertThat(trends.hear(trend(1, 1, 100), NOW)).as("late").isNull();
    assertThat(trends.at(NOW)).isEqualTo(Map.of(ID, NOW.plusMillis(900)));
    trends.hear(trend(2, 1, 400), NOW);
    trends.hear(trend(1, 3, 100), NOW);
    assertThat(trends.at(NOW)).isEqualTo(Map.of(ID, NOW.plusMillis(400)));
  }

  @Test
  void wordThatIsOldIsNoHintAnyMore() {
    trends.hear(trend(1, 1, 900), NOW);
    var later = NOW.plus(HeardTrends.STALE).plusMillis(1);
    assertThat(trends.at(later)).isEmpty();
  }

  private static ConvergenceTrend trend(int attempt, long sequence, long etaMillis) {
    return new ConvergenceTrend(
        new About(ID, attempt, sequence, NOW),
        new HostId("host1"),
        Phase.PRE_COPY,
        2,
        true,
        new Bytes(500_000_000),
        new Bytes(50_000_000),
        new Bytes(450_000_000),
        new BytesPerSecond(100_000_000),
        BytesPerSecond.ZERO,
        Bytes.ZERO,
        Bytes.ZERO,
        Bytes.ZERO,
        BytesPerSecond.ZERO,
        Duration.ZERO,
        Duration.ofMillis(300),
        true,
        Outlook.CONVERGES,
        new Eta(Duration.ZERO, Duration.ofMillis(etaMillis)),
        0,
        0);
  }
}
