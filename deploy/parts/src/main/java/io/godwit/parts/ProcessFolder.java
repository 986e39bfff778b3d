package io.godwit.parts;

import io.godwit.parts.Child.Started;
import io.godwit.parts.Child.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Child processes that outlive their starter, each with a log and a pid file under one folder.
 *
 * <p>The pid file is written by the child itself before it becomes the command, so that no death of
 * the starter leaves a process that nobody knows; and it names the process beyond its number, so
 * that a number which was given out again is never signalled.
 */
public final class ProcessFolder {
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
  private static final String SUFFIX = ".pid";
  private static final String COMMAND_SUFFIX = ".command";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final FileAttribute<?> OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final String ENTER =
      """
      read -r stat < /proc/self/stat
      printf '%s\\n%s\\n' "$1" "$stat" > "$0.new" && mv "$0.new" "$0" || exit 1
      shift
      exec "$@" < /dev/null
      """;
  private final Path pids;
  private final Path logs;

  public ProcessFolder(Path folder) throws IOException {
    pids = Files.createDirectories(folder.resolve("run").toAbsolutePath());
    logs = Files.createDirectories(folder.resolve("logs").toAbsolutePath());
  }

  /**
   * Starts a child in a session of its own.
   *
   * @throws PartFailed if one of that name runs already
   */
  public Started start(Child child) throws IOException, InterruptedException {
    if (find(child.name()).filter(Started::alive).isPresent()) {
      throw new PartFailed(child.name() + " runs already");
    }
    Path pidFile = pids.resolve(child.name() + SUFFIX);
    Files.deleteIfExists(pidFile);
    remember(child);
    Path log = log(child.name());
    long logStart = Files.exists(log) ? Files.size(log) : 0;
    String head =
        "%d %s %d %s"
            .formatted(child.rank(), child.stopSignal(), logStart, ProcessIdentity.currentBoot());
    var command = new ArrayList<>(List.of("setsid", "sh", "-c", ENTER, pidFile.toString(), head));
    command.addAll(child.command());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(child.environment());
    Process process = builder.start();
    while (process.isAlive() && !Files.exists(pidFile)) {
      Thread.sleep(2);
    }
    return find(child.name())
        .orElseThrow(
            () -> new PartFailed("%s was not started, see %s".formatted(child.name(), log)));
  }

  /** Written for its owner alone: an environment holds passwords. */
  private void remember(Child child) throws IOException {
    Path file = pids.resolve(child.name() + COMMAND_SUFFIX);
    Files.deleteIfExists(file);
    Files.createFile(file, OWNER_ALONE);
    Files.writeString(file, JSON.writeValueAsString(child));
  }

  /** Starts a child that has ended once more, as it was started before. */
  public Started startAgain(Started ended) throws IOException, InterruptedException {
    var command = Files.readString(pids.resolve(ended.name() + COMMAND_SUFFIX));
    return start(JSON.readValue(command, Child.class));
  }

  public Path log(String name) {
    return logs.resolve(name + ".log");
  }

  /** What was started in this folder and not stopped, whether it still runs or not, by name. */
  public List<Started> children() throws IOException {
    try (var files = Files.list(pids)) {
      var names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(SUFFIX))
              .map(file -> file.substring(0, file.length() - SUFFIX.length()))
              .sorted()
              .toList();
      var found = new ArrayList<Started>();
      for (var name : names) {
        find(name).ifPresent(found::add);
      }
      return List.copyOf(found);
    }
  }

  public Optional<Started> find(String name) throws IOException {
    Path pidFile = pids.resolve(name + SUFFIX);
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    String[] head = lines.getFirst().split(" ", -1);
    return ProcessIdentity.ofStat(lines.get(1), head[3])
        .map(identity ->
            new Started(
                name,
                identity,
                Integer.parseInt(head[0]),
                StopSignal.valueOf(head[1]),
                log(name),
                Long.parseLong(head[2])));
  }

  /** Stops all, those of the highest rank first, those of one rank together. */
  public void stopAll(Duration limit) throws IOException, InterruptedException {
    var ranks = new TreeMap<Integer, List<Started>>(Comparator.reverseOrder());
    for (var child : children()) {
      ranks.computeIfAbsent(child.rank(), rank -> new ArrayList<>()).add(child);
    }
    for (var together : ranks.values()) {
      stop(together, limit);
    }
  }

  /** Asks them to end, ends them by force when the time is over, and forgets them. */
  public void stop(List<Started> children, Duration limit)
      throws IOException, InterruptedException {
    for (var child : children) {
      if (child.alive()) {
        signal(child.stopSignal().name(), child.identity().pid());
      }
    }
    long deadline = System.nanoTime() + limit.toNanos();
    for (var child : children) {
      while (child.alive()) {
        long late = System.nanoTime() - deadline;
        if (late > KILL_LIMIT.toNanos()) {
          throw new PartFailed("%s (%d) cannot be killed".formatted(child.name(), child.pid()));
        }
        if (late > 0) {
          kill(child);
        }
        Thread.sleep(10);
      }
      Files.deleteIfExists(pids.resolve(child.name() + SUFFIX));
      Files.deleteIfExists(pids.resolve(child.name() + COMMAND_SUFFIX));
    }
  }

  /** Ends a child at once, with what it started in its own process group. */
  public void kill(Started child) throws IOException, InterruptedException {
    if (child.alive()) {
      signal("KILL", -child.identity().pid());
    }
  }

  /** A process that has ended meanwhile is no error; any other refusal shows when it is awaited. */
  static void signal(String name, long pid) throws IOException, InterruptedException {
    // The shell's own kill: procps is not on every machine. "-s" since dash refuses "-KILL --".
    new ProcessBuilder("sh", "-c", "kill -s %s -- %d 2> /dev/null".formatted(name, pid))
        .start()
        .waitFor();
  }
}
