package io.godwit.cli.deployment;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where Godwit itself lies. */
public record Home(Path root) {

  /** As the start script says. */
  public static Home ofThisProcess() {
    return new Home(Path.of(System.getProperty("godwit.home", "")).toAbsolutePath());
  }

  /** The folder of all jars. */
  public Path lib() {
    return root.resolve("deploy/standalone/target/godwit/lib");
  }

  public Path labScript() {
    return root.resolve("deploy/lab/lab");
  }

  /** Where a deployment is kept: in the named folder, or else in the usual one. */
  public static Path stateFolder(@Nullable Path named) {
    return named == null ? stateFolder() : named;
  }

  /** Where a deployment is kept unless another folder is named. */
  public static Path stateFolder() {
    String xdg = environment("XDG_STATE_HOME");
    Path base =
        xdg == null ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(xdg);
    return base.resolve("godwit");
  }

  /** An environment variable; an empty one is none. */
  public static @Nullable String environment(String name) {
    String value = System.getenv(name);
    return value == null || value.isBlank() ? null : value;
  }
}
