package io.godwit.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A process that waits for the end of a build and then ends the parts that its tests shared. */
final class Keeper {
  static final String KEEPING = "keeping";
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final long INTERVAL_MILLIS = 500;

  private Keeper() {}

  /**
   * @param arguments the project, the folder of the build, and its owner: number and start
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[1]);
    var owner =
        new ProcessIdentity(
            Long.parseLong(arguments[2]),
            Long.parseLong(arguments[3]),
            ProcessIdentity.currentBoot());
    System.out.println(KEEPING);
    while (owner.alive()) {
      Thread.sleep(INTERVAL_MILLIS);
    }
    var build = new BuildFolder(Path.of(arguments[0]), folder, owner);
    build.locked(() -> {
      new ProcessFolder(folder).stopAll(LIMIT);
      if (Lab.obstacle().isEmpty()) {
        build.lab().down();
      }
      Folders.delete(folder);
      return folder;
    });
  }
}
