package io.godwit.agent.simulation;

import io.godwit.agent.physics.Workload;
import io.godwit.agent.physics.Workload.Spell;
import io.godwit.agent.physics.Workload.Writer;
import io.godwit.agent.simulation.LabFigure.Link;
import io.godwit.agent.simulation.LabFigure.Strategy;
import io.godwit.agent.simulation.SimulatedRun.End;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.agent.StartSettings.Compression;
import io.godwit.events.agent.StartSettings.Parallel;
import io.godwit.events.convergence.Escalation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The simulation beside the lab: the same guests, moved by the same strategies. */
public final class Calibration {
  private static final String LINE = "%-27s %-20s %-31s %-9s %7s %9s %6s  %s";
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /**
   * What virsh, both libvirts and the guest's start take beside QEMU's own work, on hosts of QEMU
   * 11 and of QEMU 10.
   */
  private static final double CALL_SECONDS = 0.35;

  private static final double OLDER_CALL_SECONDS = 0.65;

  /** What the guests' kernel and program use. */
  private static final int OVERHEAD_MEBI = 80;

  /** Share of their pages that a compressor leaves out. */
  private static final double COMPRESSIBLE = 7.0 / 8;

  /** What their program writes if it is let. */
  private static final int FULL_RATE_MEBI = 1200;

  private static final BytesPerSecond SLOW_RATE = new BytesPerSecond(482_000_000 / 8);
  private static final BytesPerSecond FREE_RATE = BytesPerSecond.ofMebi(1130);
  private static final BytesPerSecond LIMIT = BytesPerSecond.ofMebi(64);

  private Calibration() {}

  /**
   * A measurement and what the simulation says.
   *
   * @param seconds of the call, simulated
   * @param workLost seconds, simulated
   * @param completed whether it came to an end within two minutes
   */
  public record Compared(LabFigure lab, double seconds, double workLost, boolean completed) {
    /** By how much the simulated time is off, as a share of the measured one. */
    public double off() {
      return seconds / lab.seconds() - 1;
    }
  }

  /** All of the lab's figures, simulated. */
  public static List<Compared> all() {
    return LabFigure.all().stream().map(Calibration::compare).toList();
  }

  /** A table of both side by side, headings first. */
  public static List<String> table() {
    var lines = new ArrayList<String>();
    lines.add(
        LINE.formatted("LINK", "GUEST", "MOVED BY", "", "LAB", "SIMULATED", "OFF", "WORK LOST"));
    all().forEach(compared -> lines.add(line(compared)));
    return lines;
  }

  private static String line(Compared c) {
    var lab = c.lab();
    var lost = lab.workLost();
    return LINE.formatted(
        lab.link().words,
        lab.guest().words(),
        lab.strategy().words,
        role(lab),
        said(lab.seconds()),
        said(c.seconds()),
        String.format(Locale.ROOT, "%+.0f %%", 100 * c.off()),
        (lost == null ? "-" : said(lost)) + ", simulated " + said(c.workLost()));
  }

  private static String role(LabFigure lab) {
    if (!lab.isJudged()) {
      return "shown";
    }
    return lab.guest().isCalibratedOn() ? "fitted to" : "judged";
  }

  private static String said(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }

  static Compared compare(LabFigure lab) {
    var run =
        new SimulatedRun(
            scenario(lab),
            MigrationId.of("lab", lab.guest().name()),
            new HostId("lab"),
            Instant.EPOCH,
            settings(lab));
    drive(run, lab);
    double seconds = run.elapsed().toNanos() / 1e9 + callSeconds(lab);
    boolean completed = run.end().filter(end -> end == End.COMPLETED).isPresent();
    return new Compared(lab, seconds, run.costs().workLost(), completed);
  }

  private static double callSeconds(LabFigure lab) {
    return lab.link() == Link.SLOW ? CALL_SECONDS : OLDER_CALL_SECONDS;
  }

  private static Scenario scenario(LabFigure lab) {
    var set = Bytes.ofMebi(lab.guest().workingSet);
    var writer = new Writer(set, BytesPerSecond.ofMebi(lab.guest().rate), true);
    var workload =
        new Workload(
            set.plus(Bytes.ofMebi(OVERHEAD_MEBI)),
            List.of(new Spell(Duration.ZERO, List.of(writer))),
            false,
            BytesPerSecond.ofMebi(FULL_RATE_MEBI),
            COMPRESSIBLE);
    boolean slow = lab.link() == Link.SLOW;
    return new Scenario(
        lab.guest().name(),
        Bytes.ofMebi(512),
        workload,
        Duration.ZERO,
        Bytes.ZERO,
        SharedLink.alone(slow ? SLOW_RATE : FREE_RATE),
        slow ? null : LIMIT,
        slow,
        false);
  }

  private static StartSettings settings(LabFigure lab) {
    boolean armed =
        lab.strategy() == Strategy.POST_COPY_AFTER_20_S
            || lab.strategy() == Strategy.POST_COPY_AFTER_FIRST_PASS;
    return new StartSettings(
        Duration.ofMillis(300),
        lab.link() == Link.SLOW ? null : LIMIT,
        null,
        armed,
        lab.strategy() == Strategy.AUTO_CONVERGE ? new StartSettings.AutoConverge(20, 10) : null,
        lab.strategy() == Strategy.TWO_CHANNELS_ZSTD ? new Parallel(2, Compression.ZSTD) : null);
  }

  private static void drive(SimulatedRun run, LabFigure lab) {
    switch (lab.strategy()) {
      case PLAIN, AUTO_CONVERGE, TWO_CHANNELS_ZSTD -> {}
      case SUSPEND_AFTER_20_S -> {
        run.pass(Duration.ofSeconds(20));
        run.take(new Escalation.Pause(LONGEST));
      }
      case POST_COPY_AFTER_20_S -> {
        run.pass(Duration.ofSeconds(20));
        toPostCopy(run);
      }
      case POST_COPY_AFTER_FIRST_PASS -> {
        if (lab.link() == Link.SLOW) {
          run.pass(Duration.ofMillis(200)); // the second look of QEMU 11
        } else {
          while (run.next().filter(s -> s.hypervisorIteration() < 2).isPresent()) {}
        }
        toPostCopy(run);
      }
    }
    run.pass(LONGEST);
  }

  /** virsh sets no limit for what follows. */
  private static void toPostCopy(SimulatedRun run) {
    run.setBandwidth(null);
    run.take(new Escalation.SwitchToPostCopy());
  }
}
