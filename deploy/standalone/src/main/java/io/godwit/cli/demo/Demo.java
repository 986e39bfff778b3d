package io.godwit.cli.demo;

import io.godwit.cli.demo.GuestLoad.DemoGuest;
import io.godwit.cli.deployment.Deployment;
import io.godwit.cli.deployment.DeploymentFolder;
import io.godwit.cli.deployment.Home;
import io.godwit.cli.deployment.HostsChoice;
import io.godwit.cli.deployment.HostsChoice.ExistingHosts;
import io.godwit.cli.deployment.HostsChoice.LabHosts;
import io.godwit.cli.deployment.HostsChoice.SimulatedHosts;
import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.deployment.Launcher;
import io.godwit.cli.deployment.LinkRate;
import io.godwit.cli.deployment.Settings;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.terminal.Screen;
import io.godwit.parts.Folders;
import io.godwit.parts.Lab;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Moves guests from one host to another before people's eyes, and measures what it cost them. */
public final class Demo {
  private static final String LAB = "demo";
  private final Home home;
  private final Screen screen;
  private final Scene scene;
  private final List<DemoGuest> guests;
  private @Nullable GatewayClient gateway;

  /**
   * What is shown.
   *
   * @param limitMebibytesPerSecond of each migration; null for none
   */
  public record Scene(
      HostsChoice hosts,
      LinkRate link,
      @Nullable Integer limitMebibytesPerSecond,
      List<GuestLoad> guests) {}

  /** The rows, and whether every guest runs on the destination and nowhere else. */
  public record Outcome(List<DemoRow> rows, boolean arrived) {}

  /**
   * @param screen for progress and notes
   */
  public Demo(Home home, Screen screen, Scene scene) {
    this.home = home;
    this.screen = screen;
    this.scene = scene;
    this.guests = GuestLoad.named(scene.guests());
  }

  /**
   * Shows it and takes everything down again, however it ends.
   *
   * @param told is handed the outcome before that
   */
  public Outcome run(Path place, Consumer<Outcome> told) throws Exception {
    var stage = stage();
    var launcher = new Launcher(home, this::note);
    try (var folder = DeploymentFolder.open(place)) {
      launcher.down(folder); // what a demonstration left that was killed
      stage.clear();
      boolean keepLogs = true;
      try {
        var outcome = show(stage, launcher, folder);
        told.accept(outcome);
        keepLogs = !outcome.arrived();
        return outcome;
      } catch (InterruptedException e) {
        keepLogs = false;
        throw e;
      } finally {
        cleanUp(stage, launcher, folder, keepLogs);
      }
    }
  }

  private void cleanUp(Stage stage, Launcher launcher, DeploymentFolder folder, boolean keepLogs)
      throws Exception {
    note("cleaning up");
    // What was interrupted shall not interrupt this.
    boolean interrupted = Thread.interrupted();
    launcher.down(folder);
    stage.clear();
    if (keepLogs && !interrupted) {
      note("the logs are in " + folder.path().resolve("logs"));
    } else {
      Folders.delete(folder.path());
    }
  }

  private Stage stage() {
    return switch (scene.hosts()) {
      case LabHosts(var count) -> new LabStage(lab(), twoOrMore(count), scene.link(), guests);
      case SimulatedHosts(var count) ->
          new SimulatedStage(
              twoOrMore(count), scene.link(), guests, () -> Objects.requireNonNull(gateway));
      case ExistingHosts _ ->
          throw new Invalid("--hosts: the demonstration makes its own, lab:N or simulated:N");
    };
  }

  /** One of its own, apart from the lab that people work with. */
  private Lab lab() {
    String name = Home.environment("GODWIT_LAB_NAME");
    return new Lab(home.labScript(), name == null ? LAB : name);
  }

  private static int twoOrMore(int count) {
    if (count < 2) {
      throw new Invalid("--hosts: a guest needs two hosts to move");
    }
    return count;
  }

  private Outcome show(Stage stage, Launcher launcher, DeploymentFolder folder) throws Exception {
    note(
        "starting hosts and control plane (%s, links of %s)"
            .formatted(scene.hosts(), scene.link().text()));
    var settings = new Settings(Settings.Ports.FREE, scene.limitMebibytesPerSecond(), null, null);
    Deployment deployment = launcher.up(folder, settings, stage.fleet());
    gateway = new GatewayClient(URI.create(deployment.url() + "/"));
    note("starting guests on %s: %s".formatted(stage.source(), description()));
    stage.startGuests().forEach(this::note);
    var moves = new Moves(stage, guests, gateway, screen);
    moves.awaitKnown();
    note(
        "evacuating them to %s, by %s/api/v1/migrations"
            .formatted(stage.destination(), deployment.url()));
    var fared = moves.run();
    fared.notes().forEach(this::note);
    return new Outcome(fared.rows(), fared.notes().isEmpty());
  }

  private String description() {
    return String.join(
        ", ",
        guests.stream()
            .map(guest ->
                "%s (%d MiB dirtied at %d MiB/s)"
                    .formatted(
                        guest.name(), guest.load().workingSetMib(), guest.load().dirtyRateMibps()))
            .toList());
  }

  private void note(String text) {
    screen.line(screen.paint(Screen.Colour.FAINT, "godwit: " + text));
  }

  /** Prints the table for people. */
  public static void print(List<DemoRow> rows, Screen screen) {
    screen.line("");
    DemoRow.table(rows).print(screen);
    screen.line("");
  }
}
