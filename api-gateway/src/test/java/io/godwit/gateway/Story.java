package io.godwit.gateway;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.GuestClass;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.agent.AgentEvent.EscalationApplied;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.events.convergence.EscalationDecided.RefusedAlternative;
import io.godwit.events.convergence.Eta;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.host.HostHeartbeat;
import io.godwit.events.host.HostInventory;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.MigrationChecking;
import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.events.migration.MigrationEvent.MigrationPreparing;
import io.godwit.events.migration.MigrationEvent.MigrationQueued;
import io.godwit.events.migration.MigrationEvent.MigrationRequested;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.migration.MigrationEvent.MigrationSwitchedToPostCopy;
import io.godwit.events.migration.MigrationEvent.MigrationVerifying;
import io.godwit.events.migration.MigrationFigures;
import io.godwit.events.migration.MigrationMode;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The story of guest web-1, which goes from host-a to host-b by post-copy. */
public final class Story {
  public static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  public static final HostId A = new HostId("host-a");
  public static final HostId B = new HostId("host-b");
  public static final GuestRef GUEST =
      new GuestRef(UUID.fromString("0d5e7a2c-53a5-4b0e-9d4f-3c5a5c0e8a11"), "web-1");
  public static final RequestMigration REQUEST =
      new RequestMigration("web-1", B, Reason.MAINTENANCE, null);
  public static final String ASKER = "urn:godwit:principal:operator";
  public static final EffectivePolicy POLICY =
      new EffectivePolicy(
          "standard",
          1,
          Duration.ofMillis(300),
          Duration.ofMillis(500),
          true,
          EffectivePolicy.LastResort.ABORT);
  public static final StartSettings SETTINGS =
      new StartSettings(Duration.ofMillis(300), null, BytesPerSecond.ofMebi(48), true);

  private final MigrationId id;

  public Story(MigrationId id) {
    this.id = id;
  }

  public static Story untold() {
    return new Story(MigrationId.of(ASKER, "key-1"));
  }

  public MigrationId id() {
    return id;
  }

  /** The {@code sequence}-th of a writer, so many seconds after the start, in the first attempt. */
  public About about(long sequence, int seconds) {
    return new About(id, 1, sequence, START.plusSeconds(seconds));
  }

  public MigrationRequested requested() {
    return new MigrationRequested(
        new About(id, 0, 1, START), REQUEST, Reason.MAINTENANCE, GuestClass.STANDARD, ASKER);
  }

  public MigrationQueued queued() {
    return new MigrationQueued(
        new About(id, 0, 2, START.plusSeconds(1)), GUEST, A, "a free outgoing slot on host-a");
  }

  public MigrationChecking checking() {
    return new MigrationChecking(about(3, 2), GUEST, A, B, "the request names it", List.of());
  }

  public MigrationPreparing preparing() {
    return new MigrationPreparing(
        about(4, 3),
        List.of(
            fact("memory-fits", Fact.Answer.YES, "8 GiB are free"),
            fact(
                "cpu-compatible", Fact.Answer.PROBABLY_YES, "the models differ, the flags do not")),
        Claims.of(Bytes.ofMebi(576)));
  }

  private static Fact fact(String name, Fact.Answer answer, String reason) {
    return new Fact(name, answer, reason, "", START);
  }

  public MigrationRunning running() {
    return new MigrationRunning(about(5, 4), GUEST, A, B, POLICY, SETTINGS);
  }

  public MigrationSwitchedToPostCopy switched() {
    return new MigrationSwitchedToPostCopy(about(6, 10));
  }

  public MigrationVerifying verifying() {
    return new MigrationVerifying(about(7, 12), "the source's job succeeded");
  }

  public MigrationCompleted completed(MigrationMode mode) {
    var downtime = Duration.ofMillis(12);
    return new MigrationCompleted(
        about(8, 13),
        B,
        mode,
        new MigrationFigures(Duration.ofMillis(6200), downtime, Bytes.ofMebi(530)));
  }

