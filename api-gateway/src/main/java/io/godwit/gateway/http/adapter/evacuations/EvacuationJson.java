package io.godwit.gateway.http.adapter.evacuations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.evacuation.EvacuationEvent.Planned;
import io.godwit.events.evacuation.EvacuationEvent.Remaining;
import io.godwit.gateway.evacuation.EvacuationView;
import io.godwit.gateway.http.adapter.exchange.Wire;
import io.godwit.gateway.http.adapter.migrations.MigrationJson;
import io.godwit.gateway.projection.MigrationState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Schema(name = "Evacuation", description = "Fields that do not apply are absent.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record EvacuationJson(
    @Schema(description = "UUIDv5 of who asked and the key under which they did") String id,
    String host,
    @Schema(allowableValues = {"evacuation", "maintenance"}) String reason,
    @Schema(description = "The only hosts to move to; empty: any") List<String> destinations,
    @Nullable String explanation,
    @Schema(
            allowableValues = {
              "requested",
              "running",
              "cancelling",
              "completed",
              "incomplete",
              "cancelled",
              "rejected"
            })
        String state,
    @Schema(description = "The event source that asked", example = "urn:godwit:principal:operator")
        String requestedBy,
    Instant requestedAt,
    @Schema(description = "When the last guest is expected to have gone; absent: cannot be said")
        @Nullable Instant expectedEnd,
    @Nullable Instant endedAt,
    @Schema(description = "Guests that were to go") int total,
    @Schema(description = "That are gone") int moved,
    @Schema(description = "That are under way") int moving,
    @Schema(description = "That wait for their turn") int waiting,
    @Schema(description = "That could not go") int stuck,
    @Schema(description = "Of a rejected one: the field at fault") @Nullable String field,
    @Schema(description = "Of a rejected one: why") @Nullable String detail,
    @Schema(description = "In the order in which they are to go") List<GuestJson> guests,
    @Schema(description = "At the end: who is still there") List<RemainingJson> remaining) {

  @Schema(name = "EvacuatedGuest")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record GuestJson(
      MigrationJson.Guest guest,
      @Schema(description = "That moves it") String migration,
      @Schema(description = "Of that migration", example = "running") String state,
      @Schema(description = "How long that is expected to take; absent: cannot be said")
          @Nullable Long expectedMillis) {
    static GuestJson of(Planned planned, Map<MigrationId, MigrationState> states) {
      var state = states.getOrDefault(planned.migration(), MigrationState.REQUESTED);
      return new GuestJson(
          MigrationJson.Guest.of(planned.guest()),
          planned.migration().toString(),
          Wire.name(state),
          Wire.millis(planned.expected()));
    }
  }

  @Schema(name = "RemainingGuest")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RemainingJson(
      MigrationJson.Guest guest,
      @Schema(description = "That was to move it; absent: none was begun")
          @Nullable String migration,
      @Schema(description = "Why it is still there") String reason) {
    static RemainingJson of(Remaining one) {
      var migration = one.migration();
      return new RemainingJson(
          MigrationJson.Guest.of(one.guest()),
          migration == null ? null : migration.toString(),
          one.reason());
    }
  }

  /**
   * @param states of the migrations of its guests, as far as they are known
   * @throws NullPointerException if nobody is known to have asked for it
   */
  static EvacuationJson of(EvacuationView view, Map<MigrationId, MigrationState> states) {
    var asked = Objects.requireNonNull(view.asked(), "asked");
    var request = asked.request();
    var counts = view.counts();
    var end = view.end();
    return new EvacuationJson(
        view.id().toString(),
        request.host().value(),
        Wire.name(asked.reason()),
        request.destinationsOrAny().stream().map(HostId::value).toList(),
        request.explanation(),
        Wire.name(view.state()),
        asked.by(),
        asked.at(),
        view.expectedEnd(),
        end == null ? null : end.at(),
        counts.total(),
        counts.moved(),
        counts.moving(),
        counts.waiting(),
        counts.stuck(),
        end == null ? null : end.field(),
        end == null ? null : end.detail(),
        view.guests().stream().map(guest -> GuestJson.of(guest, states)).toList(),
        end == null ? List.of() : end.remaining().stream().map(RemainingJson::of).toList());
  }
}
