package io.godwit.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.godwit.cli.deployment.AgentPlan.RealHost;
import io.godwit.cli.deployment.AgentPlan.SimulatedFleet;
import io.godwit.cli.deployment.AgentPlan.SimulatedGuest;
import io.godwit.cli.deployment.AgentPlan.SimulatedHost;
import io.godwit.parts.Child;
import io.godwit.parts.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
                    "--agent.host.probe-network=false",
                    "--agent.host.state-directory=/state/agent-host1")));
  }

  @Test
  void agentOfThisMachineMayTryItsNetwork() {
    var host = new RealHost("here", "qemu:///system", "qemu+tcp://here/system", null, null);

    assertThat(AgentPlan.real(host, STATE).settings())
        .noneMatch(setting -> setting.contains("probe-network"));
  }

  @Test
  void oneAgentServesAllSimulatedHostsAndTheirGuests() {
    var guest = new SimulatedGuest("wild", "sim-1", 512, 256, 400);

    assertThat(
            AgentPlan.simulated(new SimulatedFleet(2, LINK, null, List.of(guest)), STATE)
                .settings())
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
  void simulatedHostsThatDifferAreDescribed() {
    var fleet =
        new SimulatedFleet(
            3,
            LINK,
            4096L,
            List.of(),
            new TreeMap<>(
                Map.of(
                    "sim-1", new SimulatedHost(LinkRate.parse("1gbit"), 8192L, "rack-a"),
                    "sim-3", new SimulatedHost(null, null, "rack-b"))),
            new TreeMap<>(Map.of("rack-a", LinkRate.parse("800mbit"))),
            false);

    assertThat(AgentPlan.simulated(fleet, STATE).settings())
        .containsExactly(
            "--agent.simulated.hosts=3",
            "--agent.simulated.link-rate=62500000B",
            "--agent.simulated.memory=4096MB",
            "--agent.simulated.described.sim-1.link-rate=125000000B",
            "--agent.simulated.described.sim-1.memory=8192MB",
            "--agent.simulated.described.sim-1.uplink=rack-a",
            "--agent.simulated.described.sim-3.uplink=rack-b",
            "--agent.simulated.uplinks.rack-a=100000000B",
            "--agent.simulated.tell-links=false",
            "--agent.host.state-directory=/state/agent-simulated");
  }

  @Test
  void everyServiceHasAPortOfItsOwnAndTheGatewayTheOneAskedFor() {
    var agents = List.of(new AgentPlan("agent-a", List.of()), new AgentPlan("agent-b", List.of()));
    var others = List.of(1, 2, 3, 4, 5);

    var services = ServicePlan.all(agents, 8080, others, List.of());

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
  void whatTheSchedulerIsToldIsItsAlone() {
    var settings =
        new Settings(Settings.Ports.FREE, 64, null, null, List.of("--scheduler.limits.cluster=5"));

    var services = ServicePlan.all(List.of(), 8080, List.of(1, 2, 3), settings.ofScheduler());

    assertThat(services.getFirst().settings())
        .containsExactly(
            "--scheduler.limits.bandwidth-per-migration=64MB", "--scheduler.limits.cluster=5");
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
