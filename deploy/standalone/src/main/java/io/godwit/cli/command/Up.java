package io.godwit.cli.command;

import io.godwit.cli.command.option.HostsOptions;
import io.godwit.cli.command.option.Values;
import io.godwit.cli.deployment.DeploymentFolder;
import io.godwit.cli.deployment.Fleets;
import io.godwit.cli.deployment.Home;
import io.godwit.cli.deployment.Launcher;
import io.godwit.cli.deployment.Settings;
import io.godwit.cli.terminal.Interruptible;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Screen;
import io.godwit.parts.Lab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "  ./godwit up --hosts lab:3 --suite forky,forky,trixie --memory 3GiB",
      "  ./godwit up --hosts simulated:4 --port 0 --folder /tmp/try",
      "  ./godwit up --hosts a=qemu+tcp://10.0.0.1/system,b=qemu+tcp://10.0.0.2/system",
    })
public final class Up implements Callable<Integer> {
  @Mixin private HostsOptions hosts;

  @Option(
      names = "--suite",
      paramLabel = "SUITE",
      split = ",",
      description = "Debian suites of the lab's hosts, in turn: forky, trixie (default: forky)",
      converter = Values.SuiteConverter.class)
  private List<String> suites = new ArrayList<>();

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "that guests may use of each host, as 3GiB (default: the host's own)",
      converter = Values.MemoryConverter.class)
  private @Nullable Long memory;

  @Option(
      names = "--scheduler",
      paramLabel = "KEY=VALUE",
      description = "a setting of the scheduler, as limits.outgoing-per-host=2; repeatable",
      converter = Values.SettingConverter.class)
  private List<String> scheduler = new ArrayList<>();

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
    var place = Home.stateFolder(folder);
    try (var opened = DeploymentFolder.open(place)) {
      var name = Objects.requireNonNullElse(Home.environment("GODWIT_LAB_NAME"), "godwit");
      var choice = hosts.hosts(notes);
      var fleet =
          Fleets.of(
              choice,
              new Fleets.Make(hosts.link(), suites, memory),
              new Lab(home.labScript(), name));
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

  private Settings settings() {
    String database = Home.environment("GODWIT_DATABASE");
    return new Settings(
        new Settings.Ports(port, kafkaPort, databasePort),
        hosts.limit(),
        Home.environment("GODWIT_KAFKA"),
        database == null
            ? null
            : new Settings.ExistingDatabase(
                database,
                Objects.requireNonNullElse(Home.environment("GODWIT_DATABASE_USER"), "godwit"),
                Objects.requireNonNullElse(Home.environment("GODWIT_DATABASE_PASSWORD"), "")),
        scheduler.stream().map(setting -> "--scheduler." + setting).toList());
  }
}
