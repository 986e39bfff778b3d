package io.godwit.cli.deployment;

import io.godwit.cli.terminal.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of a deployment for those who come after its starter.
 *
 * @param ready whether all services answered
 * @param url of the gateway
 * @param lab the lab that was started with it and ends with it
 * @param members the services and their ports
 */
public record Deployment(
    boolean ready,
    String url,
    String kafka,
    String database,
    String hosts,
    @Nullable String lab,
    Instant startedAt,
    List<Member> members) {
  private static final String FILE = "deployment.json";

  /** A service and the port of its HTTP server. */
  public record Member(String name, int port) {}

  public static Optional<Deployment> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    return Files.exists(file)
        ? Optional.of(Json.read(Files.readString(file), Deployment.class))
        : Optional.empty();
  }

  static Deployment starting(int port, Fleet fleet, Instant now) {
    return new Deployment(
        false,
        "http://127.0.0.1:" + port,
        "",
        "",
        fleet.description(),
        fleet.ownedLab(),
        now,
        List.of());
  }

  Deployment with(Endpoints endpoints, List<ServicePlan> services) {
    return new Deployment(
        ready,
        url,
        endpoints.kafka(),
        endpoints.database().jdbcUrl(),
        hosts,
        lab,
        startedAt,
        services.stream().map(one -> new Member(one.name(), one.port())).toList());
  }

  Deployment asReady() {
    return new Deployment(true, url, kafka, database, hosts, lab, startedAt, members);
  }

  void write(Path folder) throws IOException {
    Path fresh = folder.resolve(FILE + ".new");
    Files.writeString(fresh, Json.pretty(this));
    Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  static void forget(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILE));
  }
}
