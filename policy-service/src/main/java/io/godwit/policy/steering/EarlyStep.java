package io.godwit.policy.steering;

import io.godwit.convergence.model.Lever.AsItStands;
import io.godwit.convergence.model.PassUnderWay.Worth;
import io.godwit.events.Bytes;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.Prediction;
import io.godwit.events.policy.Objective;
import io.godwit.policy.lever.Levers;
import io.godwit.policy.lever.View;
import io.godwit.policy.lever.Weighed.Suffices;
import java.time.Duration;
import java.util.Optional;

/**
 * Steps before the passes have shown anything, from what was measured before the start and what the
 * first seconds tell.
 *
 * <ul>
 *   <li>Least time: post-copy sends what was not sent yet and what was dirtied again, so that each
 *       second of waiting sends pages that will be sent once more. It is taken early if, of the
 *       guests that may be the true one, at least the {@code leastProbability} save by that a tenth
 *       of the time and half a second over the best that waiting for the end of the pass leads to,
 *       and lose at most two seconds of their work for each one saved. With nothing seen of the
 *       guest the ranges are so wide that this does not hold.
 *   <li>Least work lost: only for a deadline that would be missed by waiting for the end of the
 *       pass, and only if it is foretold how the migration goes.
 * </ul>
 *
 * <p>Why not for less: under half a second or a tenth is less than predictions are good for, and as
 * long as a post-copy lasts a broken link stops the guest. The price keeps a guest of many GiB, a
 * small part of which is hot, from running on page faults for minutes to save seconds: it goes by
 * post-copy when only that part is left.
 */
final class EarlyStep {
  private static final Worth WORTH = new Worth(0.1, 0.5, 2);

  /** A connection gathers speed first. */
  private static final double SECONDS_THAT_TELL = 0.4;

  private EarlyStep() {}

  static Optional<Choice> decide(View view) {
    var trend = view.trend();
    boolean moves = view.condition().bandwidth() > 0 && trend.diskRemaining().equals(Bytes.ZERO);
    boolean told = trend.pass() > 1 || view.pass().seconds() >= SECONDS_THAT_TELL;
    if (!moves || !told) {
      return Optional.empty();
    }
    return view.policy().objective() == Objective.LEAST_TIME ? leastTime(view) : inTime(view);
  }

  private static Optional<Choice> leastTime(View view) {
    boolean possible = view.policy().postCopyAllowed() && view.trend().postCopyArmed();
    if (!possible || saves(view) < view.rules().leastProbability()) {
      return Optional.empty();
    }
    var options = options(view);
    return options.suffice().stream()
        .filter(option -> option.reason() == DecisionReason.PLATEAU_POST_COPY_ALLOWED)
        .findFirst()
        .map(option -> options.choose(option, DecisionReason.LEAST_TIME));
  }

  private static double saves(View view) {
    double downtime = view.policy().downtimeBudget().toMillis() / 1000.0;
    return view.pass().earlySwitchIsWorth(view.condition(), downtime, WORTH);
  }

  private static Optional<Choice> inTime(View view) {
    if (view.timeLeft() == null || view.trend().outlook() == Outlook.NO_IDEA) {
      return Optional.empty();
    }
    var stands = view.predicted(new AsItStands());
    if (view.finishes(stands) && view.inTime(stands)) {
      return Optional.empty();
    }
    var options = options(view);
    var inTime =
        options.suffice().stream().filter(option -> view.inTime(option.predicted())).toList();
    return inTime.stream().anyMatch(option -> doesAfterThisPass(view, option))
        ? Optional.empty()
        : options
            .cheapest(inTime)
            .map(option -> options.choose(option, DecisionReason.DEADLINE_AT_RISK));
  }

  private static boolean doesAfterThisPass(View view, Suffices option) {
    var then = view.afterThisPass();
    Prediction predicted = then.predicted(Levers.of(option.escalation(), then));
    var eta = predicted.eta();
    var left = view.timeLeft();
    var wait = Duration.ofMillis(Math.round(view.pass().secondsLeft(view.condition()) * 1000));
    return eta != null
        && left != null
        && view.finishes(predicted)
        && wait.plus(eta.high()).compareTo(left) <= 0;
  }

  private static Options options(View view) {
    return new Options(view, view.predicted(new AsItStands()), Levers.weigh(view));
  }
}
