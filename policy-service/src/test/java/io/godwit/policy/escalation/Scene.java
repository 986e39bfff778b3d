package io.godwit.policy.escalation;

import io.godwit.convergence.policy.Effective;
import io.godwit.convergence.policy.ShippedDefinitions;
import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.Phase;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.policy.Objective;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.policy.lever.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A migration over a link of 60 MB/s, its policy and its trends. */
public final class Scene {
  public static final MigrationId ID = MigrationId.of("test", "escalation");
  public static final HostId SOURCE = new HostId("a");
  public static final HostId DESTINATION = new HostId("b");
  public static final GuestRef GUEST = new GuestRef(new UUID(1, 2), "hot");
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  public static final Rules RULES = Rules.DEFAULT;

  /** The same, without patience. */
  public static final Rules IMPATIENT =
      new Rules(
          RULES.downtimeMargin(),
          RULES.commandExpiry(),
          RULES.answerWithin(),
          RULES.mostSends(),
          RULES.passesToVerify(),
          RULES.passesToGiveUp(),
          RULES.leastProbability(),
          Duration.ZERO);

  private Scene() {}

  public static EffectivePolicy standard() {
    return policy("standard", 500, true, LastResort.ABORT);
  }

  public static EffectivePolicy critical() {
    return policy("critical", 300, false, LastResort.ABORT);
  }

  public static EffectivePolicy policy(
      String name, long budgetMillis, boolean postCopy, LastResort lastResort) {
    return new EffectivePolicy(
        name,
        1,
        Duration.ofMillis(Math.min(300, budgetMillis)),
        Duration.ofMillis(budgetMillis),
        postCopy,
        lastResort);
  }

  public static MigrationRunning running(EffectivePolicy policy, int attempt, long sequence) {
    var settings =
        new StartSettings(
            policy.initialDowntime(),
            null,
            new BytesPerSecond(50_000_000),
            policy.postCopyAllowed());
    return new MigrationRunning(
        about(attempt, sequence), GUEST, SOURCE, DESTINATION, policy, settings);
  }

  public static MigrationRunning runningOf(MigrationId migration, EffectivePolicy policy) {
    var running = running(policy, 1, 6);
    return new MigrationRunning(
        new About(migration, 1, 6, START), GUEST, SOURCE, DESTINATION, policy, running.settings());
  }

  public static About about(int attempt, long sequence) {
    return new About(ID, attempt, sequence, START.plusSeconds(sequence));
  }

  /** What remains settles at {@code megabytes}. */
  public static ConvergenceTrend plateau(long sequence, int pass, long megabytes) {
    return trend(sequence, pass, megabytes, Outlook.PLATEAU, true, 300, 1);
  }

  public static ConvergenceTrend converging(long sequence, int pass, long megabytes) {
    return trend(sequence, pass, megabytes, Outlook.CONVERGES, true, 300, 1);
  }

  public static ConvergenceTrend trend(
      long sequence,
      int pass,
      long megabytes,
      Outlook outlook,
      boolean armed,
      long maxDowntimeMillis,
      int attempt) {
    boolean plateau = outlook == Outlook.PLATEAU;
    long remaining = megabytes * 1_000_000;
    return new ConvergenceTrend(
        about(attempt, sequence),
        SOURCE,
        Phase.PRE_COPY,
        pass,
        true,
        Bytes.ofMebi(512),
        new Bytes(remaining),
        new Bytes(300_000_000),
        new BytesPerSecond(60_000_000),
        new BytesPerSecond(400_000_000),
        new Bytes(remaining),
        new Bytes(50_000 * maxDowntimeMillis),
        plateau ? new Bytes(remaining) : Bytes.ZERO,
        new BytesPerSecond(50_000_000),
        Duration.ofMillis(plateau ? megabytes * 20 : maxDowntimeMillis),
        Duration.ofMillis(maxDowntimeMillis),
        armed,
        outlook,
        null,
        1,
        0.5);
  }

  /** A trend made of another, with what differs set. */
  public static final class Changed {
    private ConvergenceTrend trend;

    private Changed(ConvergenceTrend trend) {
      this.trend = trend;
    }

    public static Changed of(ConvergenceTrend trend) {
      return new Changed(trend);
    }

    public ConvergenceTrend get() {
      return trend;
    }

    public Changed at(Duration elapsed) {
      var about = trend.about();
      return with(
          new About(ID, about.attempt(), about.sequence(), START.plus(elapsed)),
          elapsed,
          trend.passBoundary(),
          trend.atLocalMinimum(),
          trend.silentFor(),
          trend.throttlePercent(),
          trend.bandwidthLimit(),
          trend.guestPaused());
    }

    /** Of another migration. */
    public Changed of(MigrationId migration) {
      return with(
          new About(migration, 1, trend.about().sequence(), trend.about().at()),
          trend.elapsed(),
          trend.passBoundary(),
          trend.atLocalMinimum(),
          trend.silentFor(),
          trend.throttlePercent(),
          trend.bandwidthLimit(),
          trend.guestPaused());
    }

    public Changed within() {
      return with(
          trend.about(),
          trend.elapsed(),
          false,
          trend.atLocalMinimum(),
          trend.silentFor(),
          trend.throttlePercent(),
          trend.bandwidthLimit(),
          trend.guestPaused());
    }

    public Changed atLocalMinimum() {
      return with(
          trend.about(),
          trend.elapsed(),
          trend.passBoundary(),
          true,
          trend.silentFor(),
          trend.throttlePercent(),
          trend.bandwidthLimit(),
          trend.guestPaused());
    }

