package io.godwit.policy.escalation;

import io.godwit.events.MigrationId;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.policy.ladder.LadderTrack;
import io.godwit.policy.lever.Exclusion;
import io.godwit.policy.lever.Track;
import io.godwit.policy.replay.Shadow;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the policy knows of a migration's latest attempt. Immutable.
 *
 * @param migration which migration
 * @param attempt which attempt, from 1
 * @param stage whether it may be steered
 * @param eventSequence of the last migration event taken in
 * @param trend the last one taken in
 * @param mandate what may be done; absent until MigrationRunning came
 * @param commands sequence of the last decision or command
 * @param step the step under way
 * @param last the step that was taken last, under way or not
 * @param track what was seen and tried
 * @param ladder what its ladder has seen and done
 * @param shadow the policy that decides beside it; absent: none
 * @param demand what an operator wants at once; absent: nothing
 * @param touchedAt when anything was last heard
 */
@RecordBuilder
public record Course(
    MigrationId migration,
    int attempt,
    Stage stage,
    long eventSequence,
    @Nullable ConvergenceTrend trend,
    @Nullable Mandate mandate,
    long commands,
    @Nullable Step step,
    @Nullable Step last,
    Track track,
    LadderTrack ladder,
    @Nullable Shadow shadow,
    @Nullable Demand demand,
    Instant touchedAt)
    implements CourseBuilder.With {

  /** Whether a migration may be steered. */
  public enum Stage {
    /** It may, once the policy is known. */
    OPEN,
    /** Someone wants it cancelled: nothing is decided unless that is refused. */
    HELD,
    /** This attempt is past steering: in post-copy, ended or failed. Another may follow. */
    OVER,
    /** The migration is over. Kept for a while, so that what comes late creates nothing. */
    CLOSED
  }

  /** An operator wants it finished now; {@code override}: whatever the policy allows. */
  public record Demand(boolean override) {}

  public Course {
    track = Objects.requireNonNullElse(track, Track.BEGIN);
    ladder = Objects.requireNonNullElse(ladder, LadderTrack.BEGIN);
  }

  static Course begin(MigrationId migration, int attempt, long eventSequence, Instant now) {
    return new Course(
        migration,
        attempt,
        Stage.OPEN,
        eventSequence,
        null,
        null,
        0,
        null,
        null,
        Track.BEGIN,
        LadderTrack.BEGIN,
        null,
        null,
        now);
  }

  /** Whether another is the same but for the last trend and when it came. */
  public boolean isLike(Course other) {
    return equals(other.with().trend(trend).touchedAt(touchedAt).build());
  }

  Course heard(long eventSequence, Instant now) {
    return with().eventSequence(eventSequence).touchedAt(now).build();
  }

  /** An end that was heard of before this first word of the beginning remains one. */
  Course under(Mandate mandate) {
    boolean ended = stage == Stage.OVER && this.mandate == null;
    return with().stage(ended ? Stage.OVER : Stage.OPEN).mandate(mandate).build();
  }

  Course seen(ConvergenceTrend trend, Instant now) {
    return with().trend(trend).track(track.seen(trend)).touchedAt(now).build();
  }

  Course shadowed(@Nullable Shadow shadow, long commands) {
    return with().shadow(shadow).commands(commands).build();
  }

  Course stepping(@Nullable Step step) {
    return step == null
        ? withStep(null)
        : with().step(step).last(step).commands(Math.max(commands, step.sequence())).build();
  }

  /** The step under way is over, and its kind is out: there is nothing to verify any more. */
  Course without(Exclusion exclusion) {
    return with().step(null).last(null).track(track.without(exclusion)).build();
  }
}
