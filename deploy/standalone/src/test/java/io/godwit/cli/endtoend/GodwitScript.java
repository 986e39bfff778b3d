package io.godwit.cli.endtoend;

import io.godwit.parts.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs ./godwit as users do, on what this build has just packaged. */
final class GodwitScript {
  static final String LAB = "e2e";
  private static final long LIMIT_MINUTES = 10;
  private final Path root = root();
  private final String labName;

  GodwitScript(String labName) {
    this.labName = labName;
  }

  /** How a run ended and what it printed. */
  record Ran(int status, String out, String err) {}

  Lab lab() {
    return new Lab(root.resolve("deploy/lab/lab"), labName);
  }

  Ran run(List<String> arguments, List<String> more) throws IOException, InterruptedException {
    Path out = Files.createTempFile("godwit", ".out");
    Path err = Files.createTempFile("godwit", ".err");
    try {
      var process = start(arguments, more, out, err);
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        process.destroy();
      }
      return new Ran(process.waitFor(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  Process start(List<String> arguments, List<String> more, Path out, Path err) throws IOException {
    var command = new ArrayList<String>();
    command.add(root.resolve("godwit").toString());
    command.addAll(arguments);
    command.addAll(more);
    var builder = new ProcessBuilder(command);
    builder.environment().put("GODWIT_NO_BUILD", "yes");
    builder.environment().put("GODWIT_LAB_NAME", labName);
    return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  private static Path root() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("godwit"))) {
        return at;
      }
    }
    throw new IllegalStateException("these tests run within the project");
  }
}
