package io.godwit.cli.deployment;

import io.godwit.parts.Child;
import io.godwit.parts.PartFailed;
import io.godwit.parts.ProcessFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/** The folder of one deployment; opened by one up or down at a time. */
public final class DeploymentFolder implements AutoCloseable {
  private static final String MARK = ".godwit";
  private static final Set<String> HARMLESS = Set.of(MARK, "lock");
  private final Path path;
  private final FileChannel lock;

  private DeploymentFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes it if it is not there.
   *
   * @throws PartFailed if it is another thing's folder, or another command works on it
   */
  public static DeploymentFolder open(Path path) throws IOException {
    Path folder = path.toAbsolutePath();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new PartFailed(folder + " is not a folder");
    }
    refuseForeign(folder);
    Files.createDirectories(folder);
    Path mark = folder.resolve(MARK);
    if (!Files.exists(mark)) {
      Files.writeString(mark, "A deployment of Godwit: ./godwit down --folder " + folder + "\n");
    }
    var lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      lock.close();
      throw new PartFailed("another ./godwit up or down is at work on " + folder);
    }
    return new DeploymentFolder(folder, lock);
  }

  private static void refuseForeign(Path folder) throws IOException {
    if (!Files.exists(folder) || Files.exists(folder.resolve(MARK))) {
      return;
    }
    try (var files = Files.list(folder)) {
      if (files
          .map(file -> file.getFileName().toString())
          .anyMatch(name -> !HARMLESS.contains(name))) {
        throw new PartFailed(folder + " holds other things: name an empty or a new folder");
      }
    }
  }

  public Path path() {
    return path;
  }

  ProcessFolder processes() throws IOException {
    return new ProcessFolder(path);
  }

  /** Those of an earlier start that still run. */
  List<Child.Started> running() throws IOException {
    return processes().children().stream().filter(Child.Started::alive).toList();
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