  public List<MigrationEvent> life() {
    return List.of(
        requested(),
        queued(),
        checking(),
        preparing(),
        running(),
        switched(),
        verifying(),
        completed(MigrationMode.POST_COPY));
  }

  public ConvergenceTrend trend(long sequence, int pass, Outlook outlook) {
    return new ConvergenceTrend(
        about(sequence, 9),
        A,
        Phase.PRE_COPY,
        pass,
        true,
        Bytes.ofMebi(512),
        Bytes.ofMebi(250),
        Bytes.ofMebi(300),
        BytesPerSecond.ofMebi(57),
        BytesPerSecond.ofMebi(402),
        Bytes.ofMebi(256),
        Bytes.ofMebi(17),
        Bytes.ofMebi(251),
        BytesPerSecond.ofMebi(57),
        Duration.ofMillis(4400),
        Duration.ofMillis(300),
        true,
        outlook,
        outlook == Outlook.PLATEAU ? null : new Eta(Duration.ofSeconds(3), Duration.ofSeconds(5)),
        1,
        0.25);
  }

  public ProgressSample sample(long sequence, int pass) {
    return new ProgressSample(
        about(sequence, 9),
        A,
        Phase.PRE_COPY,
        Duration.ofSeconds(5),
        pass,
        false,
        pass,
        Bytes.ofMebi(512),
        Bytes.ofMebi(290),
        Bytes.ofMebi(240),
        Bytes.ofMebi(310),
        BytesPerSecond.ofMebi(400),
        Duration.ofMillis(300),
        null,
        true,
        0,
        Bytes.ZERO,
        Bytes.ZERO);
  }

  public EscalationDecided postCopyDecided() {
    return new EscalationDecided(
        about(1, 9),
        A,
        POLICY,
        new SwitchToPostCopy(),
        DecisionReason.PLATEAU_POST_COPY_ALLOWED,
        trend(5, 2, Outlook.PLATEAU),
        Duration.ofMillis(4400),
        Duration.ofMillis(100),
        List.of(
            new RefusedAlternative(
                new RaiseDowntime(Duration.ofMillis(500)), "4.4 s are needed, the budget is 0.5 s"),
            new RefusedAlternative(new GiveUp(), "post-copy is allowed and finishes it")));
  }

  public EscalationDecided downtimeRaised() {
    return new EscalationDecided(
        about(1, 9),
        A,
        new EffectivePolicy(
            "batch",
            1,
            Duration.ofMillis(300),
            Duration.ofSeconds(5),
            true,
            EffectivePolicy.LastResort.ABORT),
        new RaiseDowntime(Duration.ofMillis(4500)),
        DecisionReason.PLATEAU_WITHIN_DOWNTIME_BUDGET,
        trend(5, 4, Outlook.PLATEAU),
        Duration.ofMillis(4400),
        Duration.ofMillis(4400),
        List.of());
  }

  public EscalationDecided givenUp() {
    return new EscalationDecided(
        about(2, 11),
        A,
        POLICY,
        new GiveUp(),
        DecisionReason.HOPELESS,
        trend(6, 4, Outlook.PLATEAU),
        null,
        null,
        List.of());
  }

  public EscalationApplied applied() {
    return new EscalationApplied(
        about(9, 10), A, 1, new SwitchToPostCopy(), "the guest resumed at host-b");
  }

  public static HostInventory inventory(HostId host, Instant at, GuestRef... guests) {
    return new HostInventory(
        host,
        at,
        "QEMU 11.1.2, libvirt 12.8.0",
        "qemu+tcp://" + host + "/system",
        Bytes.ofMebi(8192),
        4,
        new BytesPerSecond(62_500_000),
        List.of(guests).stream()
            .map(guest ->
                new HostInventory.Guest(guest, GuestState.RUNNING, Bytes.ofMebi(512), 1, true))
            .toList());
  }

  public static HostHeartbeat heartbeat(HostId host, Instant at) {
    return new HostHeartbeat(host, at, true, 1);
  }
}
