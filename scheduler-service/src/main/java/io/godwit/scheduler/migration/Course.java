package io.godwit.scheduler.migration;

import io.godwit.events.About;
import io.godwit.events.HostId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.Order;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.scheduler.migration.Question.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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

  void check() {
    order(
        Kind.CHECK,
        destination(),
        o -> new AgentCommand.CheckFacts(o, state.guestOrThrow(), state.sourceOrThrow()));
  }

  void prepare() {
    order(
        Kind.PREPARE,
        destination(),
        o -> new AgentCommand.PrepareDestination(o, state.guestOrThrow(), state.sourceOrThrow()));
  }

  void start() {
    var attempt = state.attemptOrThrow();
    var guest = state.guestOrThrow().guest();
    order(
        Kind.START,
        state.sourceOrThrow(),
        o ->
            new AgentCommand.StartMigration(
                o, guest, attempt.destination(), attempt.peerUri(), attempt.settings()));
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
    var peerUri = state.attemptOrThrow().peerUri();
    order(
        Kind.RESUME,
        state.sourceOrThrow(),
        o -> new AgentCommand.ResumePostCopy(o, guest, peerUri));
  }

  void tearDown() {
    var guest = state.guestOrThrow().guest();
    order(Kind.TEAR_DOWN, destination(), o -> new AgentCommand.TearDown(o, guest));
  }

  private HostId destination() {
    return state.attemptOrThrow().destination();
  }

  private void order(Kind kind, HostId host, Function<Order, AgentCommand> command) {
    var order =
        new Order(
            host,
            state.id(),
            state.attempts(),
            Order.Issuer.SCHEDULER,
            state.orders() + 1,
            now.plus(validity(kind)));
    change(new Change.Ordered(command.apply(order), kind, now));
  }

  private Duration validity(Kind kind) {
    var patience = rules.patience();
    return switch (kind) {
      case START -> patience.start();
      case TEAR_DOWN -> patience.tearDown();
      case CHECK, PREPARE, ABORT, STATE, PAUSE, RESUME -> patience.silence();
    };
  }
}
