package io.godwit.cli.bench;

import io.godwit.cli.deployment.Deployment;
import io.godwit.cli.deployment.Fleet;
import io.godwit.cli.deployment.Home;
import io.godwit.cli.gateway.Evacuation;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.gateway.GatewayClient.Emptying;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** One evacuation in a deployment of its own, which ends with it. */
final class EvacuationRun {
  private static final Duration KNOWN_LIMIT = Duration.ofSeconds(90);
  private static final Duration END_LIMIT = Duration.ofMinutes(20);
  private static final long BETWEEN_LOOKS_MILLIS = 250;
  private final OwnDeployment own;

  /**
   * @param place folder of the deployment
   */
  EvacuationRun(Home home, Path place, Consumer<String> notes) {
    own = new OwnDeployment(home, place, notes);
  }

  /** What is done in a deployment around its evacuation. */
  interface Scene {
    /** Before it is asked for. */
    void before(GatewayClient gateway) throws Exception;

    /** When it has ended, and everything is still there. */
    default void after(Course course) throws Exception {}
  }

  /** The evacuation as the gateway shows it at its end, and what the events say. */
  record Ended(Evacuation evacuation, Course course) {}

  /** Starts everything, evacuates, and takes everything down again, however it ends. */
  Ended run(Fleet fleet, List<String> scheduler, String host, int hosts, Scene scene)
      throws Exception {
    return own.run(
        fleet,
        scheduler,
        deployment -> evacuate(deployment, host, hosts, scene),
        ended -> ended.evacuation().completed());
  }

  private Ended evacuate(Deployment deployment, String host, int hosts, Scene scene)
      throws Exception {
    var gateway = new GatewayClient(URI.create(deployment.url() + "/"));
    OwnDeployment.await(
        KNOWN_LIMIT, "the hosts are not known", () -> gateway.hosts().size() == hosts);
    scene.before(gateway);
    var wanted = new Emptying(host, null, null, "bench");
    var asked = Instant.now();
    String id = gateway.evacuate(wanted, UUID.randomUUID().toString()).id();
    var last = awaitEnd(gateway, id);
    var course = Course.since(asked, new EventLog(deployment.kafka()), Instant.now());
    scene.after(course);
    return new Ended(last, course);
  }

  private Evacuation awaitEnd(GatewayClient gateway, String id) throws InterruptedException {
    long deadline = System.nanoTime() + END_LIMIT.toNanos();
    var shown = gateway.evacuation(id);
    while (!shown.ended() && System.nanoTime() < deadline) {
      Thread.sleep(BETWEEN_LOOKS_MILLIS);
      shown = gateway.evacuation(id);
    }
    return shown;
  }
}
