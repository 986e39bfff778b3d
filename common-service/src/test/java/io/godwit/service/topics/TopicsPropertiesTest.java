package io.godwit.service.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

class TopicsPropertiesTest {
  @EnableConfigurationProperties(TopicsProperties.class)
  private static final class Bound {}

  @Test
  void defaultsAndKeys() {
    assertThat(bound(Map.of())).isEqualTo(new TopicsProperties("", 6, Duration.ofSeconds(60)));
    assertThat(
            bound(
                Map.of(
                    "godwit.topics.prefix", "test-",
                    "godwit.topics.partitions", "3",
                    "godwit.topics.patience", "5s")))
        .isEqualTo(new TopicsProperties("test-", 3, Duration.ofSeconds(5)));
  }

  @Test
  void unknownKeysAndImpossibleValuesAreRefused() {
    assertThatThrownBy(() -> bound(Map.of("godwit.topics.start-timeout", "5s")))
        .hasRootCauseMessage("The elements [godwit.topics.start-timeout] were left unbound.");
    assertThatThrownBy(() -> bound(Map.of("godwit.topics.prefix", "a b")))
        .hasStackTraceContaining("godwit.topics.prefix is no part of a topic's name: 'a b'");
    assertThatThrownBy(() -> bound(Map.of("godwit.topics.partitions", "0")))
        .hasStackTraceContaining("godwit.topics.partitions must be at least 1, is 0");
    assertThatThrownBy(() -> bound(Map.of("godwit.topics.patience", "-1s")))
        .hasStackTraceContaining("godwit.topics.patience must not be negative");
  }

  private static TopicsProperties bound(Map<String, Object> keys) {
    try (var context = new AnnotationConfigApplicationContext()) {
      context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", keys));
      context.register(Bound.class);
      context.refresh();
      return context.getBean(TopicsProperties.class);
    }
  }
}
