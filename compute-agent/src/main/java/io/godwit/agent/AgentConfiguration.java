package io.godwit.agent;

import io.godwit.agent.bus.adapter.KafkaClients;
import io.godwit.agent.host.HostView.DiskLocks;
import io.godwit.agent.host.adapter.HostInspector;
import io.godwit.agent.host.adapter.HostProperties;
import io.godwit.agent.host.adapter.NetworkProbe;
import io.godwit.agent.host.adapter.QemuConfiguration;
import io.godwit.agent.host.adapter.ReportingProperties;
import io.godwit.agent.host.adapter.SimulatedProperties;
import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.hypervisor.libvirt.adapter.LibvirtHypervisor;
import io.godwit.agent.hypervisor.libvirt.adapter.LibvirtSettings;
import io.godwit.agent.storage.adapter.StorageProperties;
import io.godwit.service.topics.TopicsProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The agent's parts, put together: one libvirt host, or several simulated ones. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  HostProperties.class,
  LibvirtSettings.class,
  ReportingProperties.class,
  SimulatedProperties.class,
  StorageProperties.class,
  TopicsProperties.class
})
class AgentConfiguration {

  @Bean
  KafkaClients kafkaClients(KafkaProperties kafka, TopicsProperties topics) {
    return new KafkaClients(kafka, topics);
  }

  @Bean
  Agents agents(
      HostProperties host,
      LibvirtSettings libvirt,
      SimulatedProperties simulated,
      KafkaClients kafka,
      ReportingProperties reporting,
      StorageProperties storage,
      MeterRegistry metrics,
      ConfigurableApplicationContext context) {
    var agents = new ArrayList<HostAgent>();
    var stop = new FatalStop(() -> SpringApplication.exit(context, () -> FatalStop.STATUS));
    if (simulated.hosts() == 0) {
      var identity = host.identity();
      var hypervisor = libvirt(host, libvirt);
      agents.add(
          new HostAgent(
              identity,
              hypervisor,
              host.stateDirectory(),
              kafka,
              reporting,
              new HostInspector(
                  identity,
                  hypervisor,
                  host.copyPool().isBlank() ? null : host.copyPool(),
                  QemuConfiguration.of(host.uri(), host.qemuConfiguration()),
                  new NetworkProbe(host.probeNetwork())),
              storage,
              metrics,
              stop));
      return new Agents(kafka, agents, () -> {});
    }
    var world = SimulatedHosts.world(simulated);
    for (var identity : SimulatedHosts.identities(simulated)) {
      var hypervisor = world.hypervisor(identity.host());
      agents.add(
          new HostAgent(
              identity,
              hypervisor,
              host.stateDirectory().resolve(identity.host().value()),
              kafka,
              reporting,
              new HostInspector(
                  identity,
                  hypervisor,
                  "default",
                  () -> new DiskLocks.Unknown("the host is simulated"),
                  new NetworkProbe(false)),
              storage,
              metrics,
              stop));
    }
    return new Agents(kafka, agents, world);
  }

  private static Hypervisor libvirt(HostProperties host, LibvirtSettings settings) {
    return new LibvirtHypervisor(
        new LibvirtSettings(
            host.uri(),
            settings.timeLimit(),
            settings.keepAliveInterval(),
            settings.keepAliveCount(),
            settings.parallelQueries()));
  }

  @Bean
  HealthIndicator hypervisorHealthIndicator(Agents agents) {
    return () -> of(agents.hosts(), HostAgent::isHypervisorConnected, "does not answer");
  }

  @Bean
  HealthIndicator commandsHealthIndicator(Agents agents) {
    return () -> of(agents.hosts(), HostAgent::isReadingCommands, "commands are not read");
  }

  private static Health of(List<HostAgent> hosts, Predicate<HostAgent> well, String otherwise) {
    var health = hosts.stream().allMatch(well) ? Health.up() : Health.down();
    for (var host : hosts) {
      health.withDetail(host.host().value(), well.test(host) ? "up" : otherwise);
    }
    return health.build();
  }
}
