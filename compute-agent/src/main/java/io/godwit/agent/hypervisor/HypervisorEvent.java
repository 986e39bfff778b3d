package io.godwit.agent.hypervisor;

import io.godwit.events.agent.JobFigures;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a hypervisor says by itself. Hints to look, never the truth: that is read by a query. */
public sealed interface HypervisorEvent {
  UUID guest();

  /**
   * The dirty bitmap was synced (VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION): with post-copy armed not
   * a pass.
   */
  record IterationBegan(UUID guest, int iteration) implements HypervisorEvent {}

  /** A job ended (VIR_DOMAIN_EVENT_ID_JOB_COMPLETED). */
  record JobCompleted(UUID guest, @Nullable JobFigures figures) implements HypervisorEvent {}

  /**
   * The guest was started, stopped, suspended, resumed, defined or undefined
   * (VIR_DOMAIN_EVENT_ID_LIFECYCLE).
   */
  record GuestChanged(UUID guest) implements HypervisorEvent {}
}
