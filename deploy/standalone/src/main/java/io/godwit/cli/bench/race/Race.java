package io.godwit.cli.bench.race;

import io.godwit.cli.bench.race.Way.Intended;
import io.godwit.cli.bench.race.Way.Manual;
import io.godwit.cli.gateway.Refused;
import io.godwit.cli.gateway.Unreachable;
import io.godwit.cli.terminal.Amounts;
import io.godwit.parts.Lab;
import io.godwit.parts.PartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Runs what is missing, one after the other, and writes each run down when it has ended. */
final class Race {
  /** What each migration has; then it is aborted. */
  static final Duration CAP = Duration.ofMinutes(2);

  /** In which an aborted one must be over. */
  static final Duration ABORT_LIMIT = Duration.ofSeconds(90);

  private final Ground ground;
  private final Lab lab;
  private final Guests guests;
  private final Results results;
  private final Consumer<String> notes;

  Race(Ground ground, Lab lab, Results results, Consumer<String> notes) {
    this.ground = ground;
    this.lab = lab;
    this.guests = new Guests(lab);
    this.results = results;
    this.notes = notes;
  }

  /** What is missing of these, until it is too late to begin another one. */
  void run(List<Cell> cells, Instant begunBefore) throws Exception {
    for (var cell : cells) {
      while (!cell.over(results.runs()) && Instant.now().isBefore(begunBefore)) {
        results.add(one(cell));
      }
    }
  }

  private Run one(Cell cell) throws Exception {
    var began = Instant.now();
    try {
      var run = measured(cell);
      notes.accept(cell + ": " + said(run));
      guests.after(run, cell.way());
      return run;
    } catch (IOException | PartFailed | Refused | Unreachable e) {
      notes.accept("%s: broke and is repeated: %s".formatted(cell, e.getMessage()));
      guests.forget();
      ground.broke();
      return Run.broken(cell, began, String.valueOf(e.getMessage()));
    }
  }

  private static String said(Run run) {
    return "%s in %s, work lost %s%s"
        .formatted(
            RaceTable.word(run.outcome()),
            Amounts.millis(run.totalMillis()),
            Amounts.millis(run.lostWorkMillis()),
            run.voidWhy() == null ? "" : ", void: " + run.voidWhy());
  }

  private Run measured(Cell cell) throws Exception {
    if (ground.ready(cell.link(), cell.way() instanceof Intended)) {
      guests.forget();
    }
    var placed = guests.place(cell.guest());
    var told = Files.createTempFile("godwit-race", ".events");
    var listener = ManualRun.listen(placed, told);
    try {
      var attempt = attempt(cell, placed);
      // This waits for what the guest pays afterwards; by then the events are there too.
      var suffered = lab.meter(placed.name(), attempt.from(), attempt.to());
      var events = HostEvents.of(Files.readAllLines(told));
      return new Measuring(cell, placed, attempt, suffered, events).run();
    } finally {
      listener.destroy();
      Files.deleteIfExists(told);
    }
  }

  private Attempt attempt(Cell cell, Placed placed) throws IOException, InterruptedException {
    return switch (cell.way()) {
      case Manual way -> {
        guests.await(placed);
        yield new ManualRun(cell.link()).run(placed, way);
      }
      case Intended way -> {
        var run = new IntendedRun(ground.gateway());
        run.awaitKnown(placed);
        guests.await(placed);
        yield run.run(placed, way);
      }
    };
  }
}
