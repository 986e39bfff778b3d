package io.godwit.scheduler.migration;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.scheduler.policy.Outset;
import io.godwit.scheduler.verdict.Ruling;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to a migration: the only thing that changes its state. */
public sealed interface Change {

  /** An event was published. */
  record Said(MigrationEvent event) implements Change {}

  /** A command was sent, and its answer is awaited. */
  record Ordered(AgentCommand command, Question.Kind kind, Instant at) implements Change {}

  /** A host was heard, and what it said mattered. */
  record Heard(AgentEvent event) implements Change {}

  /** The guest was looked up. */
  record Found(
      GuestSpec guest, HostId source, boolean paused, GuestLabels labels, EffectivePolicy policy)
      implements Change {}

  /** Its turn in the queue was determined. */
  record TurnSet(Instant turn) implements Change {}

  /** An attempt has its hosts and its claims. */
  record Dispatched(Placement placement) implements Change {}

  /** The prepared destination was found suitable, for the first time or once more. */
  record Confirmed(List<Fact> facts, Instant at) implements Change {}

  /** The attempt has its slots, and is to begin under this policy, as these end. */
  record Gone(
      StartSettings settings,
      EffectivePolicy policy,
      Outset outset,
      List<MigrationId> behind,
      Instant at)
      implements Change {}

  /** An operator bounds what it may send; absent: no more. */
  record Capped(@Nullable BytesPerSecond cap) implements Change {}

  /** The policy wants so much of the links for it. */
  record Asked(BytesPerSecond wanted) implements Change {}

  /** Another host answered better: the next attempt is to go there. */
  record Preferred(HostId host) implements Change {}

  /** It was to give way to another, and cannot any more. */
  record Spared() implements Change {}

  /** The end of the attempt, as far as the source knows it. */
  record Ended(Attempt.Ending ending) implements Change {}

  /** Both hosts are about to be asked afresh: older answers count no more. */
  record RoundBegan() implements Change {}

  /** A ruling that wants a second look was seen, or was not seen again. */
  record Suspected(@Nullable Ruling ruling) implements Change {}

  /** A resume was refused, or a pause done. */
  record PauseWanted(boolean wanted) implements Change {}

  /** No destination suits it for the time being. */
  record Held(Instant since) implements Change {}

  /** It will wait for a while before its next attempt. */
  record BackedOff(Instant until) implements Change {}

  /** It will be looked at again. */
  record CheckSet(Instant at) implements Change {}
}
