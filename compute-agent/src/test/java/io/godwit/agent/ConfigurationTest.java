package io.godwit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.agent.host.adapter.HostProperties;
import io.godwit.agent.host.adapter.ReportingProperties;
import io.godwit.agent.host.adapter.SimulatedProperties;
import io.godwit.events.GuestClass;
import io.godwit.events.InvalidField;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.unit.DataSize;

class ConfigurationTest {
  @EnableConfigurationProperties({
    HostProperties.class,
    ReportingProperties.class,
    SimulatedProperties.class
  })
  private static final class All {}

  private static <T> T bind(Class<T> type, Map<String, Object> properties) {
    try (var context = new AnnotationConfigApplicationContext()) {
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("test", properties));
      context.register(All.class);
      context.refresh();
      return context.getBean(type);
    }
  }

  @Test
  void defaults() {
    var none = Map.<String, Object>of();
    assertThat(bind(HostProperties.class, none))
        .isEqualTo(
            new HostProperties(
                null,
                "qemu:///system",
                null,
                null,
                null,
                null,
                true,
                Path.of("/etc/libvirt/qemu.conf"),
                "default",
                Path.of("/var/lib/godwit-agent")));
    assertThat(bind(ReportingProperties.class, none))
        .isEqualTo(
            new ReportingProperties(
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofMillis(180)));
    assertThat(bind(SimulatedProperties.class, none))
        .isEqualTo(
            new SimulatedProperties(
                0, DataSize.ofBytes(62_500_000), DataSize.ofGigabytes(16), 1, List.of()));
  }

  @Test
  void keysOfTheHost() {
    var host =
        bind(
            HostProperties.class,
            Map.of(
                "agent.host.id", "host1",
                "agent.host.uri", "qemu+tcp://10.0.0.1/system",
                "agent.host.peer-uri", "qemu+tcp://10.1.0.1/system",
                "agent.host.link-rate", "62500000B",
                "agent.host.memory", "4GB",
                "agent.host.uplink", "rack-1",
                "agent.host.probe-network", "false",
                "agent.host.qemu-configuration", "/tmp/qemu.conf",
                "agent.host.copy-pool", "copies",
                "agent.host.state-directory", "/tmp/state"));
    assertThat(host)
        .isEqualTo(
            new HostProperties(
                "host1",
                "qemu+tcp://10.0.0.1/system",
                "qemu+tcp://10.1.0.1/system",
                DataSize.ofBytes(62_500_000),
                DataSize.ofGigabytes(4),
                "rack-1",
                false,
                Path.of("/tmp/qemu.conf"),
                "copies",
                Path.of("/tmp/state")));
    assertThat(host.identity().uplink()).isEqualTo("rack-1");
    assertThat(host.identity().peerUri()).isEqualTo("qemu+tcp://10.1.0.1/system");
  }

  @Test
  void keysOfSimulatedHosts() {
    var simulated =
        bind(
            SimulatedProperties.class,
            Map.of(
                "agent.simulated.hosts", "2",
                "agent.simulated.link-rate", "1000B",
                "agent.simulated.memory", "8GB",
                "agent.simulated.speed", "2.5",
                "agent.simulated.guests[0].name", "web",
                "agent.simulated.guests[0].host", "sim-2",
                "agent.simulated.guests[0].memory", "1GB",
                "agent.simulated.guests[0].working-set", "16MB",
                "agent.simulated.guests[0].dirty-rate", "1MB",
                "agent.simulated.described.sim-2.uplink", "rack"));
    assertThat(simulated)
        .isEqualTo(
            new SimulatedProperties(
                2,
                DataSize.ofBytes(1000),
                DataSize.ofGigabytes(8),
                2.5,
                List.of(
                    new SimulatedProperties.Guest(
                        "web",
                        "sim-2",
                        DataSize.ofGigabytes(1),
                        DataSize.ofMegabytes(16),
                        DataSize.ofMegabytes(1))),
                Map.of("sim-2", new SimulatedProperties.Host(null, null, "rack")),
                Map.of(),
                true));
  }

  @Test
  void keysOfSimulatedHostsThatDiffer() {
    var simulated =
        bind(
            SimulatedProperties.class,
            Map.of(
                "agent.simulated.described.sim-1.link-rate", "10MB",
                "agent.simulated.described.sim-1.memory", "4GB",
                "agent.simulated.described.sim-1.uplink", "rack-a",
                "agent.simulated.uplinks.rack-a", "30MB",
                "agent.simulated.tell-links", "false"));
    assertThat(simulated.described())
        .isEqualTo(
            Map.of(
                "sim-1",
                new SimulatedProperties.Host(
                    DataSize.ofMegabytes(10), DataSize.ofGigabytes(4), "rack-a")));
    assertThat(simulated.uplinks()).isEqualTo(Map.of("rack-a", DataSize.ofMegabytes(30)));
    assertThat(simulated.tellLinks()).isFalse();
  }

  @Test
  void keysOfSimulatedGuestsThatChange() {
    var keys = new HashMap<String, Object>();
    var guest = "agent.simulated.guests[0].";
    keys.put(guest + "name", "web");
    keys.put(guest + "used", "300MB");
    keys.put(guest + "in-order", "true");
    keys.put(guest + "full-rate", "900MB");
    keys.put(guest + "compressible", "0.6");
    keys.put(guest + "repeats", "true");
    keys.put(guest + "guest-class", "critical");
    keys.put(guest + "project", "shop");
    keys.put(guest + "labels.tier", "gold");
    keys.put(guest + "spells[0].lasts", "20s");
    keys.put(guest + "spells[0].writers[0].working-set", "200MB");
    keys.put(guest + "spells[0].writers[0].dirty-rate", "400MB");

    assertThat(bind(SimulatedProperties.class, keys).guests())
        .containsExactly(
            new SimulatedProperties.Guest(
                "web",
                "sim-1",
                DataSize.ofMegabytes(512),
                DataSize.ofMegabytes(64),
                DataSize.ofMegabytes(20),
                DataSize.ofMegabytes(300),
                true,
                DataSize.ofMegabytes(900),
                0.6,
                List.of(
                    new SimulatedProperties.Spell(
                        Duration.ofSeconds(20),
                        List.of(
                            new SimulatedProperties.Writer(
                                DataSize.ofMegabytes(200), DataSize.ofMegabytes(400))))),
                true,
                GuestClass.CRITICAL,
                "shop",
                Map.of("tier", "gold")));
  }

  @Test
  void keysOfReporting() {
    assertThat(
            bind(
                ReportingProperties.class,
                Map.of(
                    "agent.reporting.heartbeat", "1s",
                    "agent.reporting.inventory-poll", "3s",
                    "agent.reporting.resources-poll", "15s",
                    "agent.reporting.inventory-refresh", "30s",
                    "agent.reporting.job-poll", "100ms")))
        .isEqualTo(
            new ReportingProperties(
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofMillis(100)));
  }

  @Test
  void unknownKeysAreRefused() {
    assertThatThrownBy(() -> bind(HostProperties.class, Map.of("agent.host.idd", "x")))
        .rootCause()
        .hasMessageContaining("agent.host.idd");
  }

  @Test
  void refreshBelowThePollIsRefused() {
    assertThatThrownBy(() ->
            bind(ReportingProperties.class, Map.of("agent.reporting.inventory-refresh", "1s")))
        .rootCause()
        .hasMessageContaining("agent.reporting.inventory-refresh");
  }

  @Test
  void hostWithoutANameIsRefused() {
    var host = bind(HostProperties.class, Map.of());
    assertThatThrownBy(host::identity)
        .isInstanceOf(InvalidField.class)
        .hasMessageContaining("agent.host.id");
  }
}
