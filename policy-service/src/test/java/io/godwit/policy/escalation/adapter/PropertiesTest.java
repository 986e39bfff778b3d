package io.godwit.policy.escalation.adapter;

import static io.godwit.service.testing.Settings.bound;
import static io.godwit.service.testing.Settings.environment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PropertiesTest {
  @Test
  void streamsAreSetUnderPolicyStreams() {
    var environment = environment(Map.of("policy.streams.commit-interval", "2s"));
    assertThat(PolicyConfiguration.streamsProperties(environment).commitInterval())
        .isEqualTo(Duration.ofSeconds(2));
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
                0.8,
                Duration.ofSeconds(25),
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
    keys.put("policy.escalation.least-probability", "0.7");
    keys.put("policy.escalation.patience", "40s");
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
                0.7,
                Duration.ofSeconds(40),
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
  void unknownKeysOfTheStreamsAreRefused() {
    var environment = environment(Map.of("policy.streams.state-dir", "/tmp/x"));
    assertThatThrownBy(() -> PolicyConfiguration.streamsProperties(environment))
        .hasStackTraceContaining("policy.streams.state-dir");
  }
}
