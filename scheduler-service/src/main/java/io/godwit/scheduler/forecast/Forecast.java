package io.godwit.scheduler.forecast;

import io.godwit.convergence.model.Condition;
import io.godwit.convergence.model.Range;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.convergence.Prediction;
import io.godwit.events.plan.PlanMade.Course;
import io.godwit.events.plan.PlanMade.Way;
import io.godwit.events.policy.Objective;
import io.godwit.scheduler.forecast.Prospects.Prospect;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a migration that has not begun is predicted to take: the one prediction for placement,
 * verdict, plan, evacuation and start.
 *
 * @param outlook how it would end
 * @param course what it would take
 * @param asItStands what becomes of it if nothing is changed; absent: not known
 */
public record Forecast(Outlook outlook, Course course, @Nullable Prediction asItStands) {

  /** How a migration would end. */
  public enum Outlook {
    /** How fast the guest writes is not known. */
    UNKNOWN,
    /** Within the downtime that is allowed to begin with. */
    CONVERGES,
    /** With more downtime, within the policy's budget. */
    WITH_MORE_DOWNTIME,
    /** With the guest slowed down, within the policy's budget. */
    WITH_THROTTLING,
    BY_POST_COPY,
    /** The guest stands still until the rest is sent. */
    BY_PAUSE,
    /** By nothing that the policy allows. */
    NEVER
  }

  /** A guest writes up to so many times as much as was seen in the moment that was measured. */
  private static final double BURST = 4;

  private static final double OFTEN = 1.5;

  /**
   * @param rate that the migration gets; absent or zero: nothing can be said
   * @param switchover what the links carry in the stop phase; absent: the rate
   * @param now from which the time to the policy's deadline is counted
   */
  public static @Nullable Forecast of(
      Load load,
      @Nullable BytesPerSecond rate,
      @Nullable BytesPerSecond switchover,
      EffectivePolicy policy,
      Instant now) {
    if (rate == null || rate.count() == 0) {
      return null;
    }
    var dirtying = load.dirtying();
    if (dirtying == null) {
      return unknown(load, rate, policy);
    }
    var stop = switchover == null || switchover.count() == 0 ? rate : switchover;
    var prospects = new Prospects(condition(policy, load, dirtying, rate, stop), policy);
    var deadline = policy.deadline();
    var left = deadline == null ? null : Duration.between(now, deadline);
    return prospects
        .expected(left)
        .map(it -> ends(it, prospects.asItStands(), rate, policy, left))
        .orElseGet(() -> never(load, rate, prospects, policy));
  }

  private static Forecast unknown(Load load, BytesPerSecond rate, EffectivePolicy policy) {
    var sent = load.memory().plus(load.disks());
    var note =
        "at least, at %s: how fast the guest writes to its memory is not known".formatted(rate);
    var course = new Course(rate.timeFor(sent), sent, policy.initialDowntime(), note);
    return new Forecast(Outlook.UNKNOWN, course, null);
  }

  /** A measurement counts pages once, however often they are written to: it is a lower bound. */
  private static Condition condition(
      EffectivePolicy policy,
      Load load,
      Load.Dirtying dirtying,
      BytesPerSecond rate,
      BytesPerSecond switchover) {
    double memory = (double) load.memory().count();
    double dirty = (double) dirtying.rate().count();
    double set = Math.min(memory, (double) dirtying.workingSet().count());
    return new Condition(
        memory,
        memory,
        (double) load.disks().count(),
        (double) rate.count(),
        new Range(dirty, OFTEN * dirty, BURST * dirty),
        new Range(set, Math.min(memory, OFTEN * set), Math.min(memory, BURST * set)),
        (double) switchover.count(),
        policy.initialDowntime().toMillis() / 1000.0,
        0,
        1);
  }

  private static Forecast ends(
      Prospect it,
      Prediction asItStands,
      BytesPerSecond rate,
      EffectivePolicy policy,
      @Nullable Duration left) {
    var predicted = it.predicted();
    var eta = predicted.eta();
    var total =
        eta == null ? rate.timeFor(predicted.toSend()) : eta.low().plus(eta.high()).dividedBy(2);
    boolean late = left != null && eta != null && eta.high().compareTo(left) > 0;
    var words = words(it.outlook(), asItStands, rate, policy);
    var course =
        new Course(
            total,
            predicted.toSend(),
            predicted.downtime(),
            late ? words + "; it may miss its deadline" : words,
            asItStands.probability(),
            eta,
            way(it.outlook()));
    return new Forecast(it.outlook(), course, asItStands);
  }

  private static Way way(Outlook outlook) {
    return switch (outlook) {
      case CONVERGES, WITH_MORE_DOWNTIME, WITH_THROTTLING -> Way.PRE_COPY;
      case BY_POST_COPY -> Way.POST_COPY;
      case BY_PAUSE -> Way.PAUSE;
      case UNKNOWN, NEVER -> Way.NEVER;
    };
  }

  private static String words(
      Outlook outlook, Prediction asItStands, BytesPerSecond rate, EffectivePolicy policy) {
    boolean byItself = asItStands.probability() >= Prospects.EXPECTED;
    var stands =
        byItself && policy.objective() == Objective.LEAST_TIME
            ? "which is faster"
            : "it is not likely to converge by itself";
    return switch (outlook) {
      case CONVERGES -> "it converges by itself at " + rate;
      case WITH_MORE_DOWNTIME ->
          "with a downtime of up to %d ms, %s"
              .formatted(policy.downtimeBudget().toMillis(), stands);
      case WITH_THROTTLING ->
          "with the guest slowed down by up to %d %%, %s"
              .formatted(policy.throttleBudgetPercent(), stands);
      case BY_POST_COPY -> "by post-copy, " + stands;
      case BY_PAUSE -> "with the guest paused until the rest is sent, " + stands;
      case UNKNOWN, NEVER -> "";
    };
  }

  /** At least its first pass is made before it is given up. */
  private static Forecast never(
      Load load, BytesPerSecond rate, Prospects prospects, EffectivePolicy policy) {
    var best = prospects.withTheBudget();
    var once = load.memory().plus(load.disks());
    var resort = policy.lastResort() == LastResort.ABORT ? "gives up" : "goes on without an end";
    var note =
        String.format(
            Locale.ROOT,
            "%s: with a downtime of %d ms it ends with a probability of %.0f %% at %s",
            resort,
            policy.downtimeBudget().toMillis(),
            100 * best.probability(),
            rate);
    var asItStands = prospects.asItStands();
    var course =
        new Course(
            rate.timeFor(once),
            once,
            best.downtime(),
            note,
            asItStands.probability(),
            null,
            Way.NEVER);
    return new Forecast(Outlook.NEVER, course, asItStands);
  }
}
