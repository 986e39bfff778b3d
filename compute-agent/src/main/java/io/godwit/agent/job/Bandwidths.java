package io.godwit.agent.job;

import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.agent.job.Input.BandwidthSet;
import io.godwit.agent.job.Input.HypervisorRefused;
import io.godwit.agent.job.Share.Watch;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.agent.AgentCommand.SetBandwidth;
import io.godwit.events.agent.AgentEvent.BandwidthApplied;
import io.godwit.events.agent.AgentEvent.BandwidthMeasured;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.convergence.Phase;
import java.time.Duration;

/**
 * A job's share of the link: set in flight, read back, and then watched by the bytes on the wire,
 * since a hypervisor may take a limit and not keep to it.
 */
final class Bandwidths {
  /** QEMU limits by windows of 100 ms: twenty of them. */
  private static final Duration LEAST_WATCHED = Duration.ofSeconds(2);

  private static final double TOLERANCE = 1.1;

  private Bandwidths() {}

  static void commanded(Turn turn, Told told, SetBandwidth set) {
    if (turn.job().abort() != null) {
      Commands.refuseForGood(turn, told, RefusalReason.ABORTING, "an abort is pending");
      return;
    }
    turn.then(new Effect.SetBandwidth(told, turn.job().guest(), set.limit()));
  }

  static void set(Turn turn, BandwidthSet set) {
    var told = set.told();
    var limit = ((SetBandwidth) told.command()).limit();
    turn.rememberSeen(told);
    turn.answer(
        told,
        about ->
            new BandwidthApplied(
                about, turn.host(), told.order().sequence(), limit, set.inForce()));
    if (turn.running() != null) {
      var watch = limit == null ? null : new Watch(told, limit, null);
      var share = turn.job().share().withInForce(set.inForce()).withWatch(watch);
      turn.job(turn.job().withShare(share));
    }
  }

  /**
   * The hypervisor knows no job yet: it is told again when it does.
   *
   * @return whether that is so
   */
  static boolean waitsForTheJob(Turn turn, HypervisorRefused refused) {
    var job = turn.running();
    boolean early =
        refused.told().command() instanceof SetBandwidth
            && refused.kind() == Kind.NO_JOB
            && job != null
            && !job.started();
    if (early) {
      replaceWaiting(turn, refused.told());
    }
    return early;
  }

  private static void replaceWaiting(Turn turn, Told told) {
    var share = turn.job().share();
    var before = share.waiting();
    turn.job(turn.job().withShare(share.withWaiting(told)));
    if (before != null && before.order().sequence() < told.order().sequence()) {
      turn.refuse(before, RefusalReason.OLD, "a later one came before the job began");
    }
  }

  static void started(Turn turn) {
    var share = turn.job().share();
    var waiting = share.waiting();
    if (waiting != null) {
      turn.job(turn.job().withShare(share.withWaiting(null)));
      commanded(turn, waiting, (SetBandwidth) waiting.command());
    }
  }

  /** Of the phases in which the limit holds. */
  static void seen(Turn turn, JobSnapshot snapshot) {
    var share = turn.job().share();
    var watch = share.watch();
    if (watch == null) {
      return;
    }
    var since = watch.since();
    if (!holds(snapshot.phase())) {
      turn.job(turn.job().withShare(share.withWatch(null)));
    } else if (since == null) {
      var begun = new Watch(watch.told(), watch.limit(), snapshot);
      turn.job(turn.job().withShare(share.withWatch(begun)));
    } else if (snapshot.elapsed().minus(since.elapsed()).compareTo(LEAST_WATCHED) >= 0) {
      turn.job(turn.job().withShare(share.withWatch(null)));
      measured(turn, watch, rate(since, snapshot));
    }
  }

  private static boolean holds(Phase phase) {
    return switch (phase) {
      case SETUP, PRE_COPY, POST_COPY -> true;
      case SWITCH_OVER, POST_COPY_BROKEN, ENDED -> false;
    };
  }

  private static BytesPerSecond rate(JobSnapshot since, JobSnapshot now) {
    double seconds = now.elapsed().minus(since.elapsed()).toMillis() / 1000.0;
    long bytes = now.transferred().count() - since.transferred().count();
    return new BytesPerSecond((long) (Math.max(0, bytes) / seconds));
  }

  private static void measured(Turn turn, Watch watch, BytesPerSecond rate) {
    boolean kept = rate.count() <= watch.limit().count() * TOLERANCE;
    var told = watch.told();
    turn.answer(
        told,
        about ->
            new BandwidthMeasured(
                about, turn.host(), told.order().sequence(), watch.limit(), rate, kept));
  }

  /** The job is over. */
  static void ended(Turn turn) {
    var waiting = turn.job().share().waiting();
    if (waiting != null) {
      Commands.refuseForGood(turn, waiting, RefusalReason.DONE, "the job has ended");
    }
  }
}
