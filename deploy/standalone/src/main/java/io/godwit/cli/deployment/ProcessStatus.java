package io.godwit.cli.deployment;

import io.godwit.parts.Child;
import io.godwit.parts.ProcessFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One process of a deployment as it is now.
 *
 * @param health up, down (it runs and is not ready) or dead
 * @param port of its HTTP server, where it has one
 * @param memoryBytes resident
 */
public record ProcessStatus(
    String name,
    long pid,
    String health,
    @Nullable Integer port,
    @Nullable Long uptimeMillis,
    @Nullable Long memoryBytes,
    String log) {
  private static final String UP = "up";
  private static final long TICKS_PER_SECOND = 100;

  /** All of them, by name. */
  public static List<ProcessStatus> of(Path folder, Deployment deployment) throws IOException {
    Map<String, Integer> ports =
        deployment.members().stream()
            .collect(Collectors.toMap(Deployment.Member::name, Deployment.Member::port));
    var found = new ArrayList<ProcessStatus>();
    for (var child : new ProcessFolder(folder).children()) {
      found.add(of(child, ports.get(child.name())));
    }
    return found;
  }

  public boolean isUp() {
    return health.equals(UP);
  }

  private static ProcessStatus of(Child.Started child, @Nullable Integer port) {
    boolean alive = child.alive();
    boolean ready = alive && (port == null || Health.ready(port));
    return new ProcessStatus(
        child.name(),
        child.pid(),
        ready ? UP : alive ? "down" : "dead",
        port,
        alive ? uptimeMillis(child) : null,
        alive ? memoryBytes(child.pid()) : null,
        child.log().toString());
  }

  private static @Nullable Long uptimeMillis(Child.Started child) {
    Double sinceBoot =
        read(Path.of("/proc/uptime"), text -> Double.valueOf(text.replaceFirst(" .*\\s*", "")));
    return sinceBoot == null
        ? null
        : Math.round(sinceBoot * 1000 - child.identity().startTicks() * 1000.0 / TICKS_PER_SECOND);
  }

  private static @Nullable Long memoryBytes(long pid) {
    return read(
        Path.of("/proc/%d/status".formatted(pid)),
        text ->
            text.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                .findFirst()
                .orElse(null));
  }

  private static <T> @Nullable T read(Path file, Function<String, @Nullable T> parsed) {
    try {
      return parsed.apply(Files.readString(file));
    } catch (IOException e) {
      return null; // it has ended meanwhile
    }
  }
}
