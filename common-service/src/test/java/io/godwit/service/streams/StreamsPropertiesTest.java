package io.godwit.service.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.service.testing.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {
  @Test
  void defaultsAndKeys() {
    assertThat(bound(Map.of()))
        .isEqualTo(new StreamsProperties(null, Duration.ofSeconds(1), Duration.ofSeconds(6)));
    assertThat(
            bound(
                Map.of(
                    "some.streams.state-directory", "/tmp/somewhere",
                    "some.streams.commit-interval", "2s",
                    "some.streams.session-timeout", "9s")))
        .isEqualTo(
            new StreamsProperties(
                Path.of("/tmp/somewhere"), Duration.ofSeconds(2), Duration.ofSeconds(9)));
  }

  @Test
  void unknownKeysAndImpossibleValuesAreRefused() {
    assertThatThrownBy(() -> bound(Map.of("some.streams.state-dir", "/tmp/x")))
        .hasStackTraceContaining("some.streams.state-dir");
    assertThatThrownBy(() -> bound(Map.of("some.streams.commit-interval", "0s")))
        .hasMessageContaining("some.streams")
        .hasStackTraceContaining("commit-interval must be more than zero");
  }

  private static StreamsProperties bound(Map<String, String> keys) {
    return StreamsProperties.of(Settings.environment(keys), "some.streams");
  }
}
