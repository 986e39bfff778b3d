package io.godwit.monitor.convergence;

import io.godwit.monitor.dirtying.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A guest, its writers and its link, drawn from a seed. Amounts are bytes, rates bytes per second,
 * moments seconds of the job.
 *
 * @param memory of the guest
 * @param used of it, the rest is zero pages
 * @param writers each with a working set of its own
 * @param link what it carries
 * @param told what the hypervisor was told of the link; 0: nothing
 * @param downtimeMillis allowed
 * @param continuous whether the hypervisor looks for dirtied pages ten times a second
 * @param changes of settings in flight
 */
record RandomGuest(
    double memory,
    double used,
    List<Writer> writers,
    double link,
    double told,
    long downtimeMillis,
    boolean continuous,
    List<Change> changes) {
  private static final double MIB = 1 << 20;

  /**
   * @param every seconds after which it changes between writing and writing {@code idle} of it; 0:
   *     never
   */
  record Writer(double rate, double set, boolean roundAndRound, double every, double idle) {
    double rateAt(double seconds) {
      boolean resting = every > 0 && (long) (seconds / every) % 2 == 1;
      return resting ? rate * idle : rate;
    }
  }

  /** From this moment on: a limit, 0 for none, and a throttle. */
  record Change(double at, double limit, int throttlePercent) {}

  /** One that does the same all the time. */
  static RandomGuest steady(long seed) {
    return of(new Random(seed * 0x9E3779B97F4A7C15L), false);
  }

  /** One with phases, bursts, and settings that change in flight. */
  static RandomGuest restless(long seed) {
    return of(new Random(seed * 0x9E3779B97F4A7C15L), true);
  }

  /** What a measurement of so many seconds would have said of it before it moved. */
  Evidence measured(double seconds, Random random) {
    double distinct = 0;
    for (var writer : writers) {
      double written = writer.rate() * (0.4 + 0.7 * random.nextDouble()) * seconds;
      distinct +=
          writer.roundAndRound()
              ? Math.min(writer.set(), written)
              : writer.set() * -Math.expm1(-written / writer.set());
    }
    return new Evidence(Evidence.Kind.MEASURED, seconds, distinct, 0, 1);
  }

  private static RandomGuest of(Random random, boolean restless) {
    double memory = spread(random, 256, 4096) * MIB;
    double used = memory * (0.25 + 0.7 * random.nextDouble());
    double link = spread(random, 40, 1000) * 1e6;
    var writers = new ArrayList<Writer>();
    int count = random.nextInt(10) < 7 ? 1 : 2;
    for (int i = 0; i < count; i++) {
      double rate = spread(random, 2, 500) / count * 1e6;
      double set = used / count * spread(random, 0.02, 0.9);
      double every = restless && random.nextInt(10) < 6 ? spread(random, 0.5, 30) : 0;
      writers.add(new Writer(rate, set, random.nextBoolean(), every, random.nextDouble() * 0.5));
    }
    double told = random.nextInt(10) < 6 ? link * (0.6 + 0.35 * random.nextDouble()) : 0;
    long downtime = new long[] {100, 300, 500}[random.nextInt(3)];
    var changes = new ArrayList<Change>();
    double at = 0;
    while (restless && random.nextInt(10) < 5) {
      at += spread(random, 1, 30);
      double limit = random.nextBoolean() ? link * (0.3 + 0.7 * random.nextDouble()) : 0;
      changes.add(new Change(at, limit, random.nextBoolean() ? 10 * random.nextInt(8) : 0));
    }
    return new RandomGuest(
        memory, used, writers, link, told, downtime, random.nextBoolean(), changes);
  }

  private static double spread(Random random, double low, double high) {
    return low * Math.pow(high / low, random.nextDouble());
  }
}
