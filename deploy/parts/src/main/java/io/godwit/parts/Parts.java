package io.godwit.parts;

import io.godwit.parts.Database.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The real parts for tests: started once for all tests of a build by the first that needs them,
 * ended when the build ends. Broker and database come from containers instead where an engine has
 * the images.
 */
public final class Parts {
  private static final String LINK = "500mbit";
  private static final int HOSTS = 2;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static @Nullable Boolean containers;

  private Parts() {}

  /** The bootstrap servers of a broker; tests share it and take topics' prefixes of their own. */
  public static String broker() {
    return doing(() -> inContainers() ? Containers.bootstrapServers() : ofBuild(Parts::broker));
  }

  /** A fresh, empty database of a server that tests share. */
  public static Database.Access database() {
    return doing(() -> {
      if (inContainers()) {
        return Containers.freshDatabase();
      }
      try {
        return ofBuild(Parts::server)
            .create("test_" + UUID.randomUUID().toString().replace("-", ""));
      } catch (SQLException e) {
        throw new IOException("the database of a test cannot be made", e);
      }
    });
  }

  /**
   * A lab that is up, with host1 and host2 and links of 500 Mbit/s. Where the machine cannot run it
   * the test is aborted, or fails if this is CI.
   */
  public static Lab lab() {
    requireLab();
    return doing(() -> ofBuild(Parts::lab));
  }

  /** For tests that load libvirt's client library, which the lab's packages bring. */
  public static void requireLibvirt() {
    requireLab();
    doing(() ->
        ofBuild(build -> {
          build.lab().installPackages();
          return build;
        }));
  }

  /** For tests that have a lab of their own. */
  public static void requireLab() {
    Optional<String> obstacle = Lab.obstacle();
    if (obstacle.isPresent()) {
      doNotRun(obstacle.get());
    }
  }

  private static void doNotRun(String obstacle) {
    String sentence = "NOT RUN: tests on real hosts, since the lab cannot run: " + obstacle;
    System.err.printf("%n%s%n%s%n%s%n%n", "!".repeat(90), sentence, "!".repeat(90));
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(sentence + " (CI=true: this is a failure)");
    }
    Assumptions.abort(sentence);
  }

  private static synchronized boolean inContainers() {
    if (containers == null) {
      containers = Containers.available();
    }
    return containers;
  }

  /** How one part of a build is started or found. */
  private interface OfBuild<T> {
    T in(BuildFolder build) throws IOException, InterruptedException;
  }

  private static <T> T ofBuild(OfBuild<T> part) throws IOException, InterruptedException {
    // Within a JVM the file lock does not exclude: it would throw.
    synchronized (Parts.class) {
      var build = BuildFolder.ofThisBuild();
      return build.exclusively(() -> part.in(build));
    }
  }

  private static String broker(BuildFolder build) throws IOException, InterruptedException {
    var processes = new ProcessFolder(build.folder());
    Path known = build.folder().resolve("broker");
    if (runs(processes, Broker.NAME) && Files.exists(known)) {
      return Files.readString(known);
    }
    forget(processes, Broker.NAME);
    var started =
        Broker.start(processes, new Broker.Settings(build.folder().resolve("kafka"), 0, 0));
    started.awaitReady();
    Files.writeString(known, started.bootstrapServers());
    return started.bootstrapServers();
  }

  private static Database.Server server(BuildFolder build)
      throws IOException, InterruptedException {
    var processes = new ProcessFolder(build.folder());
    Path known = build.folder().resolve("database");
    var running = processes.find(Database.NAME).filter(Child.Started::alive);
    if (running.isPresent() && Files.exists(known)) {
      var lines = Files.readAllLines(known);
      return new Database.Server(
          running.get(), Integer.parseInt(lines.getFirst()), lines.getLast());
    }
    forget(processes, Database.NAME);
    Path data = build.folder().resolve("postgres");
    var server = Database.start(processes, new Database.Settings(data, 0, 0, Durability.NONE));
    Files.writeString(known, server.port() + "\n" + server.password());
    return server;
  }

  private static Lab lab(BuildFolder build) throws IOException, InterruptedException {
    var lab = build.lab();
    if (!lab.isUp()) {
      lab.up(HOSTS, LINK);
    }
    return lab;
  }

  /** What a test JVM left that died while it waited for it. */
  private static void forget(ProcessFolder processes, String name)
      throws IOException, InterruptedException {
    processes.stop(processes.find(name).stream().toList(), STOP_LIMIT);
  }

  private static boolean runs(ProcessFolder processes, String name) throws IOException {
    return processes.find(name).filter(Child.Started::alive).isPresent();
  }

  private static <T> T doing(BuildFolder.Work<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new PartFailed("a part cannot be had: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PartFailed("interrupted while a part was started", e);
    }
  }
}
