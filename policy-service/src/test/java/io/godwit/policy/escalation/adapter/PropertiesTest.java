package io.godwit.policy.escalation.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PropertiesTest {
  @Test
  void topicsDefaultsAndKeys() {
    assertThat(bound("godwit.topics", TopicsProperties.class, Map.of()))
        .isEqualTo(new TopicsProperties("", 6));
    assertThat(
            bound(
                "godwit.topics",
                TopicsProperties.class,
                Map.of("godwit.topics.prefix", "test-", "godwit.topics.partitions", "3")))
        .isEqualTo(new TopicsProperties("test-", 3));
  }

  @Test
  void streamsDefaultsAndKeys() {
    assertThat(bound("policy.streams", StreamsProperties.class, Map.of()))
        .isEqualTo(
            new StreamsProperties(
                null, Duration.ofSeconds(1), Duration.ofSeconds(6), Duration.ofSeconds(60)));
    assertThat(
            bound(
                "policy.streams",
                StreamsProperties.class,
                Map.of(
                    "policy.streams.state-directory", "/tmp/somewhere",
                    "policy.streams.commit-interval", "2s",
                    "policy.streams.session-timeout", "9s",
                    "policy.streams.broker-timeout", "5s")))
        .isEqualTo(
            new StreamsProperties(
                Path.of("/tmp/somewhere"),
                Duration.ofSeconds(2),
                Duration.ofSeconds(9),
                Duration.ofSeconds(5)));
  }

  @Test
  void escalationDefaults() {
    assertThat(bound("policy.escalation", EscalationProperties.class, Map.of()))
        .isEqualTo(
            new EscalationProperties(
                0.2,
                Duration.ofSeconds(30),
                Duration.ofSeconds(3),
                5,
                1,
                2,
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                Duration.ofHours(24)));
  }

  @Test
  void everyEscalationKey() {
    var keys = new HashMap<String, String>();
    keys.put("policy.escalation.downtime-margin", "0.1");
    keys.put("policy.escalation.command-expiry", "20s");
    keys.put("policy.escalation.answer-within", "2s");
    keys.put("policy.escalation.most-sends", "4");
    keys.put("policy.escalation.passes-to-verify", "2");
    keys.put("policy.escalation.passes-to-give-up", "3");
    keys.put("policy.escalation.stale-after", "1m");
    keys.put("policy.escalation.forget-after", "1h");
    keys.put("policy.escalation.forget-silent-after", "2h");
    assertThat(bound("policy.escalation", EscalationProperties.class, keys))
        .isEqualTo(
            new EscalationProperties(
                0.1,
                Duration.ofSeconds(20),
                Duration.ofSeconds(2),
                4,
                2,
                3,
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                Duration.ofHours(2)));
  }

  @Test
  void answersAreAwaitedNoLongerThanCommandsLive() {
    assertThatThrownBy(() ->
            bound(
                "policy.escalation",
                EscalationProperties.class,
                Map.of("policy.escalation.answer-within", "31s")))
        .hasStackTraceContaining("answer-within must not exceed command-expiry");
  }

  @Test
  void unknownKeysAndImpossibleValuesAreRefused() {
    assertThatThrownBy(() ->
            bound(
                "policy.streams",
                StreamsProperties.class,
                Map.of("policy.streams.state-dir", "/tmp/x")))
        .hasStackTraceContaining("state-dir");
    assertThatThrownBy(() ->
            bound(
                "policy.streams",
                StreamsProperties.class,
                Map.of("policy.streams.commit-interval", "0s")))
        .hasStackTraceContaining("commit-interval must be more than zero");
  }

  private static <T> T bound(String prefix, Class<T> type, Map<String, String> keys) {
    return new Binder(new MapConfigurationPropertySource(keys))
        .bindOrCreate(
            prefix, Bindable.of(type), new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
  }
}
