package io.godwit.policy.replay;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation;
import io.godwit.policy.ladder.Climb;
import io.godwit.policy.ladder.LadderTrack;
import io.godwit.policy.lever.Exclusion;
import io.godwit.policy.lever.Rules;
import io.godwit.policy.lever.StepKind;
import io.godwit.policy.lever.Track;
import io.godwit.policy.lever.View;
import io.godwit.policy.steering.Choice;
import io.godwit.policy.steering.Steering;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A policy that decides and does not act. What it sees is what came of other decisions, so that a
 * step of its own is taken to do what was predicted: for as long as that takes it decides nothing
 * more, and then only on another step. Once it would have switched, paused or given up it is over.
 *
 * @param policy by which it decides
 * @param track what it has seen
 * @param ladder what its ladder has seen and done
 * @param quietUntil when its last step should have shown its effect; absent: none is under way
 * @param over whether it would be past steering
 */
public record Shadow(
    EffectivePolicy policy,
    Track track,
    LadderTrack ladder,
    @Nullable Instant quietUntil,
    boolean over) {

  /**
   * After a trend.
   *
   * @param choice what it would do now; absent: nothing
   */
  public record Moved(Shadow shadow, @Nullable Choice choice) {}

  public static Shadow begin(EffectivePolicy policy) {
    return new Shadow(policy, Track.BEGIN, LadderTrack.BEGIN, null, false);
  }

  /**
   * @param expectedToConverge whether it was predicted before the start that it would
   */
  public Moved see(ConvergenceTrend trend, Rules rules, boolean expectedToConverge) {
    if (over || !trend.silentFor().isZero()) {
      return new Moved(this, null);
    }
    var seen = track.seen(trend);
    var view = View.of(policy, trend, seen, rules, expectedToConverge);
    var steps = policy.ladder();
    if (steps == null) {
      return byIntent(view);
    }
    var climb = Climb.of(steps, ladder, trend, true);
    var step = climb.step();
    var choice = step == null ? null : Choice.ofRung(step, view);
    boolean ended = step != null && ends(step);
    return new Moved(new Shadow(policy, seen, climb.track(), null, ended), choice);
  }

  private Moved byIntent(View view) {
    var at = view.trend().about().at();
    boolean quiet = quietUntil != null && at.isBefore(quietUntil);
    var choice = quiet ? null : Steering.decide(view).orElse(null);
    if (choice == null) {
      return new Moved(new Shadow(policy, view.track(), ladder, quietUntil, false), null);
    }
    var step = choice.escalation();
    var exclusion =
        new Exclusion(StepKind.of(step), false, StepKind.amount(step), "it was decided on before");
    var expected = choice.expected();
    var eta = expected == null ? null : expected.eta();
    var until = at.plus(eta == null ? Duration.ZERO : eta.high());
    return new Moved(
        new Shadow(policy, view.track().without(exclusion), ladder, until, ends(step)), choice);
  }

  private static boolean ends(Escalation step) {
    return switch (StepKind.of(step)) {
      case ASK_BANDWIDTH, RAISE_DOWNTIME, THROTTLE -> false;
      case SWITCH_TO_POST_COPY, PAUSE, GIVE_UP -> true;
    };
  }
}
