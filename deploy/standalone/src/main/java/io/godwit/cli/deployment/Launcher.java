package io.godwit.cli.deployment;

import io.godwit.parts.Child;
import io.godwit.parts.Folders;
import io.godwit.parts.Lab;
import io.godwit.parts.PartFailed;
import io.godwit.parts.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Starts a whole deployment and ends it. */
public final class Launcher {
  private static final Duration READY_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(12);
  private final Home home;
  private final Consumer<String> say;

  /**
   * @param say tells people what happens
   */
  public Launcher(Home home, Consumer<String> say) {
    this.home = home;
    this.say = say;
  }

  /**
   * Starts everything and returns when it is ready; leaves nothing running when it fails or is
   * interrupted. Of a deployment that is up it starts again what has ended.
   *
   * @throws PartFailed where something is in the way; the message says what
   */
  public Deployment up(DeploymentFolder folder, Settings settings, Fleet fleet) throws Exception {
    var ended = endedOfReady(folder);
    if (!ended.isEmpty()) {
      return startAgain(folder, ended);
    }
    refuseSecond(folder);
    refuseTakenPorts(settings);
    try {
      return start(folder, settings, fleet);
    } catch (Exception e) {
      // What was interrupted shall not interrupt the cleaning up.
      boolean interrupted = Thread.interrupted() || e instanceof InterruptedException;
      say.accept((interrupted ? "interrupted: " : "") + "stopping what was started");
      down(folder);
      // However the interrupt came out of what was at work, it is one.
      throw interrupted ? new InterruptedException("interrupted while it started") : e;
    }
  }

  /** What has ended of a deployment that was ready and of which something still runs. */
  private static List<Child.Started> endedOfReady(DeploymentFolder folder) throws IOException {
    boolean ready = Deployment.read(folder.path()).map(Deployment::ready).orElse(false);
    return ready && !folder.running().isEmpty()
        ? folder.processes().children().stream().filter(child -> !child.alive()).toList()
        : List.of();
  }

  /** Leaves what runs alone, and what it was told: only what has ended is started again. */
  private Deployment startAgain(DeploymentFolder folder, List<Child.Started> ended)
      throws IOException, InterruptedException {
    var known = Deployment.read(folder.path()).orElseThrow();
    var started = new HashMap<String, Child.Started>();
    for (var child : ended.stream().sorted(Comparator.comparingInt(Child.Started::rank)).toList()) {
      say.accept("starting %s again, which has ended".formatted(child.name()));
      started.put(child.name(), folder.processes().startAgain(child));
    }
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    for (var member : known.members()) {
      var process = started.get(member.name());
      if (process != null) {
        awaitReady(process, member.port(), deadline);
      }
    }
    return known;
  }

  private void refuseSecond(DeploymentFolder folder) throws IOException, InterruptedException {
    var running = folder.running();
    var known = Deployment.read(folder.path());
    if (!running.isEmpty() && known.map(Deployment::ready).orElse(false)) {
      throw new PartFailed(
          "it is already up at %s (./godwit status, ./godwit down)"
              .formatted(known.orElseThrow().url()));
    }
    if (!running.isEmpty()) {
      var names = running.stream().map(Child.Started::name).toList();
      throw new PartFailed(
          "of an earlier start in %s still run %s: ./godwit down first"
              .formatted(folder.path(), String.join(", ", names)));
    }
    if (known.isPresent()) {
      say.accept(
          "the last run in %s ended without ./godwit down; its data is kept"
              .formatted(folder.path()));
      down(folder);
    }
  }

  private static void refuseTakenPorts(Settings settings) {
    var wanted = new TreeMap<String, Integer>();
    wanted.put("--port", settings.ports().gateway());
    wanted.put("--kafka-port", settings.kafka() == null ? settings.ports().kafka() : 0);
    wanted.put("--database-port", settings.database() == null ? settings.ports().database() : 0);
    wanted.forEach((option, port) -> {
      if (port != 0 && Ports.taken(port)) {
        throw new PartFailed(
            "%s: port %d is taken by another process; name another one, or 0 for a free one"
                .formatted(option, port));
      }
    });
  }

  private Deployment start(DeploymentFolder folder, Settings settings, Fleet fleet)
      throws Exception {
    Files.createDirectories(folder.path().resolve("tmp"));
    int port = Ports.orFree(settings.ports().gateway());
    var plan = Deployment.starting(port, fleet, Instant.now());
    plan.write(folder.path());
    var parts = new Infrastructure(folder.processes(), folder.path(), settings);
    List<AgentPlan> agents;
    Endpoints endpoints;
    try (var together = new Together()) {
      var kafka = together.run(parts::kafka);
      var database = together.run(parts::database);
      var hosts = together.run(() -> fleet.agents(folder.path().resolve("agents")));
      together.await();
      endpoints = new Endpoints(kafka.join(), database.join());
      agents = hosts.join();
    }
    var others = Ports.free(ServicePlan.portsBesidesGateway(agents.size()));
    var services = ServicePlan.all(agents, port, others, settings.ofScheduler());
    plan = plan.with(endpoints, services);
    plan.write(folder.path());
    startServices(folder, services, endpoints);
    plan = plan.asReady();
    plan.write(folder.path());
    return plan;
  }

  private void startServices(
      DeploymentFolder folder, List<ServicePlan> services, Endpoints endpoints)
      throws IOException, InterruptedException {
    var processes = folder.processes();
    var started = new ArrayList<Child.Started>();
    for (var service : services) {
      started.add(processes.start(service.child(home, folder.path(), endpoints)));
    }
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    for (int i = 0; i < services.size(); i++) {
      awaitReady(started.get(i), services.get(i).port(), deadline);
    }
  }

  private static void awaitReady(Child.Started process, int port, long deadline)
      throws IOException, InterruptedException {
    while (!Health.awaitReady(port, Duration.ofSeconds(1))) {
      if (!process.alive()) {
        throw process.failure("ended");
      }
      if (System.nanoTime() > deadline) {
        throw process.failure(
            "is not ready after %d s: %s"
                .formatted(READY_LIMIT.toSeconds(), Health.explanation(port)));
      }
    }
  }

  /** Ends all that runs in this folder, and the lab that was started with it. */
  public void down(DeploymentFolder folder) throws IOException, InterruptedException {
    var known = Deployment.read(folder.path());
    folder.processes().stopAll(STOP_LIMIT);
    String lab = known.map(Deployment::lab).orElse(null);
    if (lab != null) {
      new Lab(home.labScript(), lab).down();
    }
    Folders.delete(folder.path().resolve("tmp"));
    Deployment.forget(folder.path());
  }
}
