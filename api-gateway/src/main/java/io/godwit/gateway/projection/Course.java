package io.godwit.gateway.projection;

import io.godwit.events.About;
import io.godwit.events.convergence.Phase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a migration has come.
 *
 * @param state where it stands
 * @param before where it stood when a cancel was taken up, so that a refused cancel leads back
 * @param phase what the scheduler's events say of a running one; {@link Phase#ENDED} if nothing
 * @param attempt counts from 1; 0 before the first
 * @param waitingFor in words, while it is queued
 * @param startedAt when the hypervisor began the latest attempt
 * @param endedAt when it reached its terminal state
 */
public record Course(
    MigrationState state,
    @Nullable MigrationState before,
    Phase phase,
    int attempt,
    @Nullable String waitingFor,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {

  static final Course BEGIN =
      new Course(MigrationState.REQUESTED, null, Phase.ENDED, 0, null, null, null);

  Course to(MigrationState next, About about) {
    var end = next.terminal() ? about.at() : null;
    return new Course(next, null, Phase.ENDED, about.attempt(), null, startedAt, end);
  }

  Course waiting(String waitingFor, About about) {
    return new Course(
        MigrationState.QUEUED, null, Phase.ENDED, about.attempt(), waitingFor, startedAt, null);
  }

  Course waitingFor(String next) {
    return new Course(state, before, phase, attempt, next, startedAt, endedAt);
  }

  Course running(About about) {
    return new Course(
        MigrationState.RUNNING, null, Phase.PRE_COPY, about.attempt(), null, about.at(), null);
  }

  /** Stays in its hypervisor's job, but in another state or phase. */
  Course inJob(MigrationState next, Phase nextPhase) {
    return new Course(next, null, nextPhase, attempt, null, startedAt, null);
  }

  Course cancelling() {
    var origin = state == MigrationState.CANCELLING ? before : state;
    return new Course(
        MigrationState.CANCELLING, origin, phase, attempt, waitingFor, startedAt, null);
  }

  Course cancelRefused() {
    return state != MigrationState.CANCELLING || before == null
        ? this
        : new Course(before, null, phase, attempt, waitingFor, startedAt, null);
  }
}
