package io.godwit.scheduler.evacuation;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import java.util.List;

/**
 * What an evacuation has done by others. Each is carried out in the transaction that keeps the
 * decision.
 */
public sealed interface EvacuationEffect {

  /** Nothing may be moved to the host from now on; its other settings stay. */
  record CloseHost(HostId host) implements EvacuationEffect {}

  /** The host may take guests in again; its other settings stay. */
  record OpenHost(HostId host) implements EvacuationEffect {}

  /**
   * A migration is asked for.
   *
   * @param allowed the only hosts to move to; empty: any
   * @param rank its place among those of the same turn
   */
  record AskFor(MigrationId id, RequestMigration request, List<HostId> allowed, int rank)
      implements EvacuationEffect {
    public AskFor {
      allowed = List.copyOf(allowed);
    }
  }

  /**
   * A migration is not wanted any more.
   *
   * @param evenIfBegun whether also one that has begun meanwhile is to be stopped
   */
  record Stop(MigrationId id, String explanation, boolean evenIfBegun)
      implements EvacuationEffect {}
}
