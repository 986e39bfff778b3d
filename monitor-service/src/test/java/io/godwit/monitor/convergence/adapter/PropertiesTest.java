package io.godwit.monitor.convergence.adapter;

import static io.godwit.service.testing.Settings.bound;
import static io.godwit.service.testing.Settings.environment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PropertiesTest {
  @Test
  void streamsAreSetUnderMonitorStreams() {
    var environment = environment(Map.of("monitor.streams.commit-interval", "2s"));
    assertThat(MonitorConfiguration.streamsProperties(environment).commitInterval())
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void convergenceDefaults() {
    assertThat(bound("monitor.convergence", ConvergenceProperties.class, Map.of()))
        .isEqualTo(new ConvergenceProperties(Duration.ofMinutes(15), Duration.ofSeconds(5)));
  }

  @Test
  void silenceIsLongerThanTheSpacingOfSamples() {
    assertThatThrownBy(() ->
            bound(
                "monitor.convergence",
                ConvergenceProperties.class,
                Map.of("monitor.convergence.silent-after", "1s")))
        .hasStackTraceContaining("monitor.convergence.silent-after must be at least 2s");
  }

  @Test
  void unknownKeysOfTheStreamsAreRefused() {
    var environment = environment(Map.of("monitor.streams.state-dir", "/tmp/x"));
    assertThatThrownBy(() -> MonitorConfiguration.streamsProperties(environment))
        .hasStackTraceContaining("monitor.streams.state-dir");
  }
}
