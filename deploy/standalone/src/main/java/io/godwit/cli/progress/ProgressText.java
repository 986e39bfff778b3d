package io.godwit.cli.progress;

import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A migration's progress in one line. */
final class ProgressText {
  private static final int BAR = 20;
  private static final int NAME = 12;
  private static final int STAGE = 11;

  private ProgressText() {}

  /** For a terminal: name, stage, bar, rates, cut at the width. */
  static String bar(Migration migration, int width) {
    double done = done(migration);
    int full = (int) Math.floor(done * BAR);
    String line =
        String.format(
            Locale.ROOT,
            "%-" + NAME + "s %-" + STAGE + "s [%s%s] %3.0f %%  %s",
            migration.guest().name(),
            migration.stage(),
            "#".repeat(full),
            "-".repeat(BAR - full),
            Math.floor(done * 100),
            tail(migration));
    return line.length() <= width ? line : line.substring(0, width);
  }

  static String line(Migration migration) {
    return "%s: %s%s"
        .formatted(migration.guest().name(), migration.stage(), prefixed(tail(migration)));
  }

  private static String prefixed(String tail) {
    return tail.isEmpty() ? "" : ", " + tail;
  }

  /** The first pass and the way from there to the switch-over count half each; it never falls. */
  static double done(Migration migration) {
    if (migration.completed()) {
      return 1;
    }
    var progress = migration.progress();
    return progress == null
        ? 0
        : Math.clamp((progress.bulkDone() + progress.convergenceDone()) / 2, 0, 1);
  }

  private static String tail(Migration migration) {
    if (migration.ended()) {
      return migration.why();
    }
    if (migration.state().equals("queued")) {
      return migration.waitingFor() == null ? "" : "waits: " + migration.waitingFor();
    }
    var progress = migration.progress();
    return progress == null || !migration.state().equals("running") ? "" : running(progress);
  }

  private static String running(Migration.Progress progress) {
    List<String> parts = new ArrayList<>();
    parts.add("pass " + progress.pass());
    add(parts, "", progress.bandwidthBytesPerSecond());
    add(parts, "dirties ", progress.dirtyRateBytesPerSecond());
    parts.add(eta(progress.eta(), progress.outlook()));
    return String.join("  ", parts);
  }

  private static void add(List<String> parts, String name, @Nullable Long rate) {
    if (rate != null && rate > 0) {
      parts.add(name + Amounts.rate(rate));
    }
  }

  private static String eta(Migration.@Nullable Eta eta, @Nullable String outlook) {
    if (eta == null) {
      return "plateau".equals(outlook) ? "never at this rate" : "ETA -";
    }
    String low = Amounts.millis(eta.lowMillis());
    String high = Amounts.millis(eta.highMillis());
    return low.equals(high) ? "ETA " + low : "ETA %s to %s".formatted(low, high);
  }
}
