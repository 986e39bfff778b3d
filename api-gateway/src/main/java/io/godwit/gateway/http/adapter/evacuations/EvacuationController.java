package io.godwit.gateway.http.adapter.evacuations;

import io.godwit.events.EvacuationId;
import io.godwit.events.evacuation.EvacuationEvent.Planned;
import io.godwit.events.request.MigrationRequest.CancelEvacuation;
import io.godwit.events.request.MigrationRequest.CancelEvacuation.Running;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import io.godwit.gateway.evacuation.EvacuationAdmission;
import io.godwit.gateway.evacuation.EvacuationCancellation;
import io.godwit.gateway.evacuation.EvacuationView;
import io.godwit.gateway.evacuation.Evacuations;
import io.godwit.gateway.http.adapter.exchange.Answers;
import io.godwit.gateway.http.adapter.exchange.BodyReader;
import io.godwit.gateway.http.adapter.exchange.QueryParameters;
import io.godwit.gateway.http.adapter.exchange.Writing;
import io.godwit.gateway.projection.ReadModel;
import io.godwit.gateway.request.Admission;
import io.godwit.gateway.request.Fleet;
import io.godwit.gateway.request.IdempotencyKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is asked of the scheduler for whole hosts. */
@RestController
@RequestMapping(path = EvacuationQueries.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "evacuations", description = "Hosts that are emptied")
class EvacuationController {
  private final Evacuations evacuations;
  private final ReadModel readModel;
  private final Writing writing;

  EvacuationController(Evacuations evacuations, ReadModel readModel, Writing writing) {
    this.evacuations = evacuations;
    this.readModel = readModel;
    this.writing = writing;
  }

  @Operation(
      summary = "Move every guest away from a host",
      description =
          "The host takes no more guests in, until an operator opens it again. Answers as soon as"
              + " the request is safe in Kafka. Under the same Idempotency-Key the same body is the"
              + " same evacuation.",
      requestBody =
          @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = EvacuationRequestJson.class))),
      responses =
          @ApiResponse(
              responseCode = "202",
              description = "Accepted; Location has the evacuation",
              useReturnTypeSchema = true))
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<EvacuationJson> request(
      @Parameter(description = Writing.KEY)
          @RequestHeader(name = IdempotencyKey.HEADER, required = false)
          @Nullable String givenKey,
      @Parameter(hidden = true) InputStream body)
      throws IOException {
    var key = Writing.key(givenKey);
    var request =
        BodyReader.read(body, RequestEvacuation.class, "a JSON object with the field host");
    var id = EvacuationId.of(writing.source(), key.of(EvacuationQueries.KIND));
    var view = Answers.admitted(admission(request, id), () -> write(request, id, key));
    return accepted(view, key);
  }

  private Admission<EvacuationView> admission(RequestEvacuation request, EvacuationId id) {
    return EvacuationAdmission.of(
        request,
        evacuations.find(id).orElse(null),
        evacuations.underWay(request.host()).orElse(null),
        Fleet.of(readModel.hosts(), null).hosts());
  }

  private EvacuationView write(RequestEvacuation request, EvacuationId id, IdempotencyKey key) {
    writing.write(request, id.toString(), key.of(EvacuationQueries.KIND), key);
    var asked =
        new EvacuationView.Asked(
            request, request.reasonOrDefault(), writing.source(), writing.now());
    var view = EvacuationView.requested(id, asked);
    return writing.shown(view, evacuations::remember, EvacuationQueries.KIND + " " + id);
  }

  private ResponseEntity<EvacuationJson> accepted(EvacuationView view, IdempotencyKey key) {
    return Answers.accepted(EvacuationQueries.PATH, view.id(), key, json(view));
  }

  private EvacuationJson json(EvacuationView view) {
    var migrations = view.guests().stream().map(Planned::migration).toList();
    return EvacuationJson.of(view, readModel.states(migrations));
  }

  @Operation(
      summary = "Cancel an evacuation",
      description =
          "Guests that have moved stay where they are, and the host is opened again if the"
              + " evacuation closed it; 409 says why it comes too late.",
      responses =
          @ApiResponse(
              responseCode = "202",
              description = "The cancel is asked for",
              useReturnTypeSchema = true))
  @Parameter(
      name = "running",
      in = io.swagger.v3.oas.annotations.enums.ParameterIn.QUERY,
      description = "What becomes of migrations that are under way",
      schema =
          @Schema(
              type = "string",
              allowableValues = {"finish", "cancel"},
              defaultValue = "finish"))
  @DeleteMapping("/{id}")
  ResponseEntity<EvacuationJson> cancel(
      @PathVariable String id,
      @Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
    var running =
        QueryParameters.of(parameters, Set.of("running")).constant("running", Running.class);
    var view = EvacuationQueries.find(evacuations, id);
    if (EvacuationCancellation.of(view) instanceof EvacuationCancellation.TooLate late) {
      throw Answers.tooLate(late.detail());
    }
    writing.write(new CancelEvacuation(view.id(), running, null), view.id().toString());
    return ResponseEntity.accepted().body(json(view));
  }
}
