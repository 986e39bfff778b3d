package io.godwit.cli.bench.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a guest had done when, as the lab's meter read it from its consoles: 4 KiB pages. */
record WorkLog(List<Mark> marks) {
  private static final double PAGES_PER_MIB = 256;
  private static final double MILLIS = 1000;

  /** Several times what the phased guest does when it is idle. */
  private static final double HOT_MIBPS = 5.0 * RaceGuest.IDLE_MIBPS;

  WorkLog {
    marks = List.copyOf(marks);
  }

  record Mark(long millis, long pages) {}

  static WorkLog of(Path meterDirectory, String guest) throws IOException {
    var lines = new ArrayList<String>();
    for (var name : List.of(guest + ".log.1", guest + ".log")) {
      var file = meterDirectory.resolve(name);
      if (Files.exists(file)) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return of(lines);
  }

  /** Of two consoles read independently a line that lowers the counter came too late. */
  static WorkLog of(List<String> lines) {
    var marks = new ArrayList<Mark>();
    for (var line : lines) {
      var words = line.split(" ", -1);
      if (words.length == 3 && words[0].matches("[0-9]+") && words[2].matches("[0-9]+")) {
        var mark = new Mark(Long.parseLong(words[0]), Long.parseLong(words[2]));
        var last = marks.isEmpty() ? new Mark(0, 0) : marks.getLast();
        if (mark.millis() >= last.millis() && mark.pages() >= last.pages()) {
          marks.add(mark);
        }
      }
    }
    return new WorkLog(marks);
  }

  /** When it began to work, which is one report before the first; null: not yet. */
  @Nullable Instant began(Duration reportsEvery) {
    return marks.isEmpty()
        ? null
        : Instant.ofEpochMilli(marks.getFirst().millis()).minus(reportsEvery);
  }

  /** MiB/s between two moments of which both are known; null: they are not. */
  @Nullable Double rate(Instant from, Instant to) {
    if (marks.isEmpty() || marks.getFirst().millis() > from.toEpochMilli() || !to.isAfter(from)) {
      return null;
    }
    double pages = at(to.toEpochMilli()) - at(from.toEpochMilli());
    return pages / PAGES_PER_MIB * MILLIS / Duration.between(from, to).toMillis();
  }

  /**
   * Work lost by a guest that turns from hot to idle on its own: in each part what its rate there
   * would have done, less what was done, in milliseconds of that rate.
   *
   * @param hotMibps its normal rate before
   */
  long lostMillis(Instant from, Instant to, double hotMibps) {
    long turn = Math.clamp(turn(to.toEpochMilli()), from.toEpochMilli(), to.toEpochMilli());
    return lost(from.toEpochMilli(), turn, hotMibps)
        + lost(turn, to.toEpochMilli(), RaceGuest.IDLE_MIBPS);
  }

  private long lost(long from, long to, double mibps) {
    double done = (at(to) - at(from)) / PAGES_PER_MIB / mibps * MILLIS;
    return Math.max(0, Math.round(to - from - done));
  }

  /** The last moment before the end at which it was hot. */
  private long turn(long end) {
    long turn = 0;
    for (int i = 1; i < marks.size() && marks.get(i).millis() <= end; i++) {
      var one = marks.get(i - 1);
      var next = marks.get(i);
      double mib = (next.pages() - one.pages()) / PAGES_PER_MIB;
      if (mib * MILLIS > HOT_MIBPS * Math.max(1, next.millis() - one.millis())) {
        turn = next.millis();
      }
    }
    return turn;
  }

  /** Between two reports it rose evenly, as far as anyone can tell; after the last it stands. */
  private double at(long millis) {
    for (int i = 1; i < marks.size(); i++) {
      var next = marks.get(i);
      if (millis <= next.millis()) {
        var one = marks.get(i - 1);
        double share = (millis - one.millis()) / (double) Math.max(1, next.millis() - one.millis());
        return one.pages() + (next.pages() - one.pages()) * Math.max(0, share);
      }
    }
    return marks.isEmpty() ? 0 : marks.getLast().pages();
  }
}
