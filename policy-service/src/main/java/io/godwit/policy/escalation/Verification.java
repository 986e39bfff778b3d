package io.godwit.policy.escalation;

import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation.AskBandwidth;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.Escalation.Throttle;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.Phase;
import io.godwit.policy.escalation.Step.Applied;
import io.godwit.policy.lever.Rules;
import java.time.Duration;

/** What a step really did, one or two passes later, while pre-copy still goes on. */
sealed interface Verification {
  /** It is too early to say. */
  record TooEarly() implements Verification {}

  /** It did what was expected of it. */
  record Worked(String effect) implements Verification {}

  /** It did not. */
  record Failed(String effect) implements Verification {}

  /** How much later than predicted it may end. */
  double LATE = 1.5;

  /** A throttle is there if it is seen to within this. */
  int THROTTLE_ERROR = 5;

  /** A rate fell if it fell by at least this share of what it should. */
  double FELL = 0.5;

  static Verification of(Step step, ConvergenceTrend trend, Rules rules) {
    var applied = step.applied();
    if (applied == null || trend.phase() != Phase.PRE_COPY) {
      return new TooEarly();
    }
    boolean enough = trend.pass() > applied.pass() + rules.passesToVerify();
    return switch (step.escalation()) {
      case AskBandwidth ask -> bandwidth(step, ask, trend, rules);
      case RaiseDowntime raise -> downtime(step, raise, applied, trend, enough);
      case Throttle throttle -> enough ? throttled(step, throttle, trend) : new TooEarly();
      case Pause pause -> paused(pause, applied, trend, enough);
      case SwitchToPostCopy _, GiveUp _ ->
          enough ? new Failed(remained(applied, trend)) : new TooEarly();
    };
  }

  private static String remained(Applied applied, ConvergenceTrend trend) {
    return "it was applied in pass %d and in pass %d %s still remained"
        .formatted(applied.pass(), trend.pass(), trend.remaining());
  }

  private static Verification bandwidth(
      Step step, AskBandwidth ask, ConvergenceTrend trend, Rules rules) {
    var before = step.before().limit();
    var limit = trend.bandwidthLimit();
    boolean up = before != null && ask.wanted().compareTo(before) > 0;
    boolean moved =
        limit == null
            || (before != null && (up ? limit.compareTo(before) > 0 : limit.compareTo(before) < 0));
    if (moved) {
      return new Worked(
          "its limit went from %s to %s, and its memory from %s to %s"
              .formatted(
                  before,
                  limit == null ? "none" : limit,
                  step.before().bandwidth(),
                  trend.bandwidth()));
    }
    boolean late = !trend.about().at().isBefore(step.sentAt().plus(rules.answerWithin()));
    return late ? new Failed("its limit is still " + limit) : new TooEarly();
  }

  private static Verification downtime(
      Step step, RaiseDowntime raise, Applied applied, ConvergenceTrend trend, boolean enough) {
    boolean lowered = raise.maxDowntime().compareTo(step.before().maxDowntime()) < 0;
    int compared = trend.maxDowntime().compareTo(raise.maxDowntime());
    boolean inForce = lowered ? compared <= 0 : compared >= 0;
    if (lowered && inForce) {
      return new Worked(
          "the allowed downtime went from %d to %d ms"
              .formatted(step.before().maxDowntime().toMillis(), trend.maxDowntime().toMillis()));
    }
    if (!enough) {
      return new TooEarly();
    }
    if (!inForce) {
      return new Failed(
          "the allowed downtime is %d ms and not %d"
              .formatted(trend.maxDowntime().toMillis(), raise.maxDowntime().toMillis()));
    }
    boolean fits = trend.outstanding().compareTo(trend.threshold()) <= 0;
    boolean late = trend.outlook() == Outlook.PLATEAU || fits || isLate(step, applied, trend);
    return late ? new Failed(remained(applied, trend)) : new TooEarly();
  }

  private static boolean isLate(Step step, Applied applied, ConvergenceTrend trend) {
    var eta = step.expected() == null ? null : step.expected().eta();
    var expected = eta == null ? Duration.ZERO : eta.high();
    var passed = Duration.between(applied.at(), trend.about().at());
    return passed.toMillis() > expected.toMillis() * LATE;
  }

  private static Verification throttled(Step step, Throttle throttle, ConvergenceTrend trend) {
    int before = step.before().throttlePercent();
    double then = step.before().dirtyRate().count();
    double now = trend.dirtyRate().count();
    double wanted = then * (100 - throttle.percent()) / Math.max(1, 100 - before);
    boolean reported = Math.abs(trend.throttlePercent() - throttle.percent()) <= THROTTLE_ERROR;
    boolean fell = wanted < then && then - now >= FELL * (then - wanted);
    var effect =
        "the guest is slowed by %d %% after %d %%, and writes %s after %s"
            .formatted(
                trend.throttlePercent(), before, trend.dirtyRate(), step.before().dirtyRate());
    return reported || fell ? new Worked(effect) : new Failed(effect);
  }

  private static Verification paused(
      Pause pause, Applied applied, ConvergenceTrend trend, boolean enough) {
    var passed = Duration.between(applied.at(), trend.about().at());
    boolean over = passed.compareTo(pause.atMost()) > 0;
    return !trend.guestPaused() && (enough || over)
        ? new Failed("the guest runs again, and " + trend.remaining() + " still remain")
        : new TooEarly();
  }
}
