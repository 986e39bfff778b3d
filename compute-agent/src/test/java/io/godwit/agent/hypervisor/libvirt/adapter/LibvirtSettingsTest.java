package io.godwit.agent.hypervisor.libvirt.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LibvirtSettingsTest {
  @Test
  void defaults() {
    assertThat(bound(Map.of()))
        .isEqualTo(
            new LibvirtSettings(
                "qemu:///system", Duration.ofSeconds(5), Duration.ofSeconds(5), 5, 4))
        .isEqualTo(LibvirtSettings.of("qemu:///system"));
  }

  @Test
  void keys() {
    assertThat(
            bound(
                Map.of(
                    "agent.libvirt.uri", "test:///default",
                    "agent.libvirt.time-limit", "2s",
                    "agent.libvirt.keep-alive-interval", "7s",
                    "agent.libvirt.keep-alive-count", "3",
                    "agent.libvirt.parallel-queries", "2")))
        .isEqualTo(
            new LibvirtSettings(
                "test:///default", Duration.ofSeconds(2), Duration.ofSeconds(7), 3, 2));
  }

  @Test
  void whatCannotWorkIsRefused() {
    var second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new LibvirtSettings("", second, second, 1, 1))
        .hasMessageContaining("uri");
    assertThatThrownBy(() -> new LibvirtSettings("x", Duration.ZERO, second, 1, 1))
        .hasMessageContaining("timeLimit");
    assertThatThrownBy(() -> new LibvirtSettings("x", second, Duration.ZERO, 1, 1))
        .hasMessageContaining("keepAliveInterval");
    assertThatThrownBy(() -> new LibvirtSettings("x", second, second, 0, 1))
        .hasMessageContaining("keepAliveCount");
    assertThatThrownBy(() -> new LibvirtSettings("x", second, second, 1, 6))
        .hasMessageContaining("parallelQueries");
  }

  private static LibvirtSettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("agent.libvirt", LibvirtSettings.class);
  }
}
