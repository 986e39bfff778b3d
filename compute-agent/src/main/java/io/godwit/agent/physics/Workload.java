package io.godwit.agent.physics;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import java.time.Duration;
import java.util.List;

/**
 * What a guest does with its memory.
 *
 * @param used pages that are not zero: the others cost the first pass nothing
 * @param spells one after the other; the last one lasts on, unless they repeat
 * @param repeats whether the first follows the last
 * @param fullRate that it would write at if its CPUs did nothing else: slowing them by p percent
 *     costs it nothing as long as what is left of this suffices
 * @param compressible share of each page that a compressor leaves out, 0 to 1
 */
public record Workload(
    Bytes used, List<Spell> spells, boolean repeats, BytesPerSecond fullRate, double compressible) {

  /** A time in which the same processes write. */
  public record Spell(Duration lasts, List<Writer> writers) {
    public Spell {
      Require.notNegative(lasts, "lasts");
      writers = List.copyOf(writers);
    }

    /** Of all its processes. */
    public BytesPerSecond rate() {
      return new BytesPerSecond(writers.stream().mapToLong(w -> w.rate().count()).sum());
    }

    /** Of all its processes. */
    public Bytes workingSet() {
      return new Bytes(writers.stream().mapToLong(w -> w.workingSet().count()).sum());
    }
  }

  /**
   * A process that keeps rewriting its working set. The same place in the list is the same memory
   * in every spell.
   *
   * @param inOrder page after page, round and round; else anywhere
   */
  public record Writer(Bytes workingSet, BytesPerSecond rate, boolean inOrder) {}

  public Workload {
    spells = List.copyOf(spells);
    if (spells.isEmpty()) {
      throw new InvalidField("spells", "must not be empty");
    }
    if (repeats && spells.stream().allMatch(s -> s.lasts().isZero())) {
      throw new InvalidField("spells", "must last, where they repeat");
    }
    if (!(compressible >= 0 && compressible <= 1)) {
      throw new InvalidField("compressible", "must be 0 to 1, is " + compressible);
    }
    var set = spells.stream().map(Spell::workingSet).max(Bytes::compareTo).orElseThrow();
    if (set.compareTo(used) > 0) {
      throw new InvalidField("workingSet", "must fit in what is used");
    }
    var rate = spells.stream().map(Spell::rate).max(BytesPerSecond::compareTo).orElseThrow();
    if (fullRate.compareTo(rate) < 0) {
      throw new InvalidField("fullRate", "must not be less than what is written");
    }
  }

  /** One process, always at it, that takes all its CPUs. */
  public static Workload steady(Bytes used, Bytes workingSet, BytesPerSecond rate) {
    return new Workload(
        used,
        List.of(new Spell(Duration.ZERO, List.of(new Writer(workingSet, rate, false)))),
        false,
        rate,
        0);
  }
}
