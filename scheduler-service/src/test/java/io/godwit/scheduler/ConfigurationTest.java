package io.godwit.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.events.InvalidField;
import io.godwit.events.agent.Fact;
import io.godwit.scheduler.dispatch.adapter.LimitsProperties;
import io.godwit.scheduler.inbox.adapter.TopicsProperties;
import io.godwit.scheduler.migration.adapter.LoopsProperties;
import io.godwit.scheduler.migration.adapter.RulesProperties;
import io.godwit.scheduler.outbox.adapter.OutboxProperties;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** Every key and every default. */
class ConfigurationTest {

  @Test
  void limits() {
    assertThat(bind("scheduler.limits", LimitsProperties.class, Map.of()))
        .isEqualTo(
            new LimitsProperties(
                1, DataSize.ofBytes(0), 0.8, 1.2, Duration.ofSeconds(10), Duration.ofMinutes(10)));
    assertThat(
            bind(
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
  void migration() {
    var rules = bind("scheduler.migration", RulesProperties.class, Map.of());
    assertThat(rules.patience())
        .isEqualTo(
            new RulesProperties.Patience(
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                Duration.ofMinutes(10)));
    assertThat(rules.retries())
        .isEqualTo(new RulesProperties.Retries(2, Duration.ofSeconds(5), Duration.ofMinutes(1)));
    assertThat(rules.admission().grace()).isEqualTo(Duration.ofSeconds(5));
    assertThat(rules.checks().least()).isEqualTo(Fact.Answer.PROBABLY_NO);
  }

  @Test
  void everyKeyOfTheMigrationBinds() {
    var keys =
        Map.ofEntries(
            Map.entry("scheduler.migration.patience.answer", "1s"),
            Map.entry("scheduler.migration.patience.silence", "2s"),
            Map.entry("scheduler.migration.patience.start", "3s"),
            Map.entry("scheduler.migration.patience.running-check", "4s"),
            Map.entry("scheduler.migration.patience.verify", "5s"),
            Map.entry("scheduler.migration.patience.half-open", "6s"),
            Map.entry("scheduler.migration.patience.tear-down", "7s"),
            Map.entry("scheduler.migration.retries.most", "8"),
            Map.entry("scheduler.migration.retries.back-off", "9s"),
            Map.entry("scheduler.migration.retries.longest-back-off", "10s"),
            Map.entry("scheduler.migration.admission.grace", "11s"),
            Map.entry("scheduler.migration.checks.least", "yes"));
    assertThat(bind("scheduler.migration", RulesProperties.class, keys))
        .isEqualTo(
            new RulesProperties(
                new RulesProperties.Patience(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(7)),
                new RulesProperties.Retries(8, Duration.ofSeconds(9), Duration.ofSeconds(10)),
                new RulesProperties.Admission(Duration.ofSeconds(11)),
                new RulesProperties.Checks(Fact.Answer.YES)));
  }

  @Test
  void loopsOutboxAndTopics() {
    var half = Duration.ofMillis(500);
    assertThat(bind("scheduler.loops", LoopsProperties.class, Map.of()))
        .isEqualTo(new LoopsProperties(half, half, 200, Duration.ofDays(8)));
    assertThat(bind("scheduler.outbox", OutboxProperties.class, Map.of()))
        .isEqualTo(new OutboxProperties(half, 500));
    assertThat(bind("godwit.topics", TopicsProperties.class, Map.of()))
        .isEqualTo(new TopicsProperties("", 6, Duration.ofSeconds(60)));
  }

  @Test
  void unknownKeysAreRefused() {
    assertThatThrownBy(() ->
            bind(
                "scheduler.limits",
                LimitsProperties.class,
                Map.of("scheduler.limits.outgoing", "1")))
        .hasStackTraceContaining("scheduler.limits.outgoing");
  }

  @Test
  void valuesThatContradictAreRefusedWithTheirKey() {
    assertThatThrownBy(
            () -> new RulesProperties.Retries(2, Duration.ofMinutes(2), Duration.ofMinutes(1)))
        .isInstanceOf(InvalidField.class)
        .hasMessageContaining("scheduler.migration.retries.back-off");
    assertThatThrownBy(() ->
            bind(
                "scheduler.limits",
                LimitsProperties.class,
                Map.of("scheduler.limits.switchover-share", "1.5")))
        .hasStackTraceContaining("scheduler.limits.switchover-share");
  }

  private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate(
            prefix, Bindable.of(type), new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
  }
}
