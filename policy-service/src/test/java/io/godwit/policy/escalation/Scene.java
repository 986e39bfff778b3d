package io.godwit.policy.escalation;

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
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A migration over a link of 60 MB/s, its policy and its trends. */
public final class Scene {
  public static final MigrationId ID = MigrationId.of("test", "escalation");
  public static final HostId SOURCE = new HostId("a");
  public static final HostId DESTINATION = new HostId("b");
  public static final GuestRef GUEST = new GuestRef(new UUID(1, 2), "hot");
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  public static final Rules RULES =
      new Rules(0.2, Duration.ofSeconds(30), Duration.ofSeconds(3), 5, 1, 2);

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
}
