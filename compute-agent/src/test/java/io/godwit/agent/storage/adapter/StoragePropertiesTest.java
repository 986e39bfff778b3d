package io.godwit.agent.storage.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class StoragePropertiesTest {
  private static StorageProperties bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("agent.storage", StorageProperties.class);
  }

  @Test
  void defaults() {
    assertThat(bound(Map.of()))
        .isEqualTo(
            new StorageProperties("iscsiadm", Duration.ofSeconds(30), Duration.ofSeconds(5)));
  }

  @Test
  void keys() {
    assertThat(
            bound(
                Map.of(
                    "agent.storage.iscsiadm", "ip netns exec h1 iscsiadm",
                    "agent.storage.iscsi-time-limit", "7s",
                    "agent.storage.retry", "1s")))
        .isEqualTo(
            new StorageProperties(
                "ip netns exec h1 iscsiadm", Duration.ofSeconds(7), Duration.ofSeconds(1)));
  }

  @Test
  void whatCannotWorkIsRefused() {
    var second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new StorageProperties(" ", second, second))
        .hasMessageContaining("agent.storage.iscsiadm");
    assertThatThrownBy(() -> new StorageProperties("x", Duration.ZERO, second))
        .hasMessageContaining("agent.storage.iscsi-time-limit");
    assertThatThrownBy(() -> new StorageProperties("x", second, Duration.ZERO))
        .hasMessageContaining("agent.storage.retry");
  }
}
