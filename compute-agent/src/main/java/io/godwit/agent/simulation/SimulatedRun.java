package io.godwit.agent.simulation;

import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.agent.hypervisor.simulated.Snapshots;
import io.godwit.agent.job.PassTracker;
import io.godwit.agent.physics.Costs;
import io.godwit.agent.physics.Transfer;
import io.godwit.agent.physics.Transfer.Stage;
import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.AskBandwidth;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.Escalation.Throttle;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One migration in virtual time, sample by sample, as an agent would publish them: it looks every
 * 180 ms and at every boundary, and publishes one a second, every pass boundary and every change of
 * phase. What is changed between two samples acts at once. A pause that did not suffice ends the
 * migration, since libvirt resumes nobody who migrates. The same calls give the same samples.
 */
public final class SimulatedRun {
  private static final double LOOK_SECONDS = 0.18;
  private static final double SAMPLE_SECONDS = 0.95;

  /** So that rounding never keeps the time from passing. */
  private static final double LEAST_STEP = 1e-9;

  /** How it ended. */
  public enum End {
    COMPLETED,
    ABORTED
  }

  private final Scenario scenario;
  private final MigrationId migration;
  private final HostId host;
  private final Instant start;
  private final StartSettings settings;
  private final Transfer transfer;
  private PassTracker passes = PassTracker.start();
  private Phase lastPhase = Phase.SETUP;
  private double publishedAt = Double.NEGATIVE_INFINITY;
  private double lookAt;
  private double pausedUntil = Double.POSITIVE_INFINITY;
  private long sequence;
  private @Nullable BytesPerSecond limit;
  private boolean postCopy;
  private @Nullable End end;

  /**
   * @param start the moment at which the job begins
   * @param settings as they would be given to the agent; their limit takes the scenario's place
   */
  public SimulatedRun(
      Scenario scenario,
      MigrationId migration,
      HostId host,
      Instant start,
      StartSettings settings) {
    this.scenario = scenario;
    this.migration = migration;
    this.host = host;
    this.start = start;
    this.settings = settings;
    limit = settings.bandwidthLimit();
    transfer =
        new Transfer(
            scenario.workload(),
            (double) scenario.memory().count(),
            (double) scenario.disks().count(),
            settings,
            scenario.age().toNanos() / 1e9,
            scenario.continuous());
  }

  /** The next sample; the last one is of phase ENDED, after which there is none. */
  public Optional<ProgressSample> next() {
    while (end == null) {
      moveOn();
      if (end != null) {
        return Optional.of(sample(Snapshots.of(transfer, false, false, 0), Phase.ENDED, false));
      }
      var due = look();
      if (due.isPresent()) {
        return due;
      }
    }
    return Optional.empty();
  }

  /** Lets time pass up to that moment since the start; the samples of that time are not given. */
  public void pass(Duration until) {
    double moment = until.toNanos() / 1e9;
    while (end == null && transfer.elapsed() < moment) {
      lookAt = Math.min(lookAt, moment);
      moveOn();
      look();
    }
  }

  /** To the next look of the agent, or to what makes it look. */
  private void moveOn() {
    boolean happened = false;
    while (!happened && end == null && transfer.elapsed() < lookAt) {
      double rate = rate();
      double now = transfer.elapsed();
      double step =
          Math.min(
              Math.min(lookAt, pausedUntil) - now,
              Math.min(transfer.secondsToChange(rate), scenario.link().untilChange(now)));
      if (!transfer.isAtBoundary(rate)) {
        transfer.advance(Math.max(LEAST_STEP, step), rate);
      }
      if (transfer.elapsed() >= pausedUntil) {
        abort();
      } else {
        happened = decide(rate);
      }
    }
    lookAt = transfer.elapsed() + LOOK_SECONDS;
  }

  /** Whether the hypervisor would say something by itself. */
  private boolean decide(double rate) {
    if (!transfer.isAtBoundary(rate)) {
      return false;
    }
    return switch (transfer.decide(rate)) {
      case NOTHING_YET -> false;
      case NEXT_PASS -> true;
      case SWITCHES_OVER -> {
        transfer.switchOver();
        runs();
        yield true;
      }
      case COMPLETE -> {
        end = End.COMPLETED;
        yield true;
      }
    };
  }

