package io.godwit.agent.journal.adapter;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of one host's agent, locked so that a second agent on this machine refuses to run. */
public final class StateDirectory implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;

  private StateDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the folder if need be and takes its lock, which the operating system gives back when the
   * process ends, however it does.
   *
   * @throws IllegalStateException if another agent holds it
   */
  public static StateDirectory take(Path path) {
    try {
      Files.createDirectories(path);
      var channel = FileChannel.open(path.resolve("lock"), CREATE, WRITE);
      if (isLocked(channel)) {
        return new StateDirectory(path, channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the state directory " + path + " cannot be used", e);
    }
    throw new IllegalStateException(
        "another agent holds the state directory "
            + path
            + ": a host has one agent; stop the other, or set agent.host.state-directory");
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  public Path journal() {
    return path.resolve("journal");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
