package io.godwit.agent.job.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.Await;
import io.godwit.agent.journal.adapter.JournalFile;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentCommand.Escalate;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.AbortApplied;
import io.godwit.events.agent.AgentEvent.CommandRefused;
import io.godwit.events.agent.AgentEvent.DirtiedIn;
import io.godwit.events.agent.AgentEvent.DirtyingMeasured;
import io.godwit.events.agent.AgentEvent.EscalationApplied;
import io.godwit.events.agent.AgentEvent.MigrationEnded;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.AgentEvent.MigrationStarted;
import io.godwit.events.agent.AgentEvent.PostCopyBegan;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.Order.Issuer;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationActorsTest {
  private static final MigrationId FIRST = MigrationId.of("test", "1");
  private static final MigrationId SECOND = MigrationId.of("test", "2");

  @TempDir Path folder;
  private final Fleet fleet = new Fleet();
  private JournalFile journal;

  @BeforeEach
  void open() {
    journal = new JournalFile(folder.resolve("journal"));
  }

  @AfterEach
  void close() throws Exception {
    journal.close();
    fleet.close();
  }

  private static void await(CompletableFuture<Void> dealtWith) throws Exception {
    dealtWith.get(10, TimeUnit.SECONDS);
  }

  @Test
  void quietGuestMovesByPreCopy() throws Exception {
    var guest = fleet.guest("quiet", 64, 20);
    var agent = fleet.agent(fleet.source(), journal);
    await(agent.handle(fleet.start(FIRST, guest), null));

    fleet.outbox.await(FIRST, MigrationStarted.class);
    var ended = fleet.outbox.await(FIRST, MigrationEnded.class);
    assertThat(ended.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(ended.figures()).isNotNull();
    assertThat(fleet.destination().stateOf(guest.uuid())).isEqualTo(GuestState.RUNNING);
    assertThat(fleet.source().stateOf(guest.uuid())).isEqualTo(GuestState.ABSENT);
    assertThat(fleet.outbox.samples.getLast().phase()).isEqualTo(Phase.ENDED);
    assertThat(agent.running()).isZero();
  }

  @Test
  void busyGuestIsSeenToPassAndSwitchedToPostCopy() throws Exception {
    var guest = fleet.guest("busy", 256, 400);
    var agent = fleet.agent(fleet.source(), journal);
    await(agent.handle(fleet.start(FIRST, guest), null));
    Await.until(
        "a pass boundary",
        Duration.ofSeconds(20),
        () -> fleet.outbox.samples.stream().anyMatch(ProgressSample::passBoundary));

    var escalation = new Escalation.SwitchToPostCopy();
    await(agent.handle(new Escalate(fleet.order(FIRST, Issuer.POLICY), guest, escalation), null));
    fleet.outbox.await(FIRST, EscalationApplied.class);
    fleet.outbox.await(FIRST, PostCopyBegan.class);
    assertThat(fleet.outbox.await(FIRST, MigrationEnded.class).outcome())
        .isEqualTo(Outcome.SUCCEEDED);
    assertThat(fleet.destination().stateOf(guest.uuid())).isEqualTo(GuestState.RUNNING);
  }

  @Test
  void restartedAgentTakesUpTheJobAndBeginsItNoSecondTime() throws Exception {
    var guest = fleet.guest("busy", 256, 400);
    var first = fleet.agent(fleet.source(), journal);
    var start = fleet.start(FIRST, guest);
    await(first.handle(start, null));
    fleet.outbox.await(FIRST, MigrationStarted.class);

    // When the agent dies and its successor gets the same command again
    first.stop();
    journal.close();
    fleet.outbox.events.clear();
    journal = new JournalFile(folder.resolve("journal"));
    var second = fleet.agent(fleet.source(), journal);
    await(second.handle(start, null));

    // Then it goes on with the same job, and steers it
    fleet.outbox.await(FIRST, MigrationStarted.class);
    assertThat(second.running()).isEqualTo(1);
    await(second.handle(fleet.abort(FIRST, guest), null));
    fleet.outbox.await(FIRST, AbortApplied.class);
    assertThat(fleet.outbox.await(FIRST, MigrationEnded.class).outcome())
        .isEqualTo(Outcome.ABORTED);
    assertThat(fleet.source().stateOf(guest.uuid())).isEqualTo(GuestState.RUNNING);
    assertThat(sequences()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void pausedGuestArrivesAndRuns() throws Exception {
    var guest = fleet.guest("busy", 256, 400);
    var agent = fleet.agent(fleet.source(), journal);
    await(agent.handle(fleet.start(FIRST, guest), null));
    Await.until(
        "a pass boundary",
        Duration.ofSeconds(20),
        () -> fleet.outbox.samples.stream().anyMatch(ProgressSample::passBoundary));

    var pause = new Escalation.Pause(Duration.ofSeconds(60));
    await(agent.handle(new Escalate(fleet.order(FIRST, Issuer.POLICY), guest, pause), null));

    assertThat(fleet.outbox.await(FIRST, MigrationEnded.class).outcome())
        .isEqualTo(Outcome.SUCCEEDED);
    assertThat(fleet.outbox.samples).anyMatch(ProgressSample::guestPaused);
    assertThat(fleet.destination().stateOf(guest.uuid())).isEqualTo(GuestState.RUNNING);
    Await.until("nobody is held", Duration.ofSeconds(10), () -> journal.of(FIRST).held() == null);
  }

  @Test
  void pauseThatDoesNotSufficeIsGivenUpEvenByARestartedAgent() throws Exception {
    var guest = fleet.guest("busy", 256, 400);
    var first = fleet.agent(fleet.source(), journal);
    await(first.handle(fleet.start(FIRST, guest), null));
    fleet.outbox.await(FIRST, MigrationStarted.class);
    await(
        first.handle(
            new AgentCommand.SetBandwidth(
                fleet.order(FIRST, Issuer.SCHEDULER), guest, BytesPerSecond.ofMebi(1)),
            null));
    var pause = new Escalation.Pause(Duration.ofSeconds(1));
    await(first.handle(new Escalate(fleet.order(FIRST, Issuer.POLICY), guest, pause), null));
    fleet.outbox.await(FIRST, EscalationApplied.class);

    first.stop();
    journal.close();
    journal = new JournalFile(folder.resolve("journal"));
    fleet.agent(fleet.source(), journal);

    assertThat(fleet.outbox.await(FIRST, MigrationEnded.class).outcome())
        .isEqualTo(Outcome.GIVEN_UP);
    assertThat(fleet.source().stateOf(guest.uuid())).isEqualTo(GuestState.RUNNING);
  }

  @Test
  void quotaSlowsTheGuestAndIsLiftedAtTheEnd() throws Exception {
    var guest = fleet.guest("busy", 256, 400);
    var agent = fleet.agent(fleet.source(), journal);
    await(agent.handle(fleet.start(FIRST, guest), null));
    fleet.outbox.await(FIRST, MigrationStarted.class);

    var throttle = new Escalation.Throttle(60);
    await(agent.handle(new Escalate(fleet.order(FIRST, Issuer.POLICY), guest, throttle), null));
    fleet.outbox.await(FIRST, EscalationApplied.class);
    Await.until(
        "a sample says so",
        Duration.ofSeconds(10),
        () -> fleet.outbox.samples.stream().anyMatch(s -> s.throttlePercent() == 60));
    await(agent.handle(fleet.abort(FIRST, guest), null));

    fleet.outbox.await(FIRST, MigrationEnded.class);
    Await.until(
        "it is lifted", Duration.ofSeconds(10), () -> fleet.source().throttle(guest.uuid()) == 0);
  }

  @Test
  void startEndsAMeasurementWithThePeriodUnderWay() throws Exception {
    var guest = fleet.guest("quiet", 64, 20);
    var agent = fleet.agent(fleet.source(), journal);
    var periods = List.of(Duration.ofSeconds(2), Duration.ofSeconds(60));
    var measure =
        new AgentCommand.MeasureDirtying(fleet.order(FIRST, Issuer.SCHEDULER), guest, periods);
    await(agent.handle(measure, null));

    await(agent.handle(fleet.start(FIRST, guest), null));

    assertThat(fleet.outbox.await(FIRST, DirtyingMeasured.class).periods())
        .extracting(DirtiedIn::period)
        .containsExactly(periods.getFirst());
    assertThat(fleet.outbox.await(FIRST, MigrationEnded.class).outcome())
        .isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void dirtyingIsMeasured() throws Exception {
    var guest = fleet.guest("quiet", 64, 20);
    var agent = fleet.agent(fleet.source(), journal);
    var periods = List.of(Duration.ofSeconds(1), Duration.ofSeconds(4));
    await(
        agent.handle(
            new AgentCommand.MeasureDirtying(fleet.order(FIRST, Issuer.SCHEDULER), guest, periods),
            null));

    var measured = fleet.outbox.await(FIRST, DirtyingMeasured.class).periods();

    // 64 (1 - e^(-20/64)) and 64 (1 - e^(-80/64))
    assertThat(measured).hasSize(2);
    assertThat(measured.getFirst().distinct()).isBetween(Bytes.ofMebi(16), Bytes.ofMebi(18));
    assertThat(measured.getLast().distinct()).isBetween(Bytes.ofMebi(44), Bytes.ofMebi(47));
  }

  @Test
  void startThatIsToFollowAnotherWaitsForItsEndEvenInARestartedAgent() throws Exception {
    var busy = fleet.guest("busy", 256, 400);
    var quiet = fleet.guest("quiet", 64, 20);
    var first = fleet.agent(fleet.source(), journal);
    await(first.handle(fleet.start(FIRST, busy), null));
    fleet.outbox.await(FIRST, MigrationStarted.class);
    var start = fleet.startAfter(List.of(FIRST), fleet.order(SECOND, Issuer.SCHEDULER), quiet);
    var dealtWith = first.handle(start, null);
    Await.until(
        "the first one passes", Duration.ofSeconds(20), () -> fleet.outbox.samples.size() > 5);
    assertThat(dealtWith).isNotDone();

    first.stop();
    journal.close();
    journal = new JournalFile(folder.resolve("journal"));
    var second = fleet.agent(fleet.source(), journal);
    var again = second.handle(start, null);
    await(second.handle(fleet.abort(FIRST, busy), null));

    await(again);
    var started = fleet.outbox.await(SECOND, MigrationStarted.class);
    var ended = fleet.outbox.await(FIRST, MigrationEnded.class);
    assertThat(started.about().at()).isAfterOrEqualTo(ended.about().at());
    assertThat(fleet.outbox.await(SECOND, MigrationEnded.class).outcome())
        .isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void startThatIsToFollowAnotherIsRefusedWhenItsTimeIsOver() throws Exception {
    var busy = fleet.guest("busy", 256, 400);
    var quiet = fleet.guest("quiet", 64, 20);
    var agent = fleet.agent(fleet.source(), journal);
    await(agent.handle(fleet.start(FIRST, busy), null));
    fleet.outbox.await(FIRST, MigrationStarted.class);

    var soon = fleet.order(SECOND, Issuer.SCHEDULER, Duration.ofMillis(200));
    await(agent.handle(fleet.startAfter(List.of(FIRST), soon, quiet), null));

    assertThat(fleet.outbox.await(SECOND, CommandRefused.class).reason())
        .isEqualTo(RefusalReason.EXPIRED);
    assertThat(agent.running()).isEqualTo(1);
  }

  @Test
  void startThatIsToFollowAnotherDoesNotComeAfterItsAbort() throws Exception {
    var busy = fleet.guest("busy", 256, 400);
    var quiet = fleet.guest("quiet", 64, 20);
    var agent = fleet.agent(fleet.source(), journal);
    await(agent.handle(fleet.start(FIRST, busy), null));
    fleet.outbox.await(FIRST, MigrationStarted.class);
    var start = fleet.startAfter(List.of(FIRST), fleet.order(SECOND, Issuer.SCHEDULER), quiet);
    var dealtWith = agent.handle(start, null);

    await(agent.handle(fleet.abort(SECOND, quiet), null));
    await(agent.handle(fleet.abort(FIRST, busy), null));
    await(dealtWith);

    assertThat(fleet.outbox.events)
        .filteredOn(event -> event.about().migration().equals(SECOND))
        .extracting(event -> event instanceof CommandRefused refused ? refused.reason() : null)
        .containsExactly(RefusalReason.UNKNOWN_GUEST, RefusalReason.OLD);
    assertThat(fleet.source().stateOf(quiet.uuid())).isEqualTo(GuestState.RUNNING);
  }

  private List<Long> sequences() {
    return fleet.outbox.events.stream()
        .map(AgentEvent::about)
        .map(about -> about.sequence())
        .toList();
  }

  @Test
  void slowCallOfOneMigrationDoesNotHoldUpAnothersAbort() throws Exception {
    var slowGuest = fleet.guest("slow", 256, 400);
    var guest = fleet.guest("busy", 256, 400);
    var hypervisor = new SlowHypervisor(fleet.source());
    var agent = fleet.agent(hypervisor, journal);
    await(agent.handle(fleet.start(FIRST, slowGuest), null));
    await(agent.handle(fleet.start(SECOND, guest), null));
    fleet.outbox.await(FIRST, MigrationStarted.class);
    fleet.outbox.await(SECOND, MigrationStarted.class);

    var slow =
        agent.handle(
            new Escalate(
                fleet.order(FIRST, Issuer.POLICY),
                slowGuest,
                new Escalation.RaiseDowntime(Duration.ofMillis(500))),
            null);
    assertThat(hypervisor.asked.await(10, TimeUnit.SECONDS)).isTrue();
    await(agent.handle(fleet.abort(SECOND, guest), null));
    fleet.outbox.await(SECOND, AbortApplied.class);
    assertThat(slow).isNotDone();
    hypervisor.let.countDown();
    await(slow);
    fleet.outbox.await(FIRST, EscalationApplied.class);
  }
}
