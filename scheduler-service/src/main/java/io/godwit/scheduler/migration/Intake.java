package io.godwit.scheduler.migration;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The port by which other features make migrations. */
public interface Intake {

  /**
   * Accepts a request as if it had arrived, in the caller's transaction. One whose id is known
   * already changes nothing.
   *
   * @param requestedBy the urn of who asks, like {@code urn:godwit:evacuation:<id>}
   * @param traceparent W3C trace context; absent: the migration's own
   * @param rank its place among those of the same turn, the lower the sooner
   * @param allowedHosts the only hosts to move to; empty: any
   */
  void accept(
      MigrationId id,
      RequestMigration request,
      String requestedBy,
      @Nullable String traceparent,
      int rank,
      List<HostId> allowedHosts,
      Instant now);

  /** Wants a migration cancelled, in the caller's transaction. */
  void cancel(MigrationId id, String explanation, Instant now);
}
