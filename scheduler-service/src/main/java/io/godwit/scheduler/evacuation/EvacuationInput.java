package io.godwit.scheduler.evacuation;

import io.godwit.events.request.MigrationRequest.CancelEvacuation.Running;
import org.jspecify.annotations.Nullable;

/** What an evacuation is told. */
public sealed interface EvacuationInput {

  /** It is time to look, or one of its migrations has gone on. */
  record Looked(Sight sight) implements EvacuationInput {}

  /** Someone wants it cancelled. */
  record Cancelled(Running running, @Nullable String explanation) implements EvacuationInput {}
}
