package io.godwit.policy.lever;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.Phase;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of an attempt so far, and what was tried. Immutable.
 *
 * @param plateauPasses in how many passes it was seen not to converge
 * @param plateauPass the last of them
 * @param plateau what remained when it was first seen not to converge, and since when: until a
 *     quarter of that is gained, whatever is foretold meanwhile; absent: it converges
 * @param changing whether the guest's writing was seen to change
 * @param exclusions the steps that are out
 * @param limitBefore its share of the links before more was asked for; absent: none was, or it was
 *     given back
 * @param gaveBack whether it was given back once; what is asked for after that is kept
 * @param throttled whether the guest was slowed by a step
 * @param low the least that remained since the last step; absent: no pass is over since
 */
@RecordBuilder
public record Track(
    int plateauPasses,
    int plateauPass,
    @Nullable Low plateau,
    boolean changing,
    List<Exclusion> exclusions,
    @Nullable BytesPerSecond limitBefore,
    boolean gaveBack,
    boolean throttled,
    @Nullable Low low)
    implements TrackBuilder.With {
  private static final double WORTH_TRYING_AGAIN = 1.5;
  public static final Track BEGIN =
      new Track(0, 0, null, false, List.of(), null, false, false, null);

  /** What remained, bytes, and since when. */
  public record Low(long remaining, Instant since) {
    private static final double GAIN = 0.96;

    /** Guests do not write evenly: what remains of one that stands at its plateau sways, too. */
    private static final double LASTING_GAIN = 0.75;

    private static final double PASSES = 4;
    private static final Duration LEAST = Duration.ofSeconds(2);

    private Low with(ConvergenceTrend trend) {
      long least = trend.leastRemaining().count();
      return least < GAIN * remaining ? new Low(least, trend.about().at()) : this;
    }

    private boolean isFarBelow(Low other) {
      return remaining < LASTING_GAIN * other.remaining;
    }

    /** For longer than some passes over so much take. */
    private boolean isOld(ConvergenceTrend trend) {
      double rate = trend.bandwidth().count();
      var passes = Duration.ofMillis(Math.round(PASSES * remaining * 1000 / Math.max(1, rate)));
      var passed = Duration.between(since, trend.about().at());
      return rate > 0 && passed.compareTo(LEAST) > 0 && passed.compareTo(passes) > 0;
    }
  }

  public Track {
    exclusions = List.copyOf(exclusions);
  }

  /** What is foretold in the first pass is not seen yet. */
  public Track seen(ConvergenceTrend trend) {
    if (trend.phase() != Phase.PRE_COPY || trend.pass() == 1) {
      return this;
    }
    var at = trend.about().at();
    var lowest = low == null ? new Low(trend.leastRemaining().count(), at) : low.with(trend);
    boolean flat = trend.outlook() == Outlook.PLATEAU;
    boolean another = flat && trend.pass() > plateauPass;
    boolean falls = plateau != null && !flat && lowest.isFarBelow(plateau);
    boolean stands = flat || (!trend.guestPaused() && lowest.isOld(trend));
    var now = stands && plateau == null ? since(flat, at, lowest) : plateau;
    return with()
        .plateauPasses(plateauPasses + (another ? 1 : 0))
        .plateauPass(another ? trend.pass() : plateauPass)
        .plateau(falls ? null : now)
        .changing(changing || falls)
        .low(lowest)
        .build();
  }

  private static Low since(boolean flat, Instant now, Low lowest) {
    return flat ? new Low(lowest.remaining(), now) : lowest;
  }

  /**
   * Whether nothing was gained for some passes: whatever is foretold, it does not end as it stands.
   */
  public boolean stands(ConvergenceTrend trend) {
    return low != null && trend.pass() > 1 && !trend.guestPaused() && low.isOld(trend);
  }

  /** After a step: what remains has to fall anew. */
  public Track stepped() {
    return withLow(null);
  }

  public Track without(Exclusion exclusion) {
    var more = new ArrayList<>(exclusions);
    more.add(exclusion);
    return withExclusions(more);
  }

  /** After {@code wanted} was asked for, under the limit {@code now}. */
  public Track asked(BytesPerSecond wanted, @Nullable BytesPerSecond now) {
    boolean back = now != null && wanted.compareTo(now) < 0;
    var before = limitBefore == null ? now : limitBefore;
    return with().limitBefore(back ? null : before).gaveBack(gaveBack || back).build();
  }

  /** Why so much of this kind is out; absent: it is not. */
  public @Nullable String excluded(StepKind kind, long amount) {
    for (var exclusion : exclusions) {
      boolean muchMore =
          exclusion.amount() > 0 && amount >= exclusion.amount() * WORTH_TRYING_AGAIN;
      if (exclusion.kind() == kind && !muchMore) {
        return exclusion.why();
      }
    }
    return null;
  }

  public boolean aStepHadNoEffect() {
    return exclusions.stream().anyMatch(Exclusion::withoutEffect);
  }
}
