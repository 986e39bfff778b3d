package io.godwit.agent.simulation;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one migration of a real guest came to on the lab, driven by virsh: a guest of 512 MiB whose
 * program rewrites its working set in order, on two hosts, TCG.
 *
 * @param link between the hosts
 * @param guest its load
 * @param strategy by which it was moved
 * @param seconds of virsh's call
 * @param workLost seconds of its usual work; absent: not measured
 */
public record LabFigure(
    Link link, Guest guest, Strategy strategy, double seconds, @Nullable Double workLost) {

  /** The two pairs of hosts. */
  public enum Link {
    /** 500 Mbit/s, no limit of the migration's own, QEMU 11.1. */
    SLOW("500 Mbit/s, QEMU 11"),
    /** Free, each migration limited to 64 MiB/s, QEMU 10.0. */
    LIMITED("limit of 64 MiB/s, QEMU 10");

    final String words;

    Link(String words) {
      this.words = words;
    }
  }

  /** Mebibytes of the working set, and those rewritten per second. */
  public enum Guest {
    SET_16_AT_1(16, 1),
    SET_64_AT_20(64, 20),
    SET_200_AT_50(200, 50),
    SET_256_AT_400(256, 400);

    final int workingSet;
    final int rate;

    Guest(int workingSet, int rate) {
      this.workingSet = workingSet;
      this.rate = rate;
    }

    String words() {
      return "%d MiB at %d MiB/s".formatted(workingSet, rate);
    }

    /** Whether the constants of the simulation were chosen by it; it is judged by the others. */
    public boolean isCalibratedOn() {
      return this == SET_64_AT_20 || this == SET_256_AT_400;
    }
  }

  /** What virsh was told. */
  public enum Strategy {
    PLAIN("plain pre-copy"),
    AUTO_CONVERGE("auto-converge"),
    SUSPEND_AFTER_20_S("suspended after 20 s"),
    /** When the hypervisor's iteration counter says 2. */
    POST_COPY_AFTER_FIRST_PASS("post-copy after the first pass"),
    POST_COPY_AFTER_20_S("post-copy after 20 s"),
    /** These guests' pages are written in a pattern that is compressed 8 to 1. */
    TWO_CHANNELS_ZSTD("two channels with zstd");

    final String words;

    Strategy(String words) {
      this.words = words;
    }
  }

  /**
   * Whether it counts for or against the simulation. All that was measured with compression was
   * over in 1.3 s and less, of which the call itself is a good part, and the hottest guest writes
   * nearly what the link carries of compressed pages, so that a little more or less compression
   * decides whether it converges: that tells nothing of how well the simulation compresses.
   */
  public boolean isJudged() {
    return strategy != Strategy.TWO_CHANNELS_ZSTD;
  }

  private static List<LabFigure> row(Link link, Guest guest, double... seconds) {
    var strategies = Strategy.values();
    return IntStream.range(0, seconds.length / 2)
        .filter(i -> seconds[2 * i] > 0)
        .mapToObj(i ->
            new LabFigure(
                link,
                guest,
                strategies[i],
                seconds[2 * i],
                seconds[2 * i + 1] < 0 ? null : seconds[2 * i + 1]))
        .toList();
  }

  /**
   * All that was measured. Of each strategy the seconds and the work lost: -1 where it was not
   * measured, or never came to an end.
   */
  public static List<LabFigure> all() {
    return Stream.of(
            row(Link.SLOW, Guest.SET_16_AT_1, 3.1, 0, 2.2, -1, 2.2, -1, 2.2, -1, 2.2, -1, 1.2, -1),
            row(
                Link.SLOW,
                Guest.SET_64_AT_20,
                4.0,
                0.3,
                4.0,
                -1,
                4.0,
                -1,
                2.9,
                1.1,
                3.9,
                -1,
                0.9,
                -1),
            row(
                Link.SLOW,
                Guest.SET_200_AT_50,
                29.6,
                0.2,
                28.9,
                -1,
                22,
                1.2,
                5.3,
                2.4,
                17.5,
                0.3,
                1.0,
                -1),
            row(
                Link.SLOW,
                Guest.SET_256_AT_400,
                -1,
                -1,
                86,
                12.3,
                27.8,
                7.2,
                6.2,
                5.3,
                25.4,
                3.5,
                1.3,
                -1),
            row(Link.LIMITED, Guest.SET_16_AT_1, 2.6, -1, 2.4, -1, 2.4, -1, 2.4, -1, 2.6, -1),
            row(Link.LIMITED, Guest.SET_64_AT_20, 3.7, -1, 3.9, -1, 4.0, -1, 3.1, -1, 3.6, -1),
            row(Link.LIMITED, Guest.SET_200_AT_50, 16.5, -1, 16.6, -1, 16.5, -1, 5.7, -1, 16.8, -1),
            row(
                Link.LIMITED,
                Guest.SET_256_AT_400,
                -1,
                -1,
                78,
                12.3,
                24.3,
                3.8,
                6.2,
                0.3,
                21.2,
                0.1))
        .flatMap(List::stream)
        .toList();
  }
}
