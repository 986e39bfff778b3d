package io.godwit.policy.escalation;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.policy.escalation.Weighed.NotYet;
import io.godwit.policy.escalation.Weighed.Refused;
import io.godwit.policy.escalation.Weighed.Suffices;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Weighs every step for a migration that does not converge, least harmful first. */
record Scales(Rules rules, Course course, EffectivePolicy policy, ConvergenceTrend trend) {
  private static final int ROUND_TO_MILLIS = 10;

  List<Weighed> all() {
    return List.of(raiseDowntime(), switchToPostCopy(), giveUp());
  }

  private Weighed raiseDowntime() {
    long budget = policy.downtimeBudget().toMillis();
    long needed = trend.predictedDowntime().toMillis();
    long wanted = Math.min(budget, roundedUp(needed * (1 + rules.downtimeMargin())));
    var step = new RaiseDowntime(Duration.ofMillis(wanted));
    var excluded = excluded(StepKind.RAISE_DOWNTIME);
    if (excluded != null) {
      return new Refused(step, excluded);
    }
    if (trend.switchoverRate().count() == 0) {
      return new Refused(step, "no rate was seen from which to predict a downtime");
    }
    if (needed > budget) {
      return new Refused(
          step,
          "a switch-over at %s over %s would take %s, the policy %s allows at most %s"
              .formatted(
                  trend.fixedPoint(),
                  trend.switchoverRate(),
                  said(needed),
                  policy.name(),
                  said(budget)));
    }
    if (wanted <= trend.maxDowntime().toMillis()) {
      return new Refused(
          step, "%s are allowed already".formatted(said(trend.maxDowntime().toMillis())));
    }
    return new Suffices(step, timeFor(trend.fixedPoint().count()), Duration.ofMillis(needed));
  }

  private Weighed switchToPostCopy() {
    var step = new SwitchToPostCopy();
    var excluded = excluded(StepKind.SWITCH_TO_POST_COPY);
    if (excluded != null) {
      return new Refused(step, excluded);
    }
    if (!policy.postCopyAllowed()) {
      return new Refused(step, "the policy %s does not allow post-copy".formatted(policy.name()));
    }
    if (!trend.postCopyArmed()) {
      return new Refused(step, "post-copy was not armed when the migration started");
    }
    if (trend.bandwidth().count() == 0) {
      return new Refused(step, "no memory moves: the guest would wait for its pages without end");
    }
    return new Suffices(step, timeFor(trend.remaining().count()), trend.maxDowntime());
  }

  private Weighed giveUp() {
    var step = new GiveUp();
    var excluded = excluded(StepKind.GIVE_UP);
    if (excluded != null) {
      return new Refused(step, excluded);
    }
    return switch (policy.lastResort()) {
      case PAUSE, KEEP_RUNNING ->
          new Refused(step, "the policy %s keeps the migration running".formatted(policy.name()));
      case ABORT ->
          course.plateauPasses() < rules.passesToGiveUp()
              ? new NotYet(step, "a plateau was seen in %d pass".formatted(course.plateauPasses()))
              : new Suffices(step, null, null);
    };
  }

  private @Nullable String excluded(StepKind kind) {
    for (var exclusion : course.exclusions()) {
      if (exclusion.kind() == kind) {
        return exclusion.why();
      }
    }
    return null;
  }

  private Duration timeFor(long bytes) {
    long bandwidth = Math.max(1, trend.bandwidth().count());
    return Duration.ofMillis((long) (bytes * 1000.0 / bandwidth));
  }

  private static long roundedUp(double millis) {
    return (long) Math.ceil(millis / ROUND_TO_MILLIS) * ROUND_TO_MILLIS;
  }

  static String said(long millis) {
    return millis < 1000 ? millis + " ms" : "%.1f s".formatted(millis / 1000.0);
  }
}
