package io.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.gateway.http.adapter.hosts.HttpProperties;
import io.godwit.gateway.live.adapter.LiveProperties;
import io.godwit.gateway.projection.adapter.ProjectionProperties;
import io.godwit.gateway.request.adapter.RequestsProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

class ConfigurationTest {
  @Test
  void defaultsAreThese() {
    assertThat(bind("gateway.requests", RequestsProperties.class, Map.of()))
        .isEqualTo(new RequestsProperties("operator", Duration.ofSeconds(5)));
    assertThat(bind("gateway.projection", ProjectionProperties.class, Map.of()))
        .isEqualTo(
            new ProjectionProperties(
                Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofDays(30)));
    assertThat(bind("gateway.live", LiveProperties.class, Map.of()))
        .isEqualTo(new LiveProperties(64, 1000, Duration.ofSeconds(15)));
    assertThat(bind("gateway.http", HttpProperties.class, Map.of()))
        .isEqualTo(new HttpProperties(Duration.ofSeconds(10)));
  }

  @Test
  void keysAreThese() {
    assertThat(
            bind(
                "gateway.requests",
                RequestsProperties.class,
                Map.of("principal", "ops", "acknowledgement-limit", "2s")))
        .isEqualTo(new RequestsProperties("ops", Duration.ofSeconds(2)));
    assertThat(
            bind(
                "gateway.projection",
                ProjectionProperties.class,
                Map.of("progress-interval", "3s", "heartbeat-interval", "4s", "keep", "7d")))
        .isEqualTo(
            new ProjectionProperties(
                Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofDays(7)));
    assertThat(
            bind(
                "gateway.live",
                LiveProperties.class,
                Map.of("max-clients", "1", "queue-capacity", "2", "heartbeat", "3s")))
        .isEqualTo(new LiveProperties(1, 2, Duration.ofSeconds(3)));
    assertThat(bind("gateway.http", HttpProperties.class, Map.of("host-alive-within", "20s")))
        .isEqualTo(new HttpProperties(Duration.ofSeconds(20)));
  }

  @Test
  void unknownKeysAndWrongValuesAreRefused() {
    assertThatThrownBy(() -> bind("gateway.live", LiveProperties.class, Map.of("max-client", "1")))
        .hasRootCauseMessage("The elements [gateway.live.max-client] were left unbound.");
    assertThatThrownBy(() -> bind("gateway.live", LiveProperties.class, Map.of("max-clients", "0")))
        .hasRootCauseMessage("max-clients must be at least 1, is 0");
    assertThatThrownBy(() ->
            bind(
                "gateway.projection",
                ProjectionProperties.class,
                Map.of("heartbeat-interval", "6s")))
        .hasRootCauseMessage(
            "heartbeat-interval must not exceed 5s, or hosts that are alive look dead");
    assertThatThrownBy(
            () -> bind("gateway.projection", ProjectionProperties.class, Map.of("keep", "5s")))
        .hasRootCauseMessage("keep must be at least 1m");
    assertThatThrownBy(
            () -> bind("gateway.requests", RequestsProperties.class, Map.of("principal", "a b")))
        .hasRootCauseMessage("principal must be 1 to 100 of A-Z a-z 0-9 . _ ~ -, is 'a b'");
  }

  private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
    var properties = new HashMap<String, Object>();
    values.forEach((key, value) -> properties.put(prefix + "." + key, value));
    try (var context = new AnnotationConfigApplicationContext()) {
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("test", properties));
      context.register(Bound.class);
      context.refresh();
      return context.getBean(type);
    }
  }

  @EnableConfigurationProperties({
    RequestsProperties.class,
    ProjectionProperties.class,
    LiveProperties.class,
    HttpProperties.class
  })
  static final class Bound {}
}
