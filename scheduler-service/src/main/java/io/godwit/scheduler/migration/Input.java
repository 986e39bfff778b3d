package io.godwit.scheduler.migration;

import io.godwit.events.HostId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.migration.RejectionReason;
import org.jspecify.annotations.Nullable;

/** What a migration is told. */
public sealed interface Input {

  /** The answer to the question which guest is meant, and whether it may move. */
  sealed interface Admission extends Input {}

  /** The guest is known and may move. */
  record Admitted(GuestSpec guest, HostId source, boolean paused) implements Admission {}

  /** The request cannot be carried out; {@code field} is the one at fault. */
  record Refused(RejectionReason reason, String field, String detail) implements Admission {}

  /** Not all hosts have said yet what they run. */
  record NotYet(String detail) implements Admission {}

  /** The dispatch gave it slots. */
  record Placed(Placement placement) implements Input {}

  /** The dispatch let it wait. */
  record Waits(String waitingFor) implements Input {}

  /** The dispatch has found no destination for too long, or none is left. */
  record Unplaceable(RejectionReason reason, String field, String detail) implements Input {}

  /** Someone wants it cancelled. */
  record Cancel(@Nullable String explanation) implements Input {}

  /** The same id was requested again with another body. */
  record Contradicted(String field, String detail) implements Input {}

  /** An agent answered or reported. */
  record FromAgent(AgentEvent event) implements Input {}

  /** The time to look again has come. */
  record Timer() implements Input {}
}
