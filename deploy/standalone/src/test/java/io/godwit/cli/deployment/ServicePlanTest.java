package io.godwit.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.godwit.cli.deployment.AgentPlan.RealHost;
import io.godwit.cli.deployment.AgentPlan.SimulatedGuest;
import io.godwit.parts.Child;
import io.godwit.parts.Database;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServicePlanTest {
  private static final Path STATE = Path.of("/state");
  private static final LinkRate LINK = LinkRate.parse("500mbit");

  @Test
  void agentOfARealHostIsToldItsAddressesLinkAndMemory() {
    var host =
        new RealHost("host1", "qemu+unix:///x", "qemu+tcp://10.77.0.1/system", LINK, 2L << 30);

    assertThat(AgentPlan.real(host, STATE))
        .isEqualTo(
            new AgentPlan(
                "agent-host1",
                List.of(
                    "--agent.host.id=host1",
                    "--agent.host.uri=qemu+unix:///x",
                    "--agent.host.peer-uri=qemu+tcp://10.77.0.1/system",
                    "--agent.host.link-rate=62500000B",
                    "--agent.host.memory=2147483648B",
                    "--agent.host.state-directory=/state/agent-host1")));
  }

  @Test
  void oneAgentServesAllSimulatedHostsAndTheirGuests() {
    var guest = new SimulatedGuest("wild", "sim-1", 512, 256, 400);

    assertThat(AgentPlan.simulated(2, LINK, List.of(guest), STATE).settings())
        .containsExactly(
            "--agent.simulated.hosts=2",
            "--agent.simulated.link-rate=62500000B",
            "--agent.simulated.guests[0].name=wild",
            "--agent.simulated.guests[0].host=sim-1",
            "--agent.simulated.guests[0].memory=512MB",
            "--agent.simulated.guests[0].working-set=256MB",
            "--agent.simulated.guests[0].dirty-rate=400MB",
            "--agent.host.state-directory=/state/agent-simulated");
  }

  @Test
  void everyServiceHasAPortOfItsOwnAndTheGatewayTheOneAskedFor() {
    var agents = List.of(new AgentPlan("agent-a", List.of()), new AgentPlan("agent-b", List.of()));
    var others = List.of(1, 2, 3, 4, 5);

    var services = ServicePlan.all(agents, 8080, others, null);

    assertThat(others).hasSize(ServicePlan.portsBesidesGateway(agents.size()));
    assertThat(services)
        .extracting(ServicePlan::name, ServicePlan::jar, ServicePlan::port)
        .containsExactly(
            tuple("scheduler-service", "scheduler-service", 1),
            tuple("api-gateway", "api-gateway", 8080),
            tuple("monitor-service", "monitor-service", 2),
            tuple("policy-service", "policy-service", 3),
            tuple("agent-a", "compute-agent", 4),
            tuple("agent-b", "compute-agent", 5));
  }

  @Test
  void limitOfEachMigrationIsTheSchedulersAlone() {
    var services = ServicePlan.all(List.of(), 8080, List.of(1, 2, 3), 64);

    assertThat(services.getFirst().settings())
        .containsExactly("--scheduler.limits.bandwidth-per-migration=64MB");
    assertThat(services.subList(1, services.size()))
        .allSatisfy(service -> assertThat(service.settings()).isEmpty());
  }

  @Test
  void passwordIsHandedOnInTheEnvironmentAndNotInTheCommand() {
    var access = new Database.Access("jdbc:postgresql://127.0.0.1:1/godwit", "godwit", "secret");
    var service = new ServicePlan("scheduler-service", "scheduler-service", 1, 112, List.of());

    Child child =
        service.child(new Home(Path.of("/none")), STATE, new Endpoints("127.0.0.1:9", access));

    assertThat(child.environment())
        .containsEntry("GODWIT_DATABASE_PASSWORD", "secret")
        .containsEntry("GODWIT_KAFKA", "127.0.0.1:9");
    assertThat(child.command()).noneMatch(word -> word.contains("secret"));
    assertThat(child.command())
        .contains("/none/deploy/standalone/target/godwit/lib/scheduler-service-0.1.0.jar");
  }
}
