package io.godwit.gateway.http.adapter.evacuations;

import io.godwit.events.EvacuationId;
import io.godwit.events.HostId;
import io.godwit.events.evacuation.EvacuationEvent.Planned;
import io.godwit.gateway.evacuation.EvacuationState;
import io.godwit.gateway.evacuation.EvacuationView;
import io.godwit.gateway.evacuation.Evacuations;
import io.godwit.gateway.http.adapter.exchange.Answers;
import io.godwit.gateway.http.adapter.exchange.QueryParameters;
import io.godwit.gateway.projection.ReadModel;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.Parameters;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is known of evacuations. */
@RestController
@RequestMapping(path = EvacuationQueries.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "evacuations", description = "Hosts that are emptied")
class EvacuationQueries {
  static final String PATH = "/api/v1/evacuations";
  static final String KIND = "evacuation";
  private static final Set<String> PARAMETERS = Set.of("host", "state", "limit");
  private final Evacuations evacuations;
  private final ReadModel readModel;

  EvacuationQueries(Evacuations evacuations, ReadModel readModel) {
    this.evacuations = evacuations;
    this.readModel = readModel;
  }

  @Operation(summary = "Evacuations, the newest first")
  @Parameters({
    @Parameter(name = "host", description = "Only those of this host", example = "host-a"),
    @Parameter(name = "state", description = "Only those in this state", example = "running"),
    @Parameter(
        name = "limit",
        description = "At most so many, 1 to 1000",
        schema = @Schema(type = "integer", defaultValue = "100"))
  })
  @GetMapping
  EvacuationsJson list(@Parameter(hidden = true) @RequestParam Map<String, String> values) {
    var parameters = QueryParameters.of(values, PARAMETERS);
    var host = parameters.text("host");
    var found =
        evacuations.list(
            host == null ? null : new HostId(host),
            parameters.constant("state", EvacuationState.class),
            parameters.limit());
    var states =
        readModel.states(
            found.stream()
                .flatMap(view -> view.guests().stream())
                .map(Planned::migration)
                .toList());
    return new EvacuationsJson(
        found.stream().map(view -> EvacuationJson.of(view, states)).toList());
  }

  @Operation(summary = "One evacuation, with the state of each guest's migration")
  @GetMapping("/{id}")
  EvacuationJson one(@PathVariable String id) {
    var view = find(evacuations, id);
    List<Planned> guests = view.guests();
    return EvacuationJson.of(
        view, readModel.states(guests.stream().map(Planned::migration).toList()));
  }

  static EvacuationView find(Evacuations evacuations, String id) {
    return Answers.found(KIND, id, EvacuationId::parse, evacuations::find);
  }
}
