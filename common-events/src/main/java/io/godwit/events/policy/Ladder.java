package io.godwit.events.policy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import io.godwit.events.convergence.Escalation;
import java.time.Duration;
import java.util.List;

/**
 * How another system steers its migrations: steps, each with its trigger. A step is taken once, the
 * first time its trigger holds; of several at one look the last in order counts.
 *
 * @param lookEvery how often that system looks
 * @param initialDowntime the allowed downtime to begin with
 * @param postCopyArmed whether it arms post-copy at the start
 * @param autoConvergeArmed whether it arms the hypervisor's own throttling at the start
 * @param oneAtATime whether a look takes no more than the next rung, however far the others are met
 * @param rungs in order
 */
public record Ladder(
    Duration lookEvery,
    Duration initialDowntime,
    boolean postCopyArmed,
    boolean autoConvergeArmed,
    boolean oneAtATime,
    List<Rung> rungs) {
  private static final int MOST_RUNGS = 100;

  /** A step and what leads to it. */
  public record Rung(Trigger when, Escalation step) {
    public Rung {
      Require.present(when, "when");
      Require.present(step, "step");
    }
  }

  /** What leads to a step. On the wire told apart by {@code kind}. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  public sealed interface Trigger {
    /**
     * Time since the start: the longer of {@code after} and {@code afterPerGib} for each GiB that
     * is moved, disks included, of which at least {@code leastGib} are counted.
     */
    @JsonTypeName("time")
    record Time(Duration after, Duration afterPerGib, int leastGib) implements Trigger {
      public Time {
        Require.notNegative(after, "afterMillis");
        Require.notNegative(afterPerGib, "afterPerGibMillis");
        Require.atLeast(leastGib, 0, "leastGib");
      }
    }

    /** So many passes are over, and another than at the look before. */
    @JsonTypeName("passes")
    record Passes(int passes) implements Trigger {
      public Passes {
        Require.atLeast(passes, 1, "passes");
      }
    }

    /** From one look to the next what remains grew, so many times in all. */
    @JsonTypeName("remaining-rose")
    record RemainingRose(int times) implements Trigger {
      public RemainingRose {
        Require.atLeast(times, 1, "times");
      }
    }

    /**
     * At a pass boundary at least {@code ratio} of the least that remained at any boundary before
     * {@code window} remains; where {@code atLocalMinimum}, it then waits for a boundary at which
     * less remains than at the one before.
     */
    @JsonTypeName("stalled")
    record Stalled(Duration window, double ratio, boolean atLocalMinimum) implements Trigger {
      public Stalled {
        Require.notNegative(window, "windowMillis");
        if (!(ratio > 0 && ratio <= 1)) {
          throw new InvalidField("ratio", "must be more than 0 and at most 1");
        }
      }
    }

    /** From one look to the next what remains did not fall, for so long. */
    @JsonTypeName("no-progress")
    record NoProgress(Duration window) implements Trigger {
      public NoProgress {
        Require.notNegative(window, "windowMillis");
      }
    }
  }

  public Ladder {
    Require.notNegative(lookEvery, "lookEveryMillis");
    Require.notNegative(initialDowntime, "initialDowntimeMillis");
    rungs = Require.list(rungs);
    Require.atMost(rungs.size(), MOST_RUNGS, "rungs");
  }
}