  private double rate() {
    double link = scenario.link().at(transfer.elapsed());
    return limit == null || transfer.isUnlimited() ? link : Math.min(link, (double) limit.count());
  }

  private Optional<ProgressSample> look() {
    var snapshot = Snapshots.of(transfer, false, false, rate());
    var phase = snapshot.phase();
    passes = phase == Phase.PRE_COPY ? passes.next(snapshot) : passes.still();
    boolean due = transfer.elapsed() >= publishedAt + SAMPLE_SECONDS;
    boolean changed = phase != lastPhase;
    lastPhase = phase;
    if (!due && !changed && !passes.boundary()) {
      return Optional.empty();
    }
    publishedAt = transfer.elapsed();
    return Optional.of(sample(snapshot, phase, passes.boundary()));
  }

  private ProgressSample sample(JobSnapshot snapshot, Phase phase, boolean boundary) {
    return new ProgressSample(
        new About(migration, 1, ++sequence, now()),
        host,
        phase,
        snapshot.elapsed(),
        Math.max(1, passes.pass()),
        boundary,
        snapshot.iteration(),
        snapshot.memoryTotal(),
        snapshot.memoryProcessed(),
        snapshot.memoryRemaining(),
        snapshot.transferred(),
        snapshot.dirtyRate(),
        Duration.ofNanos((long) (transfer.maxDowntime() * 1e9)),
        settings.switchoverBandwidth(),
        settings.postCopyArmed(),
        snapshot.postCopyRequests(),
        snapshot.diskTotal(),
        snapshot.diskRemaining(),
        transfer.throttlePercent(),
        limit,
        transfer.isPaused());
  }

  // ---- what may be changed between two samples

  /**
   * Takes a step as an agent would.
   *
   * @return why not; empty if it was taken
   */
  public Optional<String> take(Escalation escalation) {
    if (end != null) {
      return Optional.of("the job has ended");
    }
    boolean preCopy = transfer.stage() == Stage.PRE_COPY || transfer.stage() == Stage.DISKS;
    if (!preCopy) {
      return Optional.of("the switch is made");
    }
    switch (escalation) {
      case AskBandwidth(var wanted) -> setBandwidth(wanted);
      case RaiseDowntime(var most) -> transfer.setMaxDowntime(most.toNanos() / 1e9);
      case Throttle(int percent) -> {
        if (!scenario.quota()) {
          return Optional.of("the host has no quotas");
        }
        transfer.setQuota(percent);
      }
      case SwitchToPostCopy _ -> {
        if (!transfer.canSwitchToPostCopy()) {
          return Optional.of("post-copy is not armed, or it is too early");
        }
        transfer.switchToPostCopy();
        runs();
        postCopy = true;
      }
      case Pause(var most) -> {
        transfer.setPaused(true);
        pausedUntil = transfer.elapsed() + most.toNanos() / 1e9;
      }
      case GiveUp _ -> abort();
    }
    lookAt = transfer.elapsed();
    return Optional.empty();
  }

  /** The migration's own limit from now on; absent: none. */
  public void setBandwidth(@Nullable BytesPerSecond next) {
    limit = next;
  }

  private void abort() {
    runs();
    end = End.ABORTED;
  }

  private void runs() {
    transfer.setPaused(false);
    pausedUntil = Double.POSITIVE_INFINITY;
  }

  // ---- what came of it

  /** The virtual moment. */
  public Instant now() {
    return start.plusNanos((long) (transfer.elapsed() * 1e9));
  }

  public Duration elapsed() {
    return Duration.ofNanos((long) (transfer.elapsed() * 1e9));
  }

  /** How it ended; empty as long as it has not. */
  public Optional<End> end() {
    return Optional.ofNullable(end);
  }

  /** What the guest has paid. */
  public Costs costs() {
    return transfer.costs();
  }

  /** Bytes on the wire. */
  public Bytes sent() {
    return new Bytes((long) transfer.sent());
  }

  /** Whether it was switched to post-copy. */
  public boolean wentByPostCopy() {
    return postCopy;
  }
}
