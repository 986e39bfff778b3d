package io.godwit.agent.job;

import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.events.Bytes;
import io.godwit.events.agent.JobFigures;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which snapshots are published: one a second, every pass boundary, every change of phase. In its
 * first seconds, where most of what can be known is new and small guests are moved as a whole, a
 * migration is told of more often: each time when half as much time again has passed.
 */
final class Samples {
  /** A little under a second, since snapshots come at their own pace. */
  private static final Duration INTERVAL = Duration.ofMillis(950);

  private static final Duration SHORTEST = Duration.ofMillis(150);

  private Samples() {}

  static void publishWhenDue(Turn turn, Running before) {
    var job = turn.job();
    var snapshot = job.last();
    if (snapshot == null || isEmpty(snapshot)) {
      return;
    }
    var published = job.publishedAt();
    boolean due =
        published == null || !turn.now.isBefore(published.plus(interval(snapshot.elapsed())));
    if (due || job.passes().boundary() || before.lastPhase() != snapshot.phase()) {
      turn.job(job.withPublishedAt(turn.now));
      publish(turn, snapshot, snapshot.phase(), job.passes().boundary(), null);
    }
  }

  private static Duration interval(Duration elapsed) {
    var third = elapsed.dividedBy(3);
    if (third.compareTo(INTERVAL) >= 0) {
      return INTERVAL;
    }
    return third.compareTo(SHORTEST) > 0 ? third : SHORTEST;
  }

  /** Disks are copied before memory; of that alone the sample tells then. */
  private static boolean isEmpty(JobSnapshot snapshot) {
    return snapshot.memoryTotal().count() == 0 && snapshot.diskTotal().count() == 0;
  }

  /** The last one, after which nothing more comes of this attempt. */
  static void publishLast(Turn turn, @Nullable JobFigures figures) {
    var snapshot = turn.job().last();
    if (snapshot != null && !isEmpty(snapshot)) {
      publish(turn, snapshot, Phase.ENDED, false, figures);
    }
  }

  private static void publish(
      Turn turn,
      JobSnapshot snapshot,
      Phase phase,
      boolean boundary,
      @Nullable JobFigures figures) {
    var job = turn.job();
    var began = job.began();
    boolean complete = figures != null;
    turn.then(
        new Effect.Sample(
            new ProgressSample(
                turn.about(began.attempt()),
                turn.host(),
                phase,
                figures == null ? snapshot.elapsed() : figures.elapsed(),
                Math.max(1, job.passes().pass()),
                boundary,
                snapshot.iteration(),
                snapshot.memoryTotal(),
                snapshot.memoryProcessed(),
                complete ? Bytes.ZERO : snapshot.memoryRemaining(),
                figures == null ? snapshot.transferred() : figures.transferred(),
                snapshot.dirtyRate(),
                job.maxDowntime(),
                began.settings().switchoverBandwidth(),
                began.settings().postCopyArmed(),
                snapshot.postCopyRequests(),
                snapshot.diskTotal(),
                complete ? Bytes.ZERO : snapshot.diskRemaining(),
                Math.max(snapshot.throttlePercent(), Holds.quota(turn)),
                job.share().inForce(),
                phase == Phase.PRE_COPY && Holds.isPaused(turn)),
            began.traceparent()));
  }
}
