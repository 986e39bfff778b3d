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
  private static final int LEAST_NAME = 12;
  private static final int MOST_NAME = 24;
  private static final int STAGE = 11;

  private ProgressText() {}

  /** How wide the names of these are shown, so that their bars line up. */
  static int nameWidth(List<Migration> migrations) {
    int longest = migrations.stream().mapToInt(one -> one.guest().name().length()).max().orElse(0);
    return Math.clamp(longest, LEAST_NAME, MOST_NAME);
  }

  /** For a terminal: name, stage, bar, rates, cut at the width. */
  static String bar(Migration migration, int nameWidth, int width) {
    String name = migration.guest().name();
    double done = done(migration);
    int full = (int) Math.floor(done * BAR);
    String line =
        String.format(
            Locale.ROOT,
            "%-" + nameWidth + "s %-" + STAGE + "s [%s%s] %3.0f %%  %s",
            name.length() > nameWidth ? name.substring(0, nameWidth) : name,
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
      return waiting(migration);
    }
    var progress = migration.progress();
    return progress == null || !migration.state().equals("running")
        ? ""
        : running(progress, migration.bandwidth());
  }

  /** The queue's own word is the younger one. */
  private static String waiting(Migration migration) {
    var place = migration.queue();
    if (place != null) {
      return "number %d in the queue, waits: %s".formatted(place.position(), place.waitingFor());
    }
    return migration.waitingFor() == null ? "" : "waits: " + migration.waitingFor();
  }

  private static String running(Migration.Progress progress, Migration.@Nullable Share share) {
    List<String> parts = new ArrayList<>();
    addDisks(parts, progress);
    parts.add("pass " + progress.pass());
    add(parts, "", progress.bandwidthBytesPerSecond(), limit(share));
    add(parts, "dirties ", progress.dirtyRateBytesPerSecond(), "");
    addSteps(parts, progress);
    parts.add(eta(progress.eta(), progress.outlook()));
    return String.join("  ", parts);
  }

  /** Disks are copied before the memory's last pass, and apart from it. */
  private static void addDisks(List<String> parts, Migration.Progress progress) {
    Long total = progress.diskTotalBytes();
    Long remaining = progress.diskRemainingBytes();
    if (total != null && total > 0 && remaining != null) {
      long percent = Math.clamp((total - remaining) * 100 / total, 0, 100);
      parts.add("disks %d %% of %s".formatted(percent, Amounts.bytes(total)));
    }
  }

  /** What is being done to the guest, and whether anything is heard of it. */
  private static void addSteps(List<String> parts, Migration.Progress progress) {
    if (progress.throttlePercent() != null) {
      parts.add("slowed by %d %%".formatted(progress.throttlePercent()));
    }
    if (Boolean.TRUE.equals(progress.paused())) {
      parts.add("paused");
    }
    if (progress.silentMillis() != null) {
      parts.add("silent for " + Amounts.millis(progress.silentMillis()));
    }
  }

  private static void add(List<String> parts, String before, @Nullable Long rate, String behind) {
    if (rate != null && rate > 0) {
      parts.add(before + Amounts.rate(rate) + behind);
    }
  }

  /** What the scheduler lets it have of the link. */
  private static String limit(Migration.@Nullable Share share) {
    Long limit = share == null ? null : share.limitBytesPerSecond();
    return limit == null ? "" : " of " + Amounts.rate(limit);
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
