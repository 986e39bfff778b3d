package io.godwit.cli.bench;

import io.godwit.cli.deployment.Deployment;
import io.godwit.cli.deployment.DeploymentFolder;
import io.godwit.cli.deployment.Fleet;
import io.godwit.cli.deployment.Home;
import io.godwit.cli.deployment.Launcher;
import io.godwit.cli.deployment.Settings;
import io.godwit.parts.Folders;
import io.godwit.parts.PartFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A deployment that a measurement starts and ends.
 *
 * @param place its folder
 */
record OwnDeployment(Home home, Path place, Consumer<String> notes) {
  private static final long BETWEEN_LOOKS_MILLIS = 250;

  /** What is done in it. */
  interface Work<T> {
    T in(Deployment deployment) throws Exception;
  }

  /**
   * Starts everything, works, and takes everything down again, however it ends.
   *
   * @param scheduler what the scheduler is told beside its defaults
   * @param good whether the logs may go with it
   */
  <T> T run(Fleet fleet, List<String> scheduler, Work<T> work, Predicate<T> good) throws Exception {
    var launcher = new Launcher(home, note -> {});
    try (var folder = DeploymentFolder.open(place)) {
      launcher.down(folder); // what a run left that was killed
      boolean keepLogs = true;
      try {
        var settings = new Settings(Settings.Ports.FREE, null, null, null, scheduler);
        var result = work.in(launcher.up(folder, settings, fleet));
        keepLogs = !good.test(result);
        return result;
      } finally {
        end(launcher, folder, keepLogs);
      }
    }
  }

  private void end(Launcher launcher, DeploymentFolder folder, boolean keepLogs) throws Exception {
    // What was interrupted shall not interrupt this.
    boolean interrupted = Thread.interrupted();
    launcher.down(folder);
    if (keepLogs && !interrupted) {
      notes.accept("the logs are in " + folder.path().resolve("logs"));
    } else {
      Folders.delete(folder.path());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Something that is expected to become true. */
  interface Condition {
    boolean holds() throws Exception;
  }

  static void await(Duration limit, String otherwise, Condition condition) throws Exception {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new PartFailed("%s after %d s".formatted(otherwise, limit.toSeconds()));
      }
      Thread.sleep(BETWEEN_LOOKS_MILLIS);
    }
  }
}
