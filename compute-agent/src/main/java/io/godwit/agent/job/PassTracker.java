package io.godwit.agent.job;

import io.godwit.agent.hypervisor.JobSnapshot;
import java.time.Duration;

/**
 * Derives a migration's true passes from bytes. A pass is over when as much memory has been dealt
 * with since its start as remained at its start; the first starts with all of it.
 *
 * <p>Two shapes of the signal are known. In the plain one the hypervisor looks for dirtied pages
 * only between passes: the iteration counter changes exactly there, and what remains falls to
 * nothing and then jumps. With post-copy armed newer QEMUs look about ten times a second: the
 * counter says nothing, and what remains always holds what was dirtied meanwhile. In both a pass
 * ends only where the counter has changed, since only then does what remains hold the pages of the
 * next one.
 *
 * @param pass the present pass, from 1; 0 before the first snapshot
 * @param boundary whether the last snapshot is the first of its pass
 * @param remainingAtStart bytes that remained when the pass began
 * @param done bytes dealt with since then; at least that many
 * @param iterationAtStart the hypervisor's counter when the pass began
 * @param iterationSince when, in the job's time, the counter last changed
 * @param quickChanges changes of the counter, quick after another, at which no pass had ended
 * @param last the last snapshot's figures
 */
public record PassTracker(
    int pass,
    boolean boundary,
    long remainingAtStart,
    long done,
    long iterationAtStart,
    Duration iterationSince,
    int quickChanges,
    Figures last) {

  /** The counter stands at least this long where it counts passes that matter. */
  private static final Duration QUICK = Duration.ofMillis(500);

  private static final int QUICK_CHANGES_THAT_TELL = 2;

  /** Share of a pass that may be missing at its end, for what is lost between two snapshots. */
  private static final double TOLERANCE = 0.01;

  /** What two snapshots are compared by. */
  record Figures(long processed, long remaining, long iteration) {
    static Figures of(JobSnapshot snapshot) {
      return new Figures(
          snapshot.memoryProcessed().count(),
          snapshot.memoryRemaining().count(),
          snapshot.iteration());
    }
  }

  /** Before anything was seen. */
  public static PassTracker start() {
    return new PassTracker(0, false, 0, 0, 0, Duration.ZERO, 0, new Figures(0, 0, 0));
  }

  /** After one more snapshot, of the pre-copy phase; one without figures changes nothing. */
  public PassTracker next(JobSnapshot snapshot) {
    if (snapshot.memoryTotal().count() == 0) {
      return this;
    }
    var now = Figures.of(snapshot);
    return pass == 0 ? first(snapshot, now) : later(snapshot, now);
  }

  /** After a snapshot of a phase in which there are no passes any more. */
  public PassTracker still() {
    return new PassTracker(
        pass, false, remainingAtStart, done, iterationAtStart, iterationSince, quickChanges, last);
  }

  private static PassTracker first(JobSnapshot snapshot, Figures now) {
    long total = snapshot.memoryTotal().count();
    var at = snapshot.elapsed();
    if (now.processed() >= total) {
      // Seen first in the midst of the migration: how many passes there were is not known.
      return new PassTracker(2, false, now.remaining(), 0, now.iteration(), at, 0, now);
    }
    long scanned = Math.max(now.processed(), total - now.remaining());
    return new PassTracker(1, false, total, scanned, Math.min(1, now.iteration()), at, 0, now);
  }

  private PassTracker later(JobSnapshot snapshot, Figures now) {
    // What remains also falls by pages of which nothing is sent, where the hypervisor does not
    // count those as processed; it never falls by more than was dealt with.
    long moved = Math.max(now.processed - last.processed, last.remaining - now.remaining);
    long doneNow = done + Math.max(0, moved);
    boolean reached = doneNow >= remainingAtStart * (1 - TOLERANCE);
    boolean changed = now.iteration != last.iteration;
    // The counter's first step is the job's own beginning and no pass.
    boolean counted = changed && last.iteration > 0;
    boolean quick = snapshot.elapsed().minus(iterationSince).compareTo(QUICK) < 0;
    boolean plain = quickChanges < QUICK_CHANGES_THAT_TELL;
    var since = changed ? snapshot.elapsed() : iterationSince;
    if ((reached && now.iteration != iterationAtStart) || (counted && plain && !quick)) {
      return new PassTracker(
          pass + 1, true, now.remaining, 0, now.iteration, since, quickChanges, now);
    }
    return new PassTracker(
        pass,
        false,
        remainingAtStart,
        doneNow,
        changed && !counted ? now.iteration : iterationAtStart,
        since,
        quickChanges + (counted && quick ? 1 : 0),
        now);
  }
}
