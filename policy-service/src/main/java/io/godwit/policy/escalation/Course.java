package io.godwit.policy.escalation;

import io.godwit.events.MigrationId;
import io.godwit.events.convergence.ConvergenceTrend;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
 * @param commands sequence of the last command
 * @param step the step under way
 * @param exclusions the steps that are out
 * @param plateauPasses in how many passes it was seen not to converge
 * @param plateauPass the last of them
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
    List<Exclusion> exclusions,
    int plateauPasses,
    int plateauPass,
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

  public Course {
    exclusions = List.copyOf(exclusions);
  }

  static Course begin(MigrationId migration, int attempt, long eventSequence, Instant now) {
    return new Course(
        migration, attempt, Stage.OPEN, eventSequence, null, null, 0, null, List.of(), 0, 0, now);
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
        exclusions,
        plateauPasses,
        plateauPass,
        touchedAt);
  }

  /** After a trend; {@code plateau} if it says that the migration does not converge. */
  Course seen(ConvergenceTrend trend, boolean plateau, Instant now) {
    boolean another = plateau && trend.pass() > plateauPass;
    return new Course(
        migration,
        attempt,
        stage,
        eventSequence,
        trend,
        mandate,
        commands,
        step,
        exclusions,
        plateauPasses + (another ? 1 : 0),
        another ? trend.pass() : plateauPass,
        now);
  }

  Course stepping(@Nullable Step step) {
    return steps(step, exclusions);
  }

  Course without(Exclusion exclusion) {
    var more = new ArrayList<>(exclusions);
    more.add(exclusion);
    return steps(null, more);
  }

  private Course steps(@Nullable Step step, List<Exclusion> exclusions) {
    return new Course(
        migration,
        attempt,
        stage,
        eventSequence,
        trend,
        mandate,
        step == null ? commands : Math.max(commands, step.sequence()),
        step,
        exclusions,
        plateauPasses,
        plateauPass,
        touchedAt);
  }
}
