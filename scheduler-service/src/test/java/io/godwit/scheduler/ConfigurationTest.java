package io.godwit.scheduler;

import static io.godwit.service.testing.Settings.bound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.events.InvalidField;
import io.godwit.events.agent.Fact;
import io.godwit.scheduler.dispatch.adapter.LimitsProperties;
import io.godwit.scheduler.migration.adapter.AdmissionProperties;
import io.godwit.scheduler.migration.adapter.ChecksProperties;
import io.godwit.scheduler.migration.adapter.LoopsProperties;
import io.godwit.scheduler.migration.adapter.PatienceProperties;
import io.godwit.scheduler.migration.adapter.RetriesProperties;
import io.godwit.scheduler.outbox.adapter.OutboxProperties;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Every key and every default. */
class ConfigurationTest {

  @Test
  void limits() {
    assertThat(bound("scheduler.limits", LimitsProperties.class, Map.of()))
        .isEqualTo(
            new LimitsProperties(
                1, DataSize.ofBytes(0), 0.8, 1.2, Duration.ofSeconds(10), Duration.ofMinutes(10)));
    assertThat(
            bound(
                "scheduler.limits",
                LimitsProperties.class,
                Map.of(
                    "scheduler.limits.outgoing-per-host", "0",
                    "scheduler.limits.bandwidth-per-migration", "64MB",
                    "scheduler.limits.switchover-share", "0.5",
                    "scheduler.limits.memory-margin", "1.5",
                    "scheduler.limits.silence", "20s",
                    "scheduler.limits.give-up", "1h")))
        .isEqualTo(
            new LimitsProperties(
                0,
                DataSize.ofMegabytes(64),
                0.5,
                1.5,
                Duration.ofSeconds(20),
                Duration.ofHours(1)));
  }

  @Test
  void patience() {
    assertThat(bound("scheduler.patience", PatienceProperties.class, Map.of()))
        .isEqualTo(
            new PatienceProperties(
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                Duration.ofMinutes(10)));
    assertThat(
            bound(
                "scheduler.patience",
                PatienceProperties.class,
                Map.of(
                    "scheduler.patience.answer", "1s",
                    "scheduler.patience.silence", "2s",
                    "scheduler.patience.start", "3s",
                    "scheduler.patience.running-check", "4s",
                    "scheduler.patience.verify", "5s",
                    "scheduler.patience.half-open", "6s",
                    "scheduler.patience.tear-down", "7s")))
        .isEqualTo(
            new PatienceProperties(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5),
                Duration.ofSeconds(6),
                Duration.ofSeconds(7)));
  }

  @Test
  void retriesAdmissionAndChecks() {
    assertThat(bound("scheduler.retries", RetriesProperties.class, Map.of()))
        .isEqualTo(new RetriesProperties(2, Duration.ofSeconds(5), Duration.ofMinutes(1)));
    assertThat(
            bound(
                "scheduler.retries",
                RetriesProperties.class,
                Map.of(
                    "scheduler.retries.most", "8",
                    "scheduler.retries.back-off", "9s",
                    "scheduler.retries.longest-back-off", "10s")))
        .isEqualTo(new RetriesProperties(8, Duration.ofSeconds(9), Duration.ofSeconds(10)));
    assertThat(bound("scheduler.admission", AdmissionProperties.class, Map.of()))
        .isEqualTo(new AdmissionProperties(Duration.ofSeconds(5)));
    assertThat(
            bound(
                "scheduler.admission",
                AdmissionProperties.class,
                Map.of("scheduler.admission.grace", "11s")))
        .isEqualTo(new AdmissionProperties(Duration.ofSeconds(11)));
    assertThat(bound("scheduler.checks", ChecksProperties.class, Map.of()))
        .isEqualTo(new ChecksProperties(Fact.Answer.PROBABLY_NO));
    assertThat(
            bound(
                "scheduler.checks",
                ChecksProperties.class,
                Map.of("scheduler.checks.least", "yes")))
        .isEqualTo(new ChecksProperties(Fact.Answer.YES));
  }

  @Test
  void loopsAndOutbox() {
    var half = Duration.ofMillis(500);
    assertThat(bound("scheduler.loops", LoopsProperties.class, Map.of()))
        .isEqualTo(new LoopsProperties(Duration.ofSeconds(1), half, 1000, Duration.ofDays(8)));
    assertThat(
            bound(
                "scheduler.loops",
                LoopsProperties.class,
                Map.of(
                    "scheduler.loops.dispatch-poll", "2s",
                    "scheduler.loops.timer-poll", "3s",
                    "scheduler.loops.batch", "4",
                    "scheduler.loops.keep-requests", "5d")))
        .isEqualTo(
            new LoopsProperties(
                Duration.ofSeconds(2), Duration.ofSeconds(3), 4, Duration.ofDays(5)));
    assertThat(bound("scheduler.outbox", OutboxProperties.class, Map.of()))
        .isEqualTo(new OutboxProperties(half, 500));
  }

  @Test
  void unknownKeysAreRefused() {
    assertThatThrownBy(() ->
            bound(
                "scheduler.limits",
                LimitsProperties.class,
                Map.of("scheduler.limits.outgoing", "1")))
        .hasStackTraceContaining("scheduler.limits.outgoing");
  }

  @Test
  void valuesThatContradictAreRefusedWithTheirKey() {
    assertThatThrownBy(() -> new RetriesProperties(2, Duration.ofMinutes(2), Duration.ofMinutes(1)))
        .isInstanceOf(InvalidField.class)
        .hasMessageContaining("scheduler.retries.back-off");
    assertThatThrownBy(() ->
            bound(
                "scheduler.limits",
                LimitsProperties.class,
                Map.of("scheduler.limits.switchover-share", "1.5")))
        .hasStackTraceContaining("scheduler.limits.switchover-share");
  }
}
