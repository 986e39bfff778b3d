package io.godwit.agent.physics;

import io.godwit.agent.physics.Workload.Spell;
import java.util.Arrays;
import java.util.List;

/**
 * A guest that writes: where it is in its spells, and how much of each process's memory is dirty. A
 * process that goes in order dirties its pages one after the other; one that writes anywhere hits
 * dirty ones again, so that D t bytes written to a set of W make W − (W − d) e^(−D t / W) of it
 * dirty.
 */
public final class Dirtying {
  private final Workload workload;
  private final double[] ends;
  private final double[] rates;
  private final double[] spellSets;
  private final double[] dirty;
  private final double[] sets;
  private double life;

  Dirtying(Workload workload, double life) {
    this.workload = workload;
    this.life = life;
    List<Spell> spells = workload.spells();
    ends = new double[spells.size()];
    rates = spells.stream().mapToDouble(s -> s.rate().count()).toArray();
    spellSets = spells.stream().mapToDouble(s -> s.workingSet().count()).toArray();
    double end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += spells.get(i).lasts().toNanos() / 1e9;
      ends[i] = end;
    }
    int regions = spells.stream().mapToInt(s -> s.writers().size()).max().orElse(0);
    dirty = new double[regions];
    sets = new double[regions];
    for (var spell : spells) {
      for (int i = 0; i < spell.writers().size(); i++) {
        sets[i] = Math.max(sets[i], (double) spell.writers().get(i).workingSet().count());
      }
    }
  }

  /** Distinct bytes that are dirty after {@code seconds} from now, if none are at first. */
  public static double distinct(Workload workload, double life, double seconds) {
    var guest = new Dirtying(workload, life);
    for (double left = seconds; left > 0; ) {
      double step = Math.min(left, guest.untilNextSpell());
      guest.write(step, 1, 1);
      left -= step;
    }
    return guest.total();
  }

  private double within() {
    double whole = ends[ends.length - 1];
    return workload.repeats() ? life % whole : life;
  }

  private int index() {
    double at = within();
    for (int i = 0; i < ends.length; i++) {
      if (at < ends[i]) {
        return i;
      }
    }
    return ends.length - 1;
  }

  private Spell spell() {
    return workload.spells().get(index());
  }

  /** Bytes per second that it writes now when nothing slows it. */
  double rate() {
    return rates[index()];
  }

  /** What it rewrites now. */
  double workingSet() {
    return spellSets[index()];
  }

  /** All that it ever rewrites. */
  double allSets() {
    double sum = 0;
    for (double set : sets) {
      sum += set;
    }
    return sum;
  }

  double untilNextSpell() {
    int now = index();
    boolean lastsOn = now == ends.length - 1 && !workload.repeats();
    // A nanosecond more, so that it is really over.
    return lastsOn ? Double.POSITIVE_INFINITY : Math.max(0, ends[now] - within()) + 1e-9;
  }

  /**
   * Writes for some seconds, not beyond the spell.
   *
   * @param speed share of its usual rate, 0 to 1
   * @param reach share of its memory in which a written page becomes dirty anew
   */
  void write(double seconds, double speed, double reach) {
    var writers = spell().writers();
    for (int i = 0; i < writers.size(); i++) {
      var writer = writers.get(i);
      double set = writer.workingSet().count();
      double most = set * reach;
      if (dirty[i] < most) {
        double written = writer.rate().count() * speed * seconds;
        dirty[i] =
            writer.inOrder()
                ? Math.min(most, dirty[i] + written * reach)
                : most - (most - dirty[i]) * Math.exp(-written / set);
      }
    }
    life += seconds;
  }

  double total() {
    double sum = 0;
    for (double bytes : dirty) {
      sum += bytes;
    }
    return sum;
  }

  /** Of what is dirty, that which lies in memory of which {@code unsent} bytes are to be sent. */
  double alsoIn(double unsent) {
    double sum = 0;
    var writers = spell().writers();
    double all = Math.max(1, allSets());
    for (int i = 0; i < dirty.length; i++) {
      // Who goes in order has gone on from what is unsent.
      boolean inOrder = i < writers.size() && writers.get(i).inOrder();
      sum += inOrder ? 0 : dirty[i] * Math.min(1, unsent / all);
    }
    return sum;
  }

  /** The hypervisor took note of what is dirty. */
  void clear() {
    Arrays.fill(dirty, 0);
  }

  /** So many dirty bytes were sent, of all processes alike. */
  void send(double bytes) {
    double all = total();
    double left = all <= 0 ? 0 : Math.max(0, 1 - bytes / all);
    for (int i = 0; i < dirty.length; i++) {
      dirty[i] *= left;
    }
  }
}
