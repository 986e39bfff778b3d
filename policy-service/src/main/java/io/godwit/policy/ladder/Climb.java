package io.godwit.policy.ladder;

import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.Phase;
import io.godwit.events.policy.Ladder;
import io.godwit.events.policy.Ladder.Rung;
import io.godwit.events.policy.Ladder.Trigger.NoProgress;
import io.godwit.events.policy.Ladder.Trigger.Passes;
import io.godwit.events.policy.Ladder.Trigger.RemainingRose;
import io.godwit.events.policy.Ladder.Trigger.Stalled;
import io.godwit.events.policy.Ladder.Trigger.Time;
import io.godwit.policy.ladder.LadderTrack.Boundary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One look of a ladder. Time is that of the hypervisor's job. A ladder looks at its own pace, and a
 * rung that a stall leads to also at every pass boundary, where the peers' events come. Nothing is
 * done while the guest is paused, and post-copy only where both sides have it armed; a rung that
 * cannot be carried out is passed.
 *
 * @param track what it has seen and done
 * @param step to be taken; absent: none
 */
public record Climb(LadderTrack track, @Nullable Escalation step) {
  private static final double GIB = 1L << 30;
  private static final int MOST_BOUNDARIES = 200;

  /**
   * @param mayAct whether a step may be taken now; else it is only looked
   */
  public static Climb of(
      Ladder ladder, LadderTrack before, ConvergenceTrend trend, boolean mayAct) {
    if (trend.phase() != Phase.PRE_COPY) {
      return new Climb(before, null);
    }
    var look = new Look(ladder, withBoundary(ladder, before, trend), trend);
    return mayAct && !trend.guestPaused() ? look.climb() : new Climb(look.after(), null);
  }

  private static LadderTrack withBoundary(
      Ladder ladder, LadderTrack before, ConvergenceTrend trend) {
    boolean wanted = ladder.rungs().stream().anyMatch(rung -> rung.when() instanceof Stalled);
    if (!wanted || !trend.passBoundary() || trend.pass() == 1) {
      return before;
    }
    var boundaries = new ArrayList<>(before.boundaries());
    if (boundaries.size() == MOST_BOUNDARIES) {
      // The least of the oldest two is all that a later comparison can need.
      var first = boundaries.removeFirst();
      var second = boundaries.removeFirst();
      boundaries.addFirst(first.remaining() <= second.remaining() ? first : second);
    }
    boundaries.add(new Boundary(trend.elapsed(), trend.remaining().count()));
    return new LadderTrack(
        before.taken(),
        before.waiting(),
        before.lastLook(),
        before.remainingAtLook(),
        before.passAtLook(),
        before.risen(),
        before.lastFell(),
        boundaries);
  }

  /** What a look sees. */
  private record Look(Ladder ladder, LadderTrack before, ConvergenceTrend trend) {

    private boolean isDue() {
      var last = before.lastLook() == null ? Duration.ZERO : before.lastLook();
      return trend.elapsed().minus(last).compareTo(ladder.lookEvery()) >= 0;
    }

    private boolean isBoundary() {
      return trend.passBoundary() && trend.pass() > 1;
    }

    LadderTrack after() {
      if (!isDue()) {
        return before;
      }
      long remaining = trend.remaining().count();
      boolean first = before.lastLook() == null;
      boolean fell = first || remaining < before.remainingAtLook();
      return new LadderTrack(
          before.taken(),
          before.waiting(),
          trend.elapsed(),
          remaining,
          trend.pass(),
          before.risen() + (hasRisen() ? 1 : 0),
          fell ? trend.elapsed() : before.lastFell(),
          before.boundaries());
    }

    private boolean hasRisen() {
      return before.lastLook() != null && trend.remaining().count() > before.remainingAtLook();
    }

    Climb climb() {
      var after = after();
      var taken = new ArrayList<>(after.taken());
      var waiting = new ArrayList<>(after.waiting());
      Escalation step = null;
      for (int i = 0; i < ladder.rungs().size(); i++) {
        var rung = ladder.rungs().get(i);
        if (taken.contains(i)) {
          continue;
        }
        boolean met = isMet(i, rung, waiting);
        if (met) {
          taken.add(i);
          step = canBeTaken(rung) ? rung.step() : step;
        }
        if (ladder.oneAtATime()) {
          break;
        }
      }
      return new Climb(after.with(taken, waiting), step);
    }

    private boolean isMet(int index, Rung rung, List<Integer> waiting) {
      return switch (rung.when()) {
        case Time time -> isDue() && trend.elapsed().compareTo(due(time)) >= 0;
        case Passes passes ->
            isDue() && trend.pass() > before.passAtLook() && trend.pass() - 1 >= passes.passes();
        case RemainingRose rose -> isDue() && before.risen() + (hasRisen() ? 1 : 0) >= rose.times();
        case NoProgress none ->
            isDue()
                && before.lastLook() != null
                && trend.elapsed().minus(after().lastFell()).compareTo(none.window()) > 0;
        case Stalled stalled -> isBoundary() && isStalled(index, stalled, waiting);
      };
    }

    private Duration due(Time time) {
      double moved = (trend.memoryTotal().count() + trend.diskTotal().count()) / GIB;
      double counted = Math.max(time.leastGib(), moved);
      var bySize = Duration.ofMillis(Math.round(time.afterPerGib().toMillis() * counted));
      return bySize.compareTo(time.after()) > 0 ? bySize : time.after();
    }

    private boolean isStalled(int index, Stalled stalled, List<Integer> waiting) {
      long remaining = trend.remaining().count();
      var boundaries = before.boundaries();
      if (waiting.contains(index)) {
        return boundaries.size() > 1
            && remaining < boundaries.get(boundaries.size() - 2).remaining();
      }
      long least = Long.MAX_VALUE;
      for (var boundary : boundaries) {
        if (trend.elapsed().minus(boundary.elapsed()).compareTo(stalled.window()) >= 0) {
          least = Math.min(least, boundary.remaining());
        }
      }
      boolean met = least != Long.MAX_VALUE && remaining >= stalled.ratio() * least;
      if (met && stalled.atLocalMinimum()) {
        waiting.add(index);
        return false;
      }
      return met;
    }

    private boolean canBeTaken(Rung rung) {
      return !(rung.step() instanceof SwitchToPostCopy)
          || (ladder.postCopyArmed() && trend.postCopyArmed());
    }
  }
}
