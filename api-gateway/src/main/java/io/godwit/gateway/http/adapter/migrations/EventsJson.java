package io.godwit.gateway.http.adapter.migrations;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.godwit.gateway.projection.HistoryEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

@Schema(name = "Events", description = "A migration's events and the policy's decisions, in order")
record EventsJson(List<EventJson> events) {

  @Schema(name = "Event")
  record EventJson(
      @Schema(example = "migration.queued.v1") String type,
      @Schema(description = "Counts per writer") long sequence,
      Instant at,
      @Schema(description = "The event as it stands on its topic", type = "object") @JsonRawValue
          String data) {}

  /** The agents' answers and the passes are left out: they serve the explanation. */
  static EventsJson of(List<HistoryEntry> history) {
    return new EventsJson(
        history.stream()
            .filter(entry ->
                !(entry.told() instanceof HistoryEntry.Answered
                    || entry.told() instanceof HistoryEntry.Seen))
            .map(EventsJson::event)
            .toList());
  }

  private static EventJson event(HistoryEntry entry) {
    var about = entry.told().about();
    return new EventJson(entry.type(), about.sequence(), about.at(), entry.json());
  }
}
