package io.godwit.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.deployment.Deployment;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.gateway.GatewayClient.Wanted;
import io.godwit.cli.gateway.Migration;
import io.godwit.cli.progress.Follower;
import io.godwit.parts.Lab;
import io.godwit.parts.Parts;
import io.godwit.parts.ProcessFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** What users have: ./godwit up on a lab of two hosts, started and ended by the start script. */
final class Deployed {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String LINK = "500mbit";
  private final GodwitScript godwit;
  private final Path folder;
  private final Lab lab;
  private final Deployment deployment;
  private final GatewayClient gateway;

  private Deployed(GodwitScript godwit, Path folder, Lab lab) throws IOException {
    this.godwit = godwit;
    this.folder = folder;
    this.lab = lab;
    this.deployment = Deployment.read(folder).orElseThrow();
    this.gateway = new GatewayClient(URI.create(deployment.url() + "/"));
  }

  /** Aborts the test where the lab cannot run. */
  static Deployed onLab(Path folder) throws IOException, InterruptedException {
    return onLab(folder, "lab:2");
  }

  /**
   * Aborts the test where the lab cannot run.
   *
   * @param more options of ./godwit up
   */
  static Deployed onLab(Path folder, String hosts, String... more)
      throws IOException, InterruptedException {
    Parts.requireLab();
    var godwit = new GodwitScript(GodwitScript.LAB);
    var options = new ArrayList<>(List.of("--port", "0", "--kafka-port", "0"));
    options.addAll(List.of("--database-port", "0"));
    options.addAll(List.of(more));
    var up =
        godwit.run(
            List.of("up", "--hosts", hosts, "--link", LINK, "--folder", folder.toString()),
            options);
    assertThat(up.status()).as(up.toString()).isZero();
    return new Deployed(godwit, folder, godwit.lab());
  }

  GatewayClient gateway() {
    return gateway;
  }

  Lab lab() {
    return lab;
  }

  Deployment deployment() {
    return deployment;
  }

  /** Runs a command of the command line against this deployment. */
  GodwitScript.Ran run(String... arguments) throws IOException, InterruptedException {
    return godwit.run(List.of(arguments), List.of("--folder", folder.toString()));
  }

  /** Starts a guest and waits until the control plane knows it. */
  void guest(String name, int workingSetMib, int dirtyRateMibps)
      throws IOException, InterruptedException {
    lab.guest(new Lab.Wanted(name, "host1", 512, workingSetMib, dirtyRateMibps, 0));
    await(() -> gateway.hosts().stream().anyMatch(host -> host.runs(name)));
  }

  /** The host on which it is active, and no other. */
  String whereabouts(String guest) throws IOException, InterruptedException {
    return String.join(",", lab.list().guest(guest).orElseThrow().hosts());
  }

  Migration request(String guest, String destination) throws InterruptedException {
    return gateway.request(
        new Wanted(guest, destination, null, null), UUID.randomUUID().toString());
  }

  /** Follows it to its end. */
  Migration ended(Migration migration) throws InterruptedException {
    var last = new Follower(gateway, shown -> {}).follow(List.of(migration), LIMIT).getFirst();
    assertThat(last.ended()).as("ended: " + last).isTrue();
    return last;
  }

  Migration awaitState(String id, Predicate<Migration> wanted)
      throws IOException, InterruptedException {
    await(() -> wanted.test(gateway.byId(id)));
    return gateway.byId(id);
  }

  /** Kills a service like a crash does, and has ./godwit up start again what has ended. */
  void killAndRestart(String service) throws IOException, InterruptedException {
    var processes = new ProcessFolder(folder);
    var child = processes.find(service).orElseThrow();
    processes.kill(child);
    await(() -> !child.alive());
    var up = run("up", "--hosts", "lab:2");
    assertThat(up.status()).as(up.toString()).isZero();
  }

  /** Something that is expected to become true. */
  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  static void await(Condition condition) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.sleep(100);
    }
  }

  /** Ends it, and sees that nothing is left. */
  void down() throws IOException, InterruptedException {
    var down = run("down", "--delete-data");
    assertThat(down.status()).as(down.toString()).isZero();
    assertThat(lab.list().state()).isEqualTo("down");
  }
}
