package io.godwit.scheduler.forecast;

import io.godwit.convergence.model.Condition;
import io.godwit.convergence.model.DirtyModel;
import io.godwit.convergence.model.Lever;
import io.godwit.convergence.model.Lever.AsItStands;
import io.godwit.convergence.model.Lever.Downtime;
import io.godwit.convergence.model.Lever.Pause;
import io.godwit.convergence.model.Lever.PostCopy;
import io.godwit.convergence.model.Lever.Throttle;
import io.godwit.convergence.model.Lever.Together;
import io.godwit.convergence.model.Predictions;
import io.godwit.events.Bytes;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.Prediction;
import io.godwit.events.policy.Objective;
import io.godwit.scheduler.forecast.Forecast.Outlook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a migration that has not begun may end within what its policy allows, the least
 * harmful first, and the one that is to be expected: the one that the policy would choose as it
 * goes on, by the same model.
 */
final class Prospects {
  /** From it on, what may be true of the guest is expected to let it end in a way. */
  static final double EXPECTED = 0.5;

  /**
   * Work or time that is not worth a more harmful way: so much of the least, or so many seconds.
   */
  private static final double LIKE_WORK_SHARE = 0.15;

  private static final double LIKE_TIME_SHARE = 0.1;
  private static final double LIKE_SECONDS = 0.5;

  private final Condition condition;
  private final EffectivePolicy policy;

  /** One way. */
  record Prospect(Outlook outlook, Prediction predicted) {
    private Eta eta() {
      return Objects.requireNonNull(predicted.eta(), "only what ends is compared");
    }

    private double seconds() {
      return eta().low().plus(eta().high()).toMillis() / 2000.0;
    }

    private double work() {
      return predicted.workLost().toMillis() / 1000.0;
    }

    private boolean ends() {
      return predicted.eta() != null && predicted.probability() >= EXPECTED;
    }
  }

  Prospects(Condition condition, EffectivePolicy policy) {
    this.condition = condition;
    this.policy = policy;
  }

  Prediction asItStands() {
    return Predictions.of(condition, new AsItStands());
  }

  /** With all the downtime that the policy allows. */
  Prediction withTheBudget() {
    return afterOnePass(new Downtime(policy.downtimeBudget()));
  }

  /**
   * @param left until the deadline; absent: there is none
   * @return empty: nothing that is allowed leads to an end
   */
  Optional<Prospect> expected(@Nullable Duration left) {
    var ends = all().stream().filter(Prospect::ends).toList();
    var timely =
        left == null
            ? ends
            : ends.stream().filter(one -> one.eta().high().compareTo(left) <= 0).toList();
    var among = timely.isEmpty() ? ends : timely;
    if (policy.objective() == Objective.LEAST_TIME) {
      return leastHarmful(like(among, Prospect::seconds, LIKE_TIME_SHARE));
    }
    // One that ends by itself is left alone.
    return among.stream()
        .filter(one -> one.outlook() == Outlook.CONVERGES)
        .findFirst()
        .or(() -> leastHarmful(among));
  }

  private static Optional<Prospect> leastHarmful(List<Prospect> among) {
    return like(among, Prospect::work, LIKE_WORK_SHARE).stream().findFirst();
  }

  /** Those that are nearly as good as the best, in their order. */
  private static List<Prospect> like(
      List<Prospect> among, ToDoubleFunction<Prospect> cost, double share) {
    double least = among.stream().mapToDouble(cost).min().orElse(0);
    double like = least + Math.max(LIKE_SECONDS, least * share);
    return among.stream().filter(one -> cost.applyAsDouble(one) <= like).toList();
  }

  private List<Prospect> all() {
    var budget = new Downtime(policy.downtimeBudget());
    var all = new ArrayList<Prospect>();
    all.add(new Prospect(Outlook.CONVERGES, asItStands()));
    all.add(new Prospect(Outlook.WITH_MORE_DOWNTIME, withTheBudget()));
    int slower = policy.throttleBudgetPercent();
    if (slower > 0) {
      var throttled = afterOnePass(new Together(budget, new Throttle(slower)));
      all.add(new Prospect(Outlook.WITH_THROTTLING, throttled));
    }
    if (policy.postCopyAllowed()) {
      all.add(new Prospect(Outlook.BY_POST_COPY, afterOnePass(new PostCopy())));
    }
    var pause = afterOnePass(new Pause());
    if (pause.downtime().compareTo(policy.pauseBudget()) <= 0) {
      all.add(new Prospect(Outlook.BY_PAUSE, pause));
    }
    return all;
  }

  /** Whether it converges shows at the end of the first pass: nothing else is done before. */
  private Prediction afterOnePass(Lever lever) {
    double rate = condition.bandwidth();
    var likely =
        new DirtyModel(rate, condition.dirtyRate().likely(), condition.workingSet().likely());
    double left = Math.min(condition.memory(), likely.dirtied(condition.remaining()));
    var rest =
        new Condition(
            condition.memory(),
            left,
            0,
            rate,
            condition.dirtyRate(),
            condition.workingSet(),
            condition.switchoverRate(),
            condition.allowedDowntime(),
            condition.throttlePercent(),
            condition.compression());
    var then = Predictions.of(rest, lever);
    double pass = condition.remaining() + condition.disk();
    var first = Duration.ofMillis(Math.round(1000 * pass / rate));
    var eta = then.eta();
    return new Prediction(
        then.probability(),
        eta == null ? null : new Eta(first.plus(eta.low()), first.plus(eta.high())),
        then.downtime(),
        then.workLost(),
        new Bytes(Math.round(pass)).plus(then.toSend()));
  }
}
