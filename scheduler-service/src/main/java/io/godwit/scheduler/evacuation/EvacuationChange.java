package io.godwit.scheduler.evacuation;

import io.godwit.events.evacuation.EvacuationEvent;
import java.time.Instant;
import java.util.List;

/** What happened to an evacuation: the only thing that changes its state. */
public sealed interface EvacuationChange {

  /** An event was published. */
  record Said(EvacuationEvent event) implements EvacuationChange {}

  /** The host was closed by it. */
  record Closed() implements EvacuationChange {}

  /** Its guests are these, as far as they are. */
  record Tracked(List<Going> guests) implements EvacuationChange {}

  /** It will be looked at again. */
  record CheckSet(Instant at) implements EvacuationChange {}
}