    public Changed silentFor(Duration silentFor) {
      return with(
          trend.about(),
          trend.elapsed(),
          trend.passBoundary(),
          trend.atLocalMinimum(),
          silentFor,
          trend.throttlePercent(),
          trend.bandwidthLimit(),
          trend.guestPaused());
    }

    public Changed throttled(int percent) {
      return with(
          trend.about(),
          trend.elapsed(),
          trend.passBoundary(),
          trend.atLocalMinimum(),
          trend.silentFor(),
          percent,
          trend.bandwidthLimit(),
          trend.guestPaused());
    }

    public Changed limited(long bytesPerSecond) {
      return with(
          trend.about(),
          trend.elapsed(),
          trend.passBoundary(),
          trend.atLocalMinimum(),
          trend.silentFor(),
          trend.throttlePercent(),
          new BytesPerSecond(bytesPerSecond),
          trend.guestPaused());
    }

    public Changed paused() {
      return with(
          trend.about(),
          trend.elapsed(),
          trend.passBoundary(),
          trend.atLocalMinimum(),
          trend.silentFor(),
          trend.throttlePercent(),
          trend.bandwidthLimit(),
          true);
    }

    /**
     * Bytes per second: at which memory moves, at which the guest writes, that the link carries.
     */
    public Changed rates(long bandwidth, long dirtyRate, long switchover) {
      var t = trend;
      trend =
          new ConvergenceTrend(
              t.about(),
              t.host(),
              t.elapsed(),
              t.phase(),
              t.pass(),
              t.passBoundary(),
              t.memoryTotal(),
              t.remaining(),
              t.outstanding(),
              t.transferred(),
              new BytesPerSecond(bandwidth),
              new BytesPerSecond(dirtyRate),
              t.workingSet(),
              new ConvergenceTrend.RateRange(
                  new BytesPerSecond(dirtyRate), new BytesPerSecond(dirtyRate)),
              t.workingSetRange(),
              t.compression(),
              new Bytes(switchover * t.maxDowntime().toMillis() / 1000),
              t.fixedPoint(),
              new BytesPerSecond(switchover),
              Duration.ofMillis(t.fixedPoint().count() * 1000 / switchover),
              t.maxDowntime(),
              t.postCopyArmed(),
              t.outlook(),
              t.eta(),
              t.bulkDone(),
              t.convergenceDone(),
              t.convergenceProbability(),
              t.leastRemaining(),
              t.atLocalMinimum(),
              t.stalled(),
              t.silentFor(),
              t.throttlePercent(),
              t.bandwidthLimit(),
              t.guestPaused(),
              t.postCopyFaults(),
              t.diskTotal(),
              t.diskRemaining(),
              t.diskEta());
      return this;
    }

    private Changed with(
        About about,
        Duration elapsed,
        boolean boundary,
        boolean localMinimum,
        Duration silentFor,
        int throttle,
        @Nullable BytesPerSecond limit,
        boolean paused) {
      var t = trend;
      trend =
          new ConvergenceTrend(
              about,
              t.host(),
              elapsed,
              t.phase(),
              t.pass(),
              boundary,
              t.memoryTotal(),
              t.remaining(),
              t.outstanding(),
              t.transferred(),
              t.bandwidth(),
              t.dirtyRate(),
              t.workingSet(),
              t.dirtyRateRange(),
              t.workingSetRange(),
              t.compression(),
              t.threshold(),
              t.fixedPoint(),
              t.switchoverRate(),
              t.predictedDowntime(),
              t.maxDowntime(),
              t.postCopyArmed(),
              t.outlook(),
              t.eta(),
              t.bulkDone(),
              t.convergenceDone(),
              t.convergenceProbability(),
              t.leastRemaining(),
              localMinimum,
              t.stalled(),
              silentFor,
              throttle,
              limit,
              paused,
              t.postCopyFaults(),
              t.diskTotal(),
              t.diskRemaining(),
              t.diskEta());
      return this;
    }
  }

  /** A policy with everything said. */
  public static EffectivePolicy policy(
      String name,
      Objective objective,
      @Nullable Duration deadline,
      long budgetMillis,
      int throttle,
      boolean postCopy,
      Duration pause,
      LastResort lastResort) {
    return new EffectivePolicy(
        name,
        1,
        Duration.ofMillis(Math.min(300, budgetMillis)),
        Duration.ofMillis(budgetMillis),
        postCopy,
        lastResort,
        1,
        objective,
        deadline == null ? null : START.plus(deadline),
        throttle,
        1.0,
        pause,
        true,
        null,
        null);
  }

  /** The next revision. */
  public static EffectivePolicy retuned(EffectivePolicy policy, long budgetMillis, int throttle) {
    return new EffectivePolicy(
        policy.name(),
        policy.version(),
        Duration.ofMillis(Math.min(policy.initialDowntime().toMillis(), budgetMillis)),
        Duration.ofMillis(budgetMillis),
        policy.postCopyAllowed(),
        policy.lastResort(),
        policy.revision() + 1,
        policy.objective(),
        policy.deadline(),
        throttle,
        policy.bandwidthShare(),
        policy.pauseBudget(),
        policy.localMinimumAllowed(),
        policy.ladder(),
        policy.shadow());
  }

  public static EffectivePolicy laddered(String name, @Nullable String shadow) {
    var definition = Objects.requireNonNull(ShippedDefinitions.under(List.of()).get(name));
    var shadowed =
        new PolicyDefinition(
            name,
            1,
            START,
            "test",
            false,
            definition.match(),
            definition.intent(),
            definition.ladder(),
            shadow);
    return Effective.of(shadowed, Bytes.ofMebi(512), Bytes.ZERO, START, null, null, List.of())
        .policy();
  }
}
