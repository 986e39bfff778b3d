package io.godwit.parts;

import static java.util.jar.Attributes.Name.CLASS_PATH;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;

/** The command line of a child JVM that runs one of this module's main classes. */
final class JavaCommand {
  /** Lies beside this class's jar where all jars lie in one folder. */
  private static final String BROKER_JAR = "kafka_";

  private JavaCommand() {}

  static List<String> of(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * This class's own jar where all jars lie in one folder, since its manifest then names the rest
   * of them; else, in tests, the class path of this JVM.
   */
  private static String classPath() throws IOException {
    return ownJar().map(Path::toString).orElseGet(() -> System.getProperty("java.class.path"));
  }

  private static Optional<Path> ownJar() throws IOException {
    Path source;
    try {
      source =
          Path.of(JavaCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the place of the own classes cannot be read", e);
    }
    if (!source.toString().endsWith(".jar")) {
      return Optional.empty();
    }
    try (var jar = new JarFile(new File(source.toUri()))) {
      var manifest = jar.getManifest();
      String named = manifest == null ? null : manifest.getMainAttributes().getValue(CLASS_PATH);
      boolean together =
          named != null
              && List.of(named.split(" ", -1)).stream()
                  .filter(name -> name.startsWith(BROKER_JAR))
                  .anyMatch(name -> Files.exists(source.resolveSibling(name)));
      return together ? Optional.of(source) : Optional.empty();
    }
  }
}
