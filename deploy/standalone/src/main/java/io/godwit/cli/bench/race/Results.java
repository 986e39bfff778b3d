package io.godwit.cli.bench.race;

import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.terminal.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/** The runs so far, one a line of a file, each written when it has ended. */
final class Results {
  private final Path file;
  private final List<Run> runs;
  private boolean cutShort;

  private Results(Path file, List<Run> runs, boolean cutShort) {
    this.file = file;
    this.runs = runs;
    this.cutShort = cutShort;
  }

  /**
   * Reads what is there; a file that is not there is empty, and a last line that was cut short is
   * left out.
   *
   * @throws Invalid naming the line that is no run
   */
  static Results of(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new Results(file, new ArrayList<>(), false);
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new Invalid("--results: '%s' cannot be read".formatted(file));
    }
    String text = Files.readString(file);
    boolean whole = text.isEmpty() || text.endsWith("\n");
    var lines = text.lines().toList();
    var runs = new ArrayList<Run>();
    for (int i = 0; i < lines.size(); i++) {
      boolean last = i == lines.size() - 1;
      if (!lines.get(i).isBlank()) {
        read(lines.get(i), i + 1, last && !whole, runs);
      }
    }
    return new Results(file, runs, !whole);
  }

  private static void read(String line, int number, boolean mayBeCut, List<Run> runs) {
    try {
      runs.add(Json.read(line, Run.class));
    } catch (JacksonException e) {
      if (!mayBeCut) {
        throw new Invalid(
            "--results: line %d is no run: %s".formatted(number, e.getOriginalMessage()));
      }
    }
  }

  List<Run> runs() {
    return List.copyOf(runs);
  }

  void add(Run run) throws IOException {
    runs.add(run);
    var folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (cutShort) {
      // What was cut short would spoil the line that comes after it.
      write(file.resolveSibling(file.getFileName() + ".new"), runs);
      Files.move(
          file.resolveSibling(file.getFileName() + ".new"), file, StandardCopyOption.ATOMIC_MOVE);
      cutShort = false;
    } else {
      write(file, List.of(run));
    }
  }

  private static void write(Path to, List<Run> runs) throws IOException {
    var lines = new StringBuilder();
    runs.forEach(run -> lines.append(Json.line(run)).append('\n'));
    Files.write(
        to,
        lines.toString().getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        StandardOpenOption.DSYNC);
  }
}
