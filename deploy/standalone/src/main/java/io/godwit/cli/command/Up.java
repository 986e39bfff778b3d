package io.godwit.cli.command;

import io.godwit.cli.deployment.DeploymentFolder;
import io.godwit.cli.deployment.Fleets;
import io.godwit.cli.deployment.Home;
import io.godwit.cli.deployment.HostsChoice;
import io.godwit.cli.deployment.Launcher;
import io.godwit.cli.deployment.LinkRate;
import io.godwit.cli.deployment.Settings;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Screen;
import io.godwit.parts.Lab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts a whole deployment on this machine. */
@Command(
    name = "up",
    description = "Starts broker, database and all services on this machine, and their hosts.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "GODWIT_KAFKA (bootstrap servers) and GODWIT_DATABASE (JDBC URL, with",
      "GODWIT_DATABASE_USER and GODWIT_DATABASE_PASSWORD) name ones that are there already.",
      "",
      "Examples:",
      "  ./godwit up",
      "  ./godwit up --hosts lab:3 --link 500mbit --limit 64",
      "  ./godwit up --hosts simulated:4 --port 0 --folder /tmp/try",
      "  ./godwit up --hosts a=qemu+tcp://10.0.0.1/system,b=qemu+tcp://10.0.0.2/system",
    })
public final class Up implements Callable<Integer> {
  @Option(
      names = "--hosts",
      paramLabel = "HOSTS",
      description =
          "lab:N, simulated:N, or URIs of libvirt as [NAME=]URI[,...] (default: lab:2, and"
              + " simulated:2 where the lab cannot run)",
      converter = Values.HostsConverter.class)
  private @Nullable HostsChoice hosts;

  @Option(
      names = "--link",
      paramLabel = "RATE",
      description = "what the hosts' links carry, as 500mbit or 10gbit",
      converter = Values.LinkConverter.class)
  private @Nullable LinkRate link;

  @Option(
      names = "--limit",
      paramLabel = "MiB/s",
      description = "limit of each migration's bandwidth (default: none)",
      converter = Values.LimitConverter.class)
  private @Nullable Integer limit;

  @Option(names = "--folder", paramLabel = "DIR", description = "for data, logs and pid files")
  private @Nullable Path folder;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "of the gateway; 0 for a free one (default: ${DEFAULT-VALUE})",
      converter = Values.PortConverter.class)
  private int port;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "of the broker; 0 for a free one (default: ${DEFAULT-VALUE})",
      converter = Values.PortConverter.class)
  private int kafkaPort;

  @Option(
      names = "--database-port",
      paramLabel = "PORT",
      defaultValue = "5433",
      description = "of the database; 0 for a free one (default: ${DEFAULT-VALUE})",
      converter = Values.PortConverter.class)
  private int databasePort;

  @Option(names = "--json", description = "prints what was started as JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    return Interruptible.run(this::up);
  }

  private int up() throws Exception {
    long began = System.nanoTime();
    var home = Home.ofThisProcess();
    var notes = Screen.standardError();
    var launcher = new Launcher(home, note -> notes.line("godwit: " + note));
    var place = folder == null ? Home.stateFolder() : folder;
    try (var opened = DeploymentFolder.open(place)) {
      var name = Objects.requireNonNullElse(Home.environment("GODWIT_LAB_NAME"), "godwit");
      var choice = hosts == null ? usualHosts(notes) : hosts;
      var fleet = Fleets.of(choice, link, new Lab(home.labScript(), name));
      notes.line("godwit: starting on %s, in %s".formatted(choice, opened.path()));
      var deployment = launcher.up(opened, settings(), fleet);
      var took = Duration.ofNanos(System.nanoTime() - began);
      var out = Screen.standardOutput();
      if (json) {
        out.line(Json.pretty(deployment));
      } else {
        out.line("%s  ready after %.1f s".formatted(deployment.url(), took.toMillis() / 1000.0));
        out.line("Kafka %s, hosts %s".formatted(deployment.kafka(), deployment.hosts()));
        out.line("./godwit hosts, ./godwit migrate GUEST, ./godwit status, ./godwit down");
      }
      return 0;
    }
  }

  private static HostsChoice usualHosts(Screen notes) {
    var obstacle = Lab.obstacle();
    if (obstacle.isEmpty()) {
      return new HostsChoice.LabHosts(2);
    }
    notes.line("godwit: real hosts cannot run here (%s): simulated ones".formatted(obstacle.get()));
    return new HostsChoice.SimulatedHosts(2);
  }

  private Settings settings() {
    String database = Home.environment("GODWIT_DATABASE");
    return new Settings(
        new Settings.Ports(port, kafkaPort, databasePort),
        limit,
        Home.environment("GODWIT_KAFKA"),
        database == null
            ? null
            : new Settings.ExistingDatabase(
                database,
                Objects.requireNonNullElse(Home.environment("GODWIT_DATABASE_USER"), "godwit"),
                Objects.requireNonNullElse(Home.environment("GODWIT_DATABASE_PASSWORD"), "")));
  }
}
