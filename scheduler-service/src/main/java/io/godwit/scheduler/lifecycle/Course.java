package io.godwit.scheduler.lifecycle;

import io.godwit.events.About;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.Order;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.MigrationQueued;
import io.godwit.scheduler.migration.Change;
import io.godwit.scheduler.migration.Decision;
import io.godwit.scheduler.migration.Evolution;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.Question.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A decision while it is made: every change is made to the state at once. */
final class Course {
  final Rules rules;
  final Instant now;
  private final List<Change> changes = new ArrayList<>();
  private Migration state;

  Course(Migration state, Rules rules, Instant now) {
    this.state = state;
    this.rules = rules;
    this.now = now;
  }

  Migration state() {
    return state;
  }

  Decision decision() {
    return new Decision(state, changes);
  }

  void change(Change change) {
    state = Evolution.evolve(state, change);
    changes.add(change);
  }

  void say(Function<About, MigrationEvent> event) {
    var about = new About(state.id(), state.attempts(), state.events() + 1, now);
    change(new Change.Said(event.apply(about)));
  }

  void checkIn(Duration wait) {
    change(new Change.CheckSet(now.plus(wait)));
  }

  /** Into the queue, or on in it; its claims and slots are free. */
  void queue(String waitingFor) {
    var guest = state.guestOrThrow().guest();
    var source = state.sourceOrThrow();
    say(about -> new MigrationQueued(about, guest, source, waitingFor));
  }

  /** Asks those of the shortlist that have not answered. */
  void checkShortlist() {
    var attempt = state.attemptOrThrow();
    for (var candidate : attempt.placement().shortlist()) {
      if (attempt.answerOf(candidate.host()).isEmpty()) {
        check(candidate.host());
      }
    }
  }

  /** It is measured while others still move, and counts if it is there at the start. */
  void measureDirtying() {
    if (rules.checks().dirtying().isEmpty()) {
      return;
    }
    var guest = state.guestOrThrow().guest();
    order(
        Kind.MEASURE,
        state.sourceOrThrow(),
        o -> new AgentCommand.MeasureDirtying(o, guest, rules.checks().dirtying()));
  }

  void checkDestination() {
    check(destination());
  }

  private void check(HostId host) {
    var origin = state.attemptOrThrow().placement().origin();
    order(
        Kind.CHECK,
        host,
        o -> new AgentCommand.CheckFacts(o, state.guestOrThrow(), state.sourceOrThrow(), origin));
  }

  void prepare() {
    var placement = state.attemptOrThrow().placement();
    order(
        Kind.PREPARE,
        destination(),
        o ->
            new AgentCommand.PrepareDestination(
                o,
                state.guestOrThrow(),
                state.sourceOrThrow(),
                placement.origin(),
                placement.claims()));
  }

  void start() {
    var attempt = state.attemptOrThrow();
    var guest = state.guestOrThrow().guest();
    order(
        Kind.START,
        state.sourceOrThrow(),
        o ->
            new AgentCommand.StartMigration(
                o,
                guest,
                attempt.destination(),
                attempt.placement().peerUri(),
                attempt.settings(),
                attempt.claims(),
                state.origin().request().diskCopyOrDefault(),
                attempt.behind()));
  }

  void bandwidth(@Nullable BytesPerSecond limit) {
    var guest = state.guestOrThrow().guest();
    order(
        Kind.BANDWIDTH, state.sourceOrThrow(), o -> new AgentCommand.SetBandwidth(o, guest, limit));
  }

  void abort(String explanation) {
    var guest = state.guestOrThrow().guest();
    order(
        Kind.ABORT,
        state.sourceOrThrow(),
        o -> new AgentCommand.AbortMigration(o, guest, explanation));
  }

  void askState(HostId host) {
    var guest = state.guestOrThrow().guest();
    order(Kind.STATE, host, o -> new AgentCommand.ReportGuestState(o, guest));
  }

  void askBoth() {
    askState(state.sourceOrThrow());
    askState(destination());
    checkIn(rules.patience().round(state.attemptOrThrow().rounds()));
  }

  /** Asks both hosts afresh: what they answered before counts no more. */
  void newRound() {
    change(new Change.RoundBegan());
    askBoth();
  }

  void pause() {
    var guest = state.guestOrThrow().guest();
    order(Kind.PAUSE, state.sourceOrThrow(), o -> new AgentCommand.PausePostCopy(o, guest));
  }

  void resume() {
    var guest = state.guestOrThrow().guest();
    var peerUri = state.attemptOrThrow().placement().peerUri();
    order(
        Kind.RESUME,
        state.sourceOrThrow(),
        o -> new AgentCommand.ResumePostCopy(o, guest, peerUri));
  }

  void tearDown() {
    tearDown(state.attempts(), destination());
  }

  void tearDown(int attempt, HostId host) {
    var guest = state.guestOrThrow().guest();
    order(Kind.TEAR_DOWN, host, attempt, o -> new AgentCommand.TearDown(o, guest));
  }

  void release(int attempt, HostId host, List<GuestNeeds.Disk> disks) {
    var guest = state.guestOrThrow().guest();
    order(Kind.RELEASE, host, attempt, o -> new AgentCommand.ReleaseSource(o, guest, disks));
  }

  private HostId destination() {
    return state.attemptOrThrow().destination();
  }

  private void order(Kind kind, HostId host, Function<Order, AgentCommand> command) {
    order(kind, host, state.attempts(), command);
  }

  private void order(Kind kind, HostId host, int attempt, Function<Order, AgentCommand> command) {
    var order =
        new Order(
            host,
            state.id(),
            attempt,
            Order.Issuer.SCHEDULER,
            state.orders() + 1,
            now.plus(validity(kind)));
    change(new Change.Ordered(command.apply(order), kind, now));
  }

  private Duration validity(Kind kind) {
    var patience = rules.patience();
    return switch (kind) {
      case START -> patience.start();
      case TEAR_DOWN, RELEASE -> patience.tearDown();
      case CHECK, MEASURE, PREPARE, ABORT, STATE, PAUSE, RESUME, BANDWIDTH -> patience.silence();
    };
  }
}
