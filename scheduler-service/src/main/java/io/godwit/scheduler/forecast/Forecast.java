package io.godwit.scheduler.forecast;

import io.godwit.convergence.model.DirtyModel;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.plan.PlanMade.Course;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a migration is predicted to take. Pages dirtied while R is sent at the rate B, of a guest
 * that dirties at the rate D within a working set W: {@code W (1 - exp(-D R / (B W)))}. From pass
 * to pass that falls to a fixed point; the migration completes when what remains can be sent within
 * the allowed downtime.
 *
 * @param outlook how it would end
 * @param course what it would take
 */
public record Forecast(Outlook outlook, Course course) {

  /** How a migration would end. */
  public enum Outlook {
    /** How fast the guest writes is not known. */
    UNKNOWN,
    /** Within the downtime that is allowed to begin with. */
    CONVERGES,
    /** With more downtime, within the policy's budget. */
    WITH_MORE_DOWNTIME,
    /** By post-copy only. */
    BY_POST_COPY,
    /** By nothing that the policy allows. */
    NEVER
  }

  /** What a switch to post-copy cost a guest in the lab, whatever its memory. */
  private static final Duration POST_COPY_SWITCH = Duration.ofMillis(300);

  /** Passes that differ by less are at the fixed point. */
  private static final double SAME = 0.999;

  private static final int MOST_PASSES = 1000;

  /** Of a guest of which nothing is known but its size, without disks to be copied. */
  public static @Nullable Course of(
      GuestSpec guest, @Nullable BytesPerSecond rate, EffectivePolicy policy) {
    var forecast = of(new Load(guest.memory(), Bytes.ZERO, null), rate, null, policy);
    return forecast == null ? null : forecast.course();
  }

  /**
   * @param rate that the migration gets; absent or zero: nothing can be said
   * @param switchover what the links carry in the stop phase; absent: the rate
   */
  public static @Nullable Forecast of(
      Load load,
      @Nullable BytesPerSecond rate,
      @Nullable BytesPerSecond switchover,
      EffectivePolicy policy) {
    if (rate == null || rate.count() == 0) {
      return null;
    }
    var dirtying = load.dirtying();
    if (dirtying == null) {
      return unknown(load, rate, policy);
    }
    var stop = switchover == null || switchover.count() == 0 ? rate : switchover;
    return passes(load, dirtying, rate, stop, policy);
  }

  private static Forecast unknown(Load load, BytesPerSecond rate, EffectivePolicy policy) {
    var sent = load.memory().plus(load.disks());
    var note =
        "at least, at %s: how fast the guest writes to its memory is not known".formatted(rate);
    return new Forecast(
        Outlook.UNKNOWN, new Course(rate.timeFor(sent), sent, policy.initialDowntime(), note));
  }

  private static Forecast passes(
      Load load,
      Load.Dirtying dirtying,
      BytesPerSecond rate,
      BytesPerSecond stop,
      EffectivePolicy policy) {
    var model =
        new DirtyModel(
            (double) rate.count(),
            (double) dirtying.rate().count(),
            (double) Math.min(dirtying.workingSet().count(), load.memory().count()));
    double threshold = stop.in(policy.initialDowntime()).count();
    double remaining = load.memory().count();
    double sent = load.disks().count();
    int passes = 0;
    while (remaining > threshold && passes < MOST_PASSES) {
      double next = Math.min(remaining, model.dirtied(remaining));
      sent += remaining;
      passes++;
      if (next > remaining * SAME) {
        return plateau(next, sent, rate, stop, policy);
      }
      remaining = next;
    }
    var note = "%d passes at %s".formatted(passes + 1, rate);
    return end(Outlook.CONVERGES, remaining, sent, rate, stop, note);
  }

  /** It never gets below {@code remaining} as it stands. */
  private static Forecast plateau(
      double remaining,
      double sent,
      BytesPerSecond rate,
      BytesPerSecond stop,
      EffectivePolicy policy) {
    var needed = stop.timeFor(new Bytes((long) remaining));
    if (needed.compareTo(policy.downtimeBudget()) <= 0) {
      var note = "completes with a downtime of %d ms".formatted(needed.toMillis());
      return end(Outlook.WITH_MORE_DOWNTIME, remaining, sent, rate, stop, note);
    }
    var plateau =
        "%s remain from pass to pass, which would need a downtime of %d ms"
            .formatted(new Bytes((long) remaining), needed.toMillis());
    var all = new Bytes((long) (sent + remaining));
    if (policy.postCopyAllowed()) {
      return new Forecast(
          Outlook.BY_POST_COPY,
          new Course(rate.timeFor(all), all, POST_COPY_SWITCH, "by post-copy: " + plateau));
    }
    var resort = policy.lastResort() == LastResort.ABORT ? "gives up" : "goes on without an end";
    return new Forecast(
        Outlook.NEVER, new Course(rate.timeFor(all), all, needed, resort + ": " + plateau));
  }

  private static Forecast end(
      Outlook outlook,
      double remaining,
      double sent,
      BytesPerSecond rate,
      BytesPerSecond stop,
      String note) {
    var rest = new Bytes((long) remaining);
    var downtime = stop.timeFor(rest);
    var total = rate.timeFor(new Bytes((long) sent)).plus(downtime);
    return new Forecast(
        outlook, new Course(total, new Bytes((long) (sent + remaining)), downtime, note));
  }
}
