package io.godwit.agent.job;

import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.agent.journal.History;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.DiskCopy;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.Order;
import io.godwit.events.agent.Order.Issuer;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One migration's job, told one input after another; keeps the state and all effects. */
final class Scene {
  static final HostId SOURCE = new HostId("a");
  static final HostId DESTINATION = new HostId("b");
  static final GuestRef GUEST = new GuestRef(new UUID(0, 1), "web");
  static final MigrationId MIGRATION = MigrationId.of("test", "1");
  static final StartSettings SETTINGS = new StartSettings(Duration.ofMillis(300), null, null, true);
  static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  final List<Effect> effects = new ArrayList<>();
  Instant now = Instant.parse("2026-11-21T12:00:00Z");
  JobState state = JobState.of(SOURCE, History.none(MIGRATION), 1000);
  private int sequence;

  /** The events that follow from an input. */
  List<AgentEvent> on(Input input) {
    return decide(input).events();
  }

  Decision decide(Input input) {
    var decision = MigrationJob.decide(state, input, now);
    state = decision.state();
    effects.addAll(decision.effects());
    return decision;
  }

  Order order(Issuer issuer, int attempt, long number) {
    return new Order(SOURCE, MIGRATION, attempt, issuer, number, now.plusSeconds(30));
  }

  Told told(AgentCommand command) {
    return new Told(command, TRACE);
  }

  AgentCommand.StartMigration start(int attempt) {
    return new AgentCommand.StartMigration(
        order(Issuer.SCHEDULER, attempt, ++sequence),
        GUEST,
        DESTINATION,
        "qemu+tcp://b/system",
        SETTINGS,
        Claims.of(Bytes.ofMebi(512)),
        DiskCopy.FULL);
  }

  AgentCommand.AbortMigration abort() {
    return new AgentCommand.AbortMigration(
        order(Issuer.SCHEDULER, 1, ++sequence), GUEST, "cancelled");
  }

  AgentCommand.Escalate escalate(long number, Escalation escalation) {
    return new AgentCommand.Escalate(order(Issuer.POLICY, 1, number), GUEST, escalation);
  }

  AgentCommand.ResumePostCopy resume() {
    return new AgentCommand.ResumePostCopy(
        order(Issuer.SCHEDULER, 1, ++sequence), GUEST, "qemu+tcp://b/system");
  }

  /** Commands as they arrive. */
  List<AgentEvent> commanded(AgentCommand command) {
    return on(new Input.Commanded(told(command)));
  }

  /** An attempt that was handed to the hypervisor, not seen yet. */
  static Scene begun() {
    var scene = new Scene();
    var told = scene.told(scene.start(1));
    scene.on(new Input.Commanded(told));
    scene.on(new Input.GuestLookedAt(told, GuestState.RUNNING, false, null));
    scene.on(new Input.Tagged(told));
    return scene;
  }

  /** A migration in pre-copy. */
  static Scene running() {
    var scene = begun();
    scene.on(new Input.JobSeen(snapshot(Phase.PRE_COPY)));
    return scene;
  }

  /** A migration that was switched to post-copy. */
  static Scene inPostCopy() {
    var scene = running();
    var escalation = new Escalation.SwitchToPostCopy();
    var told = scene.told(scene.escalate(1, escalation));
    scene.on(new Input.Commanded(told));
    scene.on(new Input.PostCopyTaken(told, escalation, GuestState.PAUSED_POST_COPY));
    return scene;
  }

  static JobSnapshot snapshot(Phase phase) {
    return snapshot(phase, Duration.ofSeconds(1), 1, 100, 412);
  }

  static JobSnapshot snapshot(
      Phase phase, Duration elapsed, long iteration, long processedMebi, long remainingMebi) {
    return new JobSnapshot(
        phase,
        elapsed,
        iteration,
        Bytes.ofMebi(512),
        Bytes.ofMebi(processedMebi),
        Bytes.ofMebi(remainingMebi),
        Bytes.ofMebi(processedMebi),
        BytesPerSecond.ofMebi(60),
        BytesPerSecond.ZERO,
        0,
        Bytes.ZERO,
        Bytes.ZERO);
  }

  /** The last effect of a kind, which there must be. */
  <T extends Effect> T wanted(Class<T> kind) {
    return Objects.requireNonNull(last(kind), () -> "no " + kind.getSimpleName());
  }

  /** The last effect of a kind, if there was one. */
  <T extends Effect> @Nullable T last(Class<T> kind) {
    return effects.reversed().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElse(null);
  }
}
