package io.godwit.agent.simulation;

import io.godwit.agent.physics.Workload;
import io.godwit.agent.physics.Workload.Spell;
import io.godwit.agent.physics.Workload.Writer;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random guests on random links. The same seed and number give the same guest, whatever else was
 * asked for. What matters for a migration is the dirty rate against the bandwidth, and the working
 * set against what fits in the downtime: both are drawn evenly in their logarithm, from guests that
 * hardly write to such that no link keeps up with.
 *
 * @param seed of all of them
 */
public record RandomGuests(long seed) {
  /** Bytes per second that Ethernet of 0.5, 1, 10 and 25 Gbit/s carries. */
  private static final double[] LINKS = {60e6, 118e6, 1.18e9, 2.9e9};

  private static final double MEBI = 1 << 20;
  private static final double MOST_DIRTYING = 8e9;

  /** The guest of that number, from 0. */
  public Scenario guest(int number) {
    var random = new SplittableRandom(seed * 1_000_003 + number);
    double memory = logarithmic(random, 256 * MEBI, 65_536 * MEBI);
    double used = memory * random.nextDouble(0.2, 1);
    double rate = LINKS[random.nextInt(LINKS.length)];
    var limit = random.nextDouble() < 0.5 ? null : bytes(rate * random.nextDouble(0.1, 0.9));
    double bandwidth = limit == null ? rate : limit.count();
    return new Scenario(
        "random-" + number,
        new Bytes((long) memory),
        workload(random, used, bandwidth),
        Duration.ofMillis(random.nextLong(600_000)),
        random.nextDouble() < 0.1 ? mebi(logarithmic(random, 100, 20_000)) : Bytes.ZERO,
        link(random, rate, memory),
        limit,
        random.nextDouble() < 0.7,
        random.nextDouble() < 0.5);
  }

  private static SharedLink link(SplittableRandom random, double rate, double memory) {
    var whole = bytes(rate);
    if (random.nextDouble() < 0.8) {
      return SharedLink.alone(whole);
    }
    double bulk = memory / rate;
    double from = random.nextDouble(0, 2 * bulk);
    double until = from + random.nextDouble(0.2, 3) * bulk;
    return new SharedLink(whole, seconds(from), seconds(until), random.nextDouble(0.2, 0.8));
  }

  private static Workload workload(SplittableRandom random, double used, double bandwidth) {
    double set = logarithmic(random, used / 200, used * 0.7);
    double rate = Math.min(MOST_DIRTYING, logarithmic(random, bandwidth / 50, bandwidth * 12));
    boolean repeats = false;
    List<Spell> spells;
    double kind = random.nextDouble();
    if (kind < 0.45) {
      spells = List.of(new Spell(Duration.ZERO, List.of(writer(random, set, rate))));
    } else if (kind < 0.6) {
      spells = List.of(new Spell(Duration.ZERO, two(random, set, rate)));
    } else if (kind < 0.8) {
      spells = changing(random, set, rate);
    } else {
      repeats = true;
      spells = bursts(random, set, rate);
    }
    double full = 2 + rate / random.nextDouble(0.2, 1);
    double compressible = random.nextDouble() < 0.4 ? 0 : random.nextDouble(0, 0.9);
    return new Workload(new Bytes((long) used), spells, repeats, bytes(full), compressible);
  }

  private static Writer writer(SplittableRandom random, double set, double rate) {
    return new Writer(new Bytes((long) set), bytes(rate), random.nextDouble() < 0.3);
  }

  /** A small hot set and a large one that is written to now and then. */
  private static List<Writer> two(SplittableRandom random, double set, double rate) {
    double hot = random.nextDouble(0.05, 0.4);
    double share = random.nextDouble(0.5, 0.95);
    return List.of(
        writer(random, set * hot, rate * share),
        writer(random, set * (1 - hot), rate * (1 - share)));
  }

  /** Some spells that differ, the last of which lasts on. */
  private static List<Spell> changing(SplittableRandom random, double set, double rate) {
    var spells = new ArrayList<Spell>();
    int count = random.nextInt(2, 5);
    boolean inOrder = random.nextDouble() < 0.3;
    for (int i = 0; i < count; i++) {
      var lasts = seconds(logarithmic(random, 5, 600));
      double part = i == 0 ? 1 : logarithmic(random, 0.01, 1);
      double sets = random.nextDouble(0.2, 1);
      var writer = new Writer(new Bytes((long) (set * sets)), bytes(rate * part), inOrder);
      spells.add(new Spell(lasts, List.of(writer)));
    }
    return spells;
  }

  /** Short and hot, then long and cool, again and again. */
  private static List<Spell> bursts(SplittableRandom random, double set, double rate) {
    var hot = writer(random, set, rate);
    var cool = new Writer(hot.workingSet(), bytes(rate * random.nextDouble(0, 0.2)), hot.inOrder());
    return List.of(
        new Spell(seconds(logarithmic(random, 1, 30)), List.of(hot)),
        new Spell(seconds(logarithmic(random, 5, 120)), List.of(cool)));
  }

  private static double logarithmic(SplittableRandom random, double from, double to) {
    return from * Math.exp(random.nextDouble() * Math.log(to / from));
  }

  private static BytesPerSecond bytes(double rate) {
    return new BytesPerSecond((long) Math.ceil(rate));
  }

  private static Bytes mebi(double mebibytes) {
    return new Bytes((long) (mebibytes * MEBI));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }
}
