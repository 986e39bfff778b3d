package io.godwit.policy.lever;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.Phase;
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
 * @param plateauSince since when, without a break, it does not converge; absent: it does
 * @param firstPass how long the first pass took; absent: it is not over
 * @param changing whether the guest's writing was seen to change
 * @param exclusions the steps that are out
 * @param limitBefore its share of the links before more was asked for; absent: none was
 * @param throttled whether the guest was slowed by a step
 */
public record Track(
    int plateauPasses,
    int plateauPass,
    @Nullable Instant plateauSince,
    @Nullable Duration firstPass,
    boolean changing,
    List<Exclusion> exclusions,
    @Nullable BytesPerSecond limitBefore,
    boolean throttled) {
  private static final double WORTH_TRYING_AGAIN = 1.5;
  public static final Track BEGIN = new Track(0, 0, null, null, false, List.of(), null, false);

  public Track {
    exclusions = List.copyOf(exclusions);
  }

  public Track seen(ConvergenceTrend trend) {
    if (trend.phase() != Phase.PRE_COPY || trend.outlook() == Outlook.NO_IDEA) {
      return this;
    }
    boolean plateau = trend.outlook() == Outlook.PLATEAU;
    boolean another = plateau && trend.pass() > plateauPass;
    var at = trend.about().at();
    var since = plateauSince == null ? at : plateauSince;
    return new Track(
        plateauPasses + (another ? 1 : 0),
        another ? trend.pass() : plateauPass,
        plateau ? since : null,
        firstPass == null && trend.pass() > 1
            ? trend.elapsed().dividedBy(trend.pass() - 1L)
            : firstPass,
        changing || (!plateau && plateauSince != null),
        exclusions,
        limitBefore,
        throttled);
  }

  public Track without(Exclusion exclusion) {
    var more = new ArrayList<>(exclusions);
    more.add(exclusion);
    return new Track(
        plateauPasses,
        plateauPass,
        plateauSince,
        firstPass,
        changing,
        more,
        limitBefore,
        throttled);
  }

  /** After more was asked for than {@code limit}; absent: it was given back. */
  public Track asked(@Nullable BytesPerSecond limit) {
    return new Track(
        plateauPasses,
        plateauPass,
        plateauSince,
        firstPass,
        changing,
        exclusions,
        limit,
        throttled);
  }

  public Track slowed(boolean throttled) {
    return new Track(
        plateauPasses,
        plateauPass,
        plateauSince,
        firstPass,
        changing,
        exclusions,
        limitBefore,
        throttled);
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
