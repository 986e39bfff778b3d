package io.godwit.scheduler.evacuation.adapter;

import io.godwit.events.EvacuationId;
import io.godwit.events.request.MigrationRequest.CancelEvacuation.Running;
import io.godwit.scheduler.evacuation.EvacuationInput.Cancelled;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Cancels that came before their evacuation, which may stand in another partition. */
@Component
final class EarlyCancels {
  private final JdbcClient jdbc;

  EarlyCancels(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps a cancel of an evacuation that nobody knows yet. */
  void bury(EvacuationId evacuation, Cancelled cancel, Instant now) {
    jdbc.sql(
            """
            insert into early_evacuation_cancel (evacuation, running, explanation, at)
            values (?, ?, ?, ?) on conflict do nothing
            """)
        .param(evacuation.value())
        .param(cancel.running().name())
        .param(cancel.explanation())
        .param(Timestamp.from(now))
        .update();
  }

  /** Takes the cancel that came early, if one did. */
  Optional<Cancelled> unearth(EvacuationId evacuation) {
    return jdbc.sql(
            "delete from early_evacuation_cancel where evacuation = ?"
                + " returning running, explanation")
        .param(evacuation.value())
        .query((row, _) ->
            new Cancelled(Running.valueOf(row.getString("running")), row.getString("explanation")))
        .optional();
  }

  void forget(Instant before) {
    jdbc.sql("delete from early_evacuation_cancel where at < ?")
        .param(Timestamp.from(before))
        .update();
  }
}
