package io.godwit.agent.job;

import static java.util.Objects.requireNonNull;

import io.godwit.agent.journal.JournalEntry;
import io.godwit.agent.journal.JournalEntry.Seen;
import io.godwit.events.About;
import io.godwit.events.HostId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.CommandRefused;
import io.godwit.events.agent.RefusalReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One decision while it is made: the state so far and the effects so far. */
final class Turn {
  private final List<Effect> effects = new ArrayList<>();
  final Instant now;
  JobState state;

  Turn(JobState state, Instant now) {
    this.state = state;
    this.now = now;
  }

  HostId host() {
    return state.host();
  }

  @Nullable Running running() {
    return state.running();
  }

  /** The running job, where the caller has seen that there is one. */
  Running job() {
    return requireNonNull(state.running());
  }

  void job(Running next) {
    state = state.withRunning(next);
  }

  void then(Effect effect) {
    effects.add(effect);
  }

  void remember(JournalEntry entry) {
    state = state.withHistory(state.history().with(entry));
    effects.add(new Effect.Remember(entry));
  }

  /** That a command was dealt with; before its answer. */
  void rememberSeen(Told told) {
    if (!state.history().isOld(told.order())) {
      remember(new Seen(told.order()));
    }
  }

  About about(int attempt) {
    state = state.withSequence(state.sequence() + 1);
    return new About(state.history().migration(), attempt, state.sequence(), now);
  }

  /** An answer to a command, in the command's trace. */
  void answer(Told told, Function<About, AgentEvent> event) {
    effects.add(new Effect.Tell(event.apply(about(told.order().attempt())), told.traceparent()));
  }

  /** A fact about the running attempt, in the trace of its start. */
  void tell(Function<About, AgentEvent> event) {
    var began = job().began();
    effects.add(new Effect.Tell(event.apply(about(began.attempt())), began.traceparent()));
  }

  void refuse(Told told, RefusalReason reason, String detail) {
    var order = told.order();
    answer(
        told,
        about ->
            new CommandRefused(
                about,
                host(),
                order.issuer(),
                order.sequence(),
                CommandNames.of(told.command()),
                reason,
                detail));
  }

  Decision decision() {
    return new Decision(state, effects);
  }
}
