package io.godwit.policy.steering;

import io.godwit.convergence.model.Lever.AsItStands;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.Prediction;
import io.godwit.events.policy.Objective;
import io.godwit.policy.lever.Levers;
import io.godwit.policy.lever.View;
import io.godwit.policy.lever.Weighed.Suffices;
import java.util.Optional;

/**
 * Steers by a policy's intent. What the policy does not allow any more is taken back first, then
 * what is not needed any more. A migration that will be over as the policy wants it is left alone;
 * for any other every lever is weighed, and of those that finish it the one that serves the
 * objective best is taken:
 *
 * <ul>
 *   <li>least time: the fastest, if it gains at least a tenth and a second on what runs;
 *   <li>least work lost: of those that finish by the deadline the one that costs the guest least,
 *       and as long as the deadline permits only after some patience, since guests change;
 *   <li>none: what may work is tried, then the policy's last resort is taken.
 * </ul>
 *
 * <p>Until the passes have shown how it goes only an {@link EarlyStep} is taken.
 */
public final class Steering {
  private Steering() {}

  /** The step that this state asks for, if one does. Pure. */
  public static Optional<Choice> decide(View view) {
    var trend = view.trend();
    if (trend.phase() != Phase.PRE_COPY || trend.guestPaused()) {
      return Optional.empty();
    }
    var back = Retreat.decide(view);
    if (back.isPresent()) {
      return back;
    }
    boolean overdue = isOverdue(view);
    if (!overdue && trend.outlook() == Outlook.FINISHING) {
      return Optional.empty();
    }
    if (!overdue && (trend.pass() == 1 || trend.outlook() == Outlook.NO_IDEA)) {
      return EarlyStep.decide(view);
    }
    boolean converges = trend.outlook() == Outlook.CONVERGES && !overdue;
    boolean leastTime = view.policy().objective() == Objective.LEAST_TIME;
    if (converges && !leastTime && view.timeLeft() == null) {
      return Optional.empty();
    }
    var stands = view.predicted(new AsItStands());
    if (converges && !leastTime && view.inTime(stands)) {
      return Optional.empty();
    }
    var options = new Options(view, stands, Levers.weigh(view));
    var choice =
        leastTime ? leastTime(view, options, converges) : leastWork(view, options, converges);
    boolean explained = view.track().aStepHadNoEffect() && !converges;
    return explained ? choice.map(c -> c.because(DecisionReason.STEP_WITHOUT_EFFECT)) : choice;
  }

  /** It should fall, or end, and yet goes on: for long, or although a step was taken for that. */
  private static boolean isOverdue(View view) {
    var trend = view.trend();
    boolean fits = trend.outstanding().compareTo(trend.threshold()) <= 0;
    return view.track().stands(trend)
        || (trend.outlook() == Outlook.CONVERGES && fits && view.track().aStepHadNoEffect());
  }

  private static Optional<Choice> leastTime(View view, Options options, boolean converges) {
    var best = options.fastest();
    if (best.isPresent() && (!converges || gains(options.stands(), best.get().predicted()))) {
      var reason = converges ? DecisionReason.LEAST_TIME : best.get().reason();
      return Optional.of(options.choose(best.get(), reason));
    }
    return converges ? Optional.empty() : hopeless(view, options);
  }

  private static boolean gains(Prediction stands, Prediction better) {
    double now = View.seconds(stands);
    double then = View.seconds(better);
    return then <= now * 0.9 && now - then >= 1;
  }

  private static Optional<Choice> leastWork(View view, Options options, boolean converges) {
    var suffice = options.suffice();
    var inTime = suffice.stream().filter(option -> view.inTime(option.predicted())).toList();
    if (converges) {
      return options
          .cheapest(inTime)
          .map(option -> options.choose(option, DecisionReason.DEADLINE_AT_RISK));
    }
    if (suffice.isEmpty()) {
      return hopeless(view, options);
    }
    var best = inTime.isEmpty() ? options.fastest() : options.cheapest(inTime);
    return best.filter(option -> !waits(view, option))
        .map(option -> options.choose(option, option.reason()));
  }

  /** A plateau may pass. Waiting costs no work, and the deadline is kept after it too. */
  private static boolean waits(View view, Suffices option) {
    if (!costsWork(option)) {
      return false;
    }
    var patience = view.patienceLeft();
    var left = view.timeLeft();
    var eta = option.predicted().eta();
    boolean kept = left == null || (eta != null && patience.plus(eta.high()).compareTo(left) <= 0);
    return patience.isPositive() && kept;
  }

  private static boolean costsWork(Suffices option) {
    return switch (option.reason()) {
      case MORE_BANDWIDTH_SUFFICES, PLATEAU_WITHIN_DOWNTIME_BUDGET, AT_LOCAL_MINIMUM -> false;
      case THROTTLING_SUFFICES,
          PLATEAU_POST_COPY_ALLOWED,
          PAUSE_WITHIN_BUDGET,
          DEADLINE_AT_RISK,
          LEAST_TIME,
          NOT_NEEDED_ANY_MORE,
          HOPELESS,
          STEP_WITHOUT_EFFECT,
          LADDER,
          OPERATOR ->
          true;
    };
  }

  /** Several passes must have shown it, and more if it may pass by itself. */
  private static Optional<Choice> hopeless(View view, Options options) {
    boolean seen =
        view.track().plateauPasses() >= view.rules().passesToGiveUp()
            || view.track().stands(view.trend());
    boolean mayChange = view.mayPass() || view.expectedToConverge();
    if (!seen || (mayChange && view.patienceLeft().isPositive())) {
      return Optional.empty();
    }
    var tried = options.likeliest();
    return tried.isPresent() ? tried : LastResorts.of(view, options);
  }
}
