package io.godwit.gateway.http.adapter.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.godwit.events.migration.QueueReported;
import io.godwit.gateway.http.adapter.migrations.MigrationJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(name = "Queue", description = "Who waits, as the scheduler last reported it")
@JsonInclude(JsonInclude.Include.NON_NULL)
record QueueJson(
    @Schema(description = "When it was looked at; absent: nothing was reported yet")
        @Nullable Instant at,
    @Schema(description = "How many wait") int total,
    @Schema(description = "The first of them, in their order") List<PlaceJson> places) {
  static final QueueJson EMPTY = new QueueJson(null, 0, List.of());

  @Schema(name = "Waiting")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PlaceJson(
      String migration,
      MigrationJson.Guest guest,
      String source,
      @Schema(description = "Counts from 1") int position,
      @Schema(description = "For what it waits, in words") String waitingFor,
      @Schema(description = "Absent: cannot be said") @Nullable Instant expectedStart) {
    static PlaceJson of(QueueReported.Place place) {
      return new PlaceJson(
          place.migration().toString(),
          MigrationJson.Guest.of(place.guest()),
          place.source().value(),
          place.position(),
          place.waitingFor(),
          place.expectedStart());
    }
  }

  static QueueJson of(QueueReported report) {
    return new QueueJson(
        report.at(), report.total(), report.places().stream().map(PlaceJson::of).toList());
  }
}
