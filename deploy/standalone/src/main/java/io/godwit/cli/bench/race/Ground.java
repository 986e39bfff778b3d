package io.godwit.cli.bench.race;

import io.godwit.cli.bench.WarmUp;
import io.godwit.cli.deployment.DeploymentFolder;
import io.godwit.cli.deployment.Fleets;
import io.godwit.cli.deployment.Home;
import io.godwit.cli.deployment.HostsChoice.LabHosts;
import io.godwit.cli.deployment.Launcher;
import io.godwit.cli.deployment.Settings;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.parts.Folders;
import io.godwit.parts.Lab;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Two real hosts with the links that a run needs, and Godwit on them while its own ways are run: a
 * manual one has the machine for itself.
 */
final class Ground {
  private static final int HOSTS = 2;
  private static final int WARM_UP_MIB = 192;
  private static final String LOGS = "logs";
  private final DeploymentFolder folder;
  private final Lab lab;
  private final Consumer<String> notes;
  private final Launcher launcher;
  private @Nullable RaceLink link;
  private @Nullable GatewayClient gateway;
  private boolean broke;

  /**
   * @param lab of its own: what an earlier race left of it is ended
   */
  Ground(Home home, DeploymentFolder folder, Lab lab, Consumer<String> notes) {
    this.folder = folder;
    this.lab = lab;
    this.notes = notes;
    launcher = new Launcher(home, _ -> {});
  }

  /** Makes it what is wanted; whether the hosts are new, and nothing is on them. */
  boolean ready(RaceLink wanted, boolean godwit) throws Exception {
    boolean fresh = link != wanted;
    if (fresh) {
      clear();
      notes.accept("starting hosts with links of " + wanted.rate().text());
      lab.up(HOSTS, wanted.rate().text());
      link = wanted;
    }
    if (!godwit) {
      stopGodwit();
    } else if (gateway == null) {
      notes.accept("starting Godwit on them");
      var settings =
          new Settings(Settings.Ports.FREE, wanted.limitMebibytesPerSecond(), null, null);
      var fleet = Fleets.of(new LabHosts(HOSTS), wanted.rate(), lab);
      var deployment = launcher.up(folder, settings, fleet);
      var client = new GatewayClient(URI.create(deployment.url() + "/"));
      warmUp(client);
      gateway = client;
    }
    return fresh;
  }

  /** By a guest that is gone before the race goes on. */
  private void warmUp(GatewayClient client) throws Exception {
    var hosts = lab.list().hosts();
    var warmUp = new WarmUp(hosts.getFirst().host(), hosts.getLast().host());
    lab.guest(new Lab.Wanted(WarmUp.GUEST, warmUp.here(), WARM_UP_MIB, 16, 1, 0));
    warmUp.go(client);
    lab.removeGuest(WarmUp.GUEST);
  }

  GatewayClient gateway() {
    return Objects.requireNonNull(gateway, "Godwit is not up");
  }

  private void stopGodwit() throws IOException, InterruptedException {
    launcher.down(folder);
    gateway = null;
    // What it knew is of hosts and guests that are gone by the time it starts again.
    try (var files = Files.list(folder.path())) {
      for (var file : files.filter(Files::isDirectory).toList()) {
        if (!file.endsWith(LOGS)) {
          Folders.delete(file);
        }
      }
    }
  }

  /** A run broke: the next one gets new hosts, and the logs are kept. */
  void broke() throws IOException, InterruptedException {
    broke = true;
    clear();
  }

  private void clear() throws IOException, InterruptedException {
    stopGodwit();
    lab.down();
    link = null;
  }

  /** Ends everything. */
  void end() throws IOException, InterruptedException {
    // What was interrupted shall not interrupt this.
    boolean interrupted = Thread.interrupted();
    clear();
    if (broke && !interrupted) {
      notes.accept("the logs are in " + folder.path().resolve(LOGS));
    } else {
      Folders.delete(folder.path());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
