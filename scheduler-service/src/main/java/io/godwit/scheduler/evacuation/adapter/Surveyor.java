package io.godwit.scheduler.evacuation.adapter;

import io.godwit.events.MigrationId;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import io.godwit.events.wire.EventJson;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Fleets;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.evacuation.Sight;
import io.godwit.scheduler.evacuation.Survey;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.MigrationState;
import io.godwit.scheduler.policy.Policies;
import io.godwit.scheduler.queue.Queue;
import io.godwit.scheduler.queue.Views;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what an evacuation decides by, in the caller's transaction. */
@Component
final class Surveyor {
  /** For so long a move may not have been told by its hosts. */
  private static final Duration UNTOLD = Duration.ofMinutes(1);

  private final Fleets fleets;
  private final Queue queue;
  private final Limits limits;
  private final Policies policies;
  private final JdbcClient jdbc;

  Surveyor(Fleets fleets, Queue queue, Limits limits, Policies policies, JdbcClient jdbc) {
    this.fleets = fleets;
    this.queue = queue;
    this.limits = limits;
    this.policies = policies;
    this.jdbc = jdbc;
  }

  /**
   * @param own the migrations that the evacuation has made or waits for
   */
  Sight sight(RequestEvacuation request, List<MigrationId> own, Instant now) {
    var flights = queue.dispatched().stream().map(Views::flight).toList();
    var fleet =
        new Fleet(fleets.hosts().hosts(), flights).after(queue.movedAfter(now.minus(UNTOLD)));
    return new Survey(request, fleet, migrations(request, own), limits, policies, now).sight();
  }

  private List<Migration> migrations(RequestEvacuation request, List<MigrationId> own) {
    var host = request.host().value();
    return jdbc.sql(
            """
            select body from migration
            where id = any(?)
               or (state not in ('COMPLETED', 'FAILED', 'CANCELLED', 'REJECTED')
                   and (source = ? or destination = ?))
            order by id
            """)
        .params(own.stream().map(MigrationId::value).toArray(UUID[]::new), host, host)
        .query((row, _) -> EventJson.tolerant().readValue(row.getString("body"), Migration.class))
        .list();
  }

  /** Whether a migration may have begun; its row is locked, so that it does not do so now. */
  boolean begun(MigrationId id) {
    return jdbc.sql("select state from migration where id = ? for update")
        .param(id.value())
        .query(String.class)
        .optional()
        .map(MigrationState::valueOf)
        .filter(MigrationState::begun)
        .isPresent();
  }
}
