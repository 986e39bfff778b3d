package io.godwit.cli.deployment;

import io.godwit.parts.Child;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One service process.
 *
 * @param name of its process
 * @param jar in the folder of jars
 * @param port of its HTTP server, on loopback
 */
public record ServicePlan(
    String name, String jar, int port, int heapMebibytes, List<String> settings) {
  public static final String GATEWAY = "api-gateway";
  private static final String SCHEDULER = "scheduler-service";
  private static final int RANK = 1;
  static final int HEAP_MEBIBYTES = 112;

  public ServicePlan {
    settings = List.copyOf(settings);
  }

  private record Program(String name, int heapMebibytes) {}

  private static final List<Program> CONTROL_PLANE =
      List.of(
          new Program(SCHEDULER, HEAP_MEBIBYTES),
          new Program(GATEWAY, HEAP_MEBIBYTES),
          new Program("monitor-service", HEAP_MEBIBYTES),
          new Program("policy-service", HEAP_MEBIBYTES));

  /** How many ports {@link #all} needs besides the gateway's. */
  static int portsBesidesGateway(int agents) {
    return CONTROL_PLANE.size() - 1 + agents;
  }

  /**
   * Every service, and an agent per plan.
   *
   * @param scheduler what the scheduler is told beside its defaults
   */
  static List<ServicePlan> all(
      List<AgentPlan> agents, int gatewayPort, List<Integer> otherPorts, List<String> scheduler) {
    var services = new ArrayList<ServicePlan>();
    var ports = otherPorts.iterator();
    for (var program : CONTROL_PLANE) {
      int port = program.name().equals(GATEWAY) ? gatewayPort : ports.next();
      services.add(
          new ServicePlan(
              program.name(),
              program.name(),
              port,
              program.heapMebibytes(),
              program.name().equals(SCHEDULER) ? scheduler : List.of()));
    }
    for (var agent : agents) {
      services.add(
          new ServicePlan(
              agent.name(),
              "compute-agent",
              ports.next(),
              agent.heapMebibytes(),
              agent.settings()));
    }
    return services;
  }

  /** The process: a small JVM that starts fast, since it mostly waits. */
  Child child(Home home, Path folder, Endpoints endpoints) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heapMebibytes + "m", "-Xss512k", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(List.of("-Djava.io.tmpdir=" + folder.resolve("tmp")));
    command.addAll(List.of("-jar", home.lib().resolve(jar + "-0.1.0.jar").toString()));
    command.add("--server.port=" + port);
    command.addAll(settings);
    Map<String, String> environment = new HashMap<>(endpoints.environment());
    // Each arena of the C library keeps memory of its own: a waiting process needs few.
    environment.put("MALLOC_ARENA_MAX", "2");
    return new Child(name, command, environment, RANK);
  }
}
