package io.godwit.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a child process is started from.
 *
 * @param name of its log and pid file; unique in its folder
 * @param command with its arguments
 * @param environment added to the starter's
 * @param rank children of a lower rank stop after those of a higher one
 * @param stopSignal asks it to end orderly
 */
public record Child(
    String name,
    List<String> command,
    Map<String, String> environment,
    int rank,
    StopSignal stopSignal) {
  public Child {
    if (!name.matches("[a-z0-9][a-z0-9.-]*")) {
      throw new IllegalArgumentException("not the name of a child process: " + name);
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  public Child(String name, List<String> command, Map<String, String> environment, int rank) {
    this(name, command, environment, rank, StopSignal.TERM);
  }

  /** How a process is asked to end. */
  public enum StopSignal {
    TERM,
    INT
  }

  /**
   * A child process that was started, perhaps by an earlier run.
   *
   * @param log what it writes
   * @param logStart where in the log the output of this run begins, in bytes
   */
  public record Started(
      String name,
      ProcessIdentity identity,
      int rank,
      StopSignal stopSignal,
      Path log,
      long logStart) {

    public long pid() {
      return identity.pid();
    }

    public boolean alive() {
      return identity.alive();
    }

    /** What is wrong with it, with the last lines that it wrote. */
    public PartFailed failure(String wrong) throws IOException {
      var tail = new LogTail(log, logStart);
      return new PartFailed("%s %s: %s".formatted(name, wrong, tail.lastLines()));
    }

    /**
     * Waits until the log says so.
     *
     * @throws PartFailed when the process ends first or the time is over; with its last lines
     */
    public void awaitLine(String text, Duration limit) throws IOException, InterruptedException {
      var tail = new LogTail(log, logStart);
      long deadline = System.nanoTime() + limit.toNanos();
      while (true) {
        boolean alive = alive();
        if (tail.shows(text)) {
          return;
        }
        if (!alive) {
          throw failure("ended");
        }
        if (System.nanoTime() > deadline) {
          throw failure("was not ready after %d s".formatted(limit.toSeconds()));
        }
        Thread.sleep(20);
      }
    }
  }
}
