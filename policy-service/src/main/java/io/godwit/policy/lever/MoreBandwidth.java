package io.godwit.policy.lever;

import io.godwit.convergence.model.Lever.Bandwidth;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.convergence.Escalation.AskBandwidth;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.policy.lever.Weighed.Refused;
import io.godwit.policy.lever.Weighed.Suffices;
import io.godwit.policy.lever.Weighed.Unlikely;

/** Asks the scheduler for as much of the links as suffices. */
final class MoreBandwidth implements Weigher {
  private static final int STEPS = 6;

  /** Less is not worth asking for. */
  private static final double LEAST_GAIN = 1.05;

  /** Below this share of its limit something else holds it back. */
  private static final double HELD_BACK = 0.75;

  @Override
  public Weighed weigh(View view) {
    var trend = view.trend();
    long most = (long) (trend.switchoverRate().count() * view.policy().bandwidthShare());
    var step = new AskBandwidth(new BytesPerSecond(most));
    var limit = trend.bandwidthLimit();
    if (limit == null || limit.count() == 0) {
      return new Refused(step, "it has no limit of its own", null);
    }
    var excluded = view.track().excluded(StepKind.ASK_BANDWIDTH, 0);
    if (excluded != null) {
      return new Refused(step, excluded, null);
    }
    if (most < limit.count() * LEAST_GAIN) {
      return new Refused(
          step, "its limit is all that the policy allows of the links, %s".formatted(limit), null);
    }
    if (view.condition().bandwidth() * trend.compression() < limit.count() * HELD_BACK
        && view.condition().bandwidth() < limit.count() * HELD_BACK) {
      return new Refused(step, "it does not use up its limit of %s".formatted(limit), null);
    }
    return leastThatSuffices(view, limit.count(), most);
  }

  private static Weighed leastThatSuffices(View view, long limit, long most) {
    for (int i = 1; i <= STEPS; i++) {
      long wanted = limit + (most - limit) * i / STEPS;
      var predicted = view.predicted(new Bandwidth(view.movedAt(wanted)));
      var step = new AskBandwidth(new BytesPerSecond(wanted));
      if (view.finishes(predicted) && (view.inTime(predicted) || i == STEPS)) {
        return new Suffices(step, DecisionReason.MORE_BANDWIDTH_SUFFICES, predicted);
      }
      if (i == STEPS) {
        return new Unlikely(step, DecisionReason.MORE_BANDWIDTH_SUFFICES, predicted);
      }
    }
    throw new IllegalStateException("the last step returns");
  }
}
