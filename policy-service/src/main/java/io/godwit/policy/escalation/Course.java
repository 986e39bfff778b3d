package io.godwit.policy.escalation;

import io.godwit.events.MigrationId;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.policy.ladder.LadderTrack;
import io.godwit.policy.lever.Exclusion;
import io.godwit.policy.lever.Track;
import io.godwit.policy.replay.Shadow;
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
    Instant touchedAt) {

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
    return equals(
        new Course(
            other.migration,
            other.attempt,
            other.stage,
            other.eventSequence,
            trend,
            other.mandate,
            other.commands,
            other.step,
            other.last,
            other.track,
            other.ladder,
            other.shadow,
            other.demand,
            touchedAt));
  }

  Course at(Stage stage) {
    return with(stage, eventSequence, mandate, touchedAt);
  }

  Course heard(long eventSequence, Instant now) {
    return with(stage, eventSequence, mandate, now);
  }

  /** An end that was heard of before this first word of the beginning remains one. */
  Course under(Mandate mandate) {
    boolean ended = stage == Stage.OVER && this.mandate == null;
    return with(ended ? Stage.OVER : Stage.OPEN, eventSequence, mandate, touchedAt);
  }

  Course retuned(Mandate mandate) {
    return with(stage, eventSequence, mandate, touchedAt);
  }

  private Course with(
      Stage stage, long eventSequence, @Nullable Mandate mandate, Instant touchedAt) {
    return new Course(
        migration,
        attempt,
        stage,
        eventSequence,
        trend,
        mandate,
        commands,
        step,
        last,
        track,
        ladder,
        shadow,
        demand,
        touchedAt);
  }

  Course seen(ConvergenceTrend trend, Instant now) {
    return new Course(
        migration,
        attempt,
        stage,
        eventSequence,
        trend,
        mandate,
        commands,
        step,
        last,
        track.seen(trend),
        ladder,
        shadow,
        demand,
        now);
  }

  Course tracking(Track track) {
    return new Course(
        migration,
        attempt,
        stage,
        eventSequence,
        trend,
        mandate,
        commands,
        step,
        last,
        track,
        ladder,
        shadow,
        demand,
        touchedAt);
  }

  Course climbed(LadderTrack ladder) {
    return new Course(
        migration,
        attempt,
        stage,
        eventSequence,
        trend,
        mandate,
        commands,
        step,
        last,
        track,
        ladder,
        shadow,
        demand,
        touchedAt);
  }

  Course shadowed(@Nullable Shadow shadow, long commands) {
    return new Course(
        migration,
        attempt,
        stage,
        eventSequence,
        trend,
        mandate,
        commands,
        step,
        last,
        track,
        ladder,
        shadow,
        demand,
        touchedAt);
  }

  Course demanded(@Nullable Demand demand) {
    return new Course(
        migration,
        attempt,
        stage,
        eventSequence,
        trend,
        mandate,
        commands,
        step,
        last,
        track,
        ladder,
        shadow,
        demand,
        touchedAt);
  }

  Course stepping(@Nullable Step step) {
    long sent = step == null ? commands : Math.max(commands, step.sequence());
    return new Course(
        migration,
        attempt,
        stage,
        eventSequence,
        trend,
        mandate,
        sent,
        step,
        step == null ? last : step,
        track,
        ladder,
        shadow,
        demand,
        touchedAt);
  }

  /** The step under way is over, and its kind is out: there is nothing to verify any more. */
  Course without(Exclusion exclusion) {
    return new Course(
        migration,
        attempt,
        stage,
        eventSequence,
        trend,
        mandate,
        commands,
        null,
        null,
        track.without(exclusion),
        ladder,
        shadow,
        demand,
        touchedAt);
  }
}
