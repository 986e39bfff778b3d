package io.godwit.monitor.convergence.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
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
    assertThat(bound("monitor.streams", StreamsProperties.class, Map.of()))
        .isEqualTo(
            new StreamsProperties(
                null, Duration.ofSeconds(1), Duration.ofSeconds(6), Duration.ofSeconds(60)));
    assertThat(
            bound(
                "monitor.streams",
                StreamsProperties.class,
                Map.of(
                    "monitor.streams.state-directory", "/tmp/somewhere",
                    "monitor.streams.commit-interval", "2s",
                    "monitor.streams.session-timeout", "9s",
                    "monitor.streams.broker-timeout", "5s")))
        .isEqualTo(
            new StreamsProperties(
                Path.of("/tmp/somewhere"),
                Duration.ofSeconds(2),
                Duration.ofSeconds(9),
                Duration.ofSeconds(5)));
  }

  @Test
  void convergenceDefaults() {
    assertThat(bound("monitor.convergence", ConvergenceProperties.class, Map.of()))
        .isEqualTo(new ConvergenceProperties(Duration.ofMinutes(15)));
  }

  @Test
  void unknownKeysAndImpossibleValuesAreRefused() {
    assertThatThrownBy(() ->
            bound(
                "monitor.streams",
                StreamsProperties.class,
                Map.of("monitor.streams.state-dir", "/tmp/x")))
        .hasStackTraceContaining("state-dir");
    assertThatThrownBy(() ->
            bound(
                "monitor.streams",
                StreamsProperties.class,
                Map.of("monitor.streams.commit-interval", "0s")))
        .hasStackTraceContaining("commit-interval must be more than zero");
  }

  private static <T> T bound(String prefix, Class<T> type, Map<String, String> keys) {
    return new Binder(new MapConfigurationPropertySource(keys))
        .bindOrCreate(
            prefix, Bindable.of(type), new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
  }
}
