package io.godwit.parts;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What the test JVMs of one build share: a folder named after the build's own process, a lock, and
 * a keeper process that ends everything when the build's process is gone.
 */
final class BuildFolder {
  private static final Duration KEEPER_LIMIT = Duration.ofSeconds(30);
  private static final String MAVEN = "org.codehaus.plexus.classworlds.launcher.Launcher";
  private final Path project;
  private final Path folder;
  private final ProcessIdentity owner;

  BuildFolder(Path project, Path folder, ProcessIdentity owner) {
    this.project = project;
    this.folder = folder;
    this.owner = owner;
  }

  /** Something that starts a part, or finds the one that was started. */
  interface Work<T> {
    T run() throws IOException, InterruptedException;
  }

  static BuildFolder ofThisBuild() throws IOException {
    Path project = project(Path.of("").toAbsolutePath());
    ProcessIdentity owner = owner();
    Path folder =
        project
            .resolve("target/parts")
            .resolve("of-%d-%d".formatted(owner.pid(), owner.startTicks()));
    return new BuildFolder(project, Files.createDirectories(folder), owner);
  }

  Path folder() {
    return folder;
  }

  /** The build's own lab, perhaps not up; its name is short since it becomes part of others. */
  Lab lab() {
    int hash = Long.hashCode(owner.pid() * 1_000_003 + owner.startTicks());
    return new Lab(project.resolve("deploy/lab/lab"), "t" + HexFormat.of().toHexDigits(hash));
  }

  /** Runs in one JVM of the build at a time, with the keeper there before anything is started. */
  <T> T exclusively(Work<T> work) throws IOException, InterruptedException {
    return locked(() -> {
      startKeeper();
      return work.run();
    });
  }

  <T> T locked(Work<T> work) throws IOException, InterruptedException {
    Path file = folder.resolveSibling("lock");
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock(); // given back when the channel is closed, or with the death of this process
      return work.run();
    }
  }

  private void startKeeper() throws IOException, InterruptedException {
    var keepers = new ProcessFolder(folder.resolve("keeper"));
    if (keepers.find("keeper").filter(Child.Started::alive).isPresent()) {
      return;
    }
    var options = List.of("-Xmx16m", "-Xss256k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    String[] arguments = {
      project.toString(),
      folder.toString(),
      Long.toString(owner.pid()),
      Long.toString(owner.startTicks())
    };
    var command = JavaCommand.of(options, Keeper.class, arguments);
    keepers
        .start(new Child("keeper", command, Map.of(), 0))
        .awaitLine(Keeper.KEEPING, KEEPER_LIMIT);
  }

  /** The outermost folder upwards that is a Maven project. */
  private static Path project(Path from) {
    Path found = from;
    for (Path at = from; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("pom.xml"))) {
        found = at;
      }
    }
    return found;
  }

  /**
   * The process with which the parts end: the Maven that started this JVM, at whatever distance;
   * without one, in an IDE, the parent.
   */
  private static ProcessIdentity owner() {
    var ancestors = new ArrayList<ProcessHandle>();
    var at = ProcessHandle.current().parent();
    while (at.isPresent() && at.get().pid() > 1) {
      ancestors.add(at.get());
      at = at.get().parent();
    }
    var owner =
        ancestors.stream()
            .filter(BuildFolder::isMaven)
            .findFirst()
            .or(() -> ancestors.stream().findFirst())
            .orElse(ProcessHandle.current());
    return ProcessIdentity.of(owner.pid())
        .orElseThrow(() -> new PartFailed("the process of the build is gone"));
  }

  private static boolean isMaven(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/%d/cmdline".formatted(process.pid()))).contains(MAVEN);
    } catch (IOException e) {
      return false;
    }
  }
}
