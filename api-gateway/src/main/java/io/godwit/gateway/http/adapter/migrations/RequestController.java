package io.godwit.gateway.http.adapter.migrations;

import io.godwit.events.MigrationId;
import io.godwit.events.Require;
import io.godwit.events.request.MigrationRequest.CancelMigration;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.request.MigrationRequest.RetuneMigration;
import io.godwit.gateway.http.adapter.exchange.Answers;
import io.godwit.gateway.http.adapter.exchange.BodyReader;
import io.godwit.gateway.http.adapter.exchange.Writing;
import io.godwit.gateway.projection.Asked;
import io.godwit.gateway.projection.MigrationView;
import io.godwit.gateway.projection.ReadModel;
import io.godwit.gateway.request.Admission;
import io.godwit.gateway.request.Cancellation;
import io.godwit.gateway.request.Fleet;
import io.godwit.gateway.request.IdempotencyKey;
import io.godwit.gateway.request.Retuning;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What is asked of the scheduler: written to the topic of requests, and answered when it is safe.
 */
@RestController
@RequestMapping(path = QueryController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "migrations", description = "Guests on the move")
class RequestController {
  private final ReadModel readModel;
  private final Writing writing;

  RequestController(ReadModel readModel, Writing writing) {
    this.readModel = readModel;
    this.writing = writing;
  }

  @Operation(
      summary = "Move a guest",
      description =
          "Answers as soon as the request is safe in Kafka; the scheduler takes it from there."
              + " Under the same Idempotency-Key the same body is the same migration.",
      requestBody =
          @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = RequestJson.class))),
      responses =
          @ApiResponse(
              responseCode = "202",
              description = "Accepted; Location has the migration",
              useReturnTypeSchema = true))
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<MigrationJson> request(
      @Parameter(description = Writing.KEY)
          @RequestHeader(name = IdempotencyKey.HEADER, required = false)
          @Nullable String givenKey,
      @Parameter(hidden = true) InputStream body)
      throws IOException {
    var key = Writing.key(givenKey);
    var request = BodyReader.readMigration(body);
    var id = writing.migrationId(key.value());
    var known = readModel.find(id).orElse(null);
    return switch (Admission.of(request, known, fleet(request))) {
      case Admission.Admitted _ -> accepted(write(request, id, key), key);
      case Admission.Repeated repeated -> accepted(repeated.migration(), key);
      case Admission.KeyReused reused -> throw Answers.keyReused(reused.detail());
      case Admission.Impossible no -> throw Answers.impossible(no.field(), no.detail());
    };
  }

  @Operation(
      summary = "Cancel a migration",
      description = "Possible until the guest runs at the destination; 409 says why it is not.",
      responses =
          @ApiResponse(
              responseCode = "202",
              description = "The cancel is asked for",
              useReturnTypeSchema = true))
  @DeleteMapping("/{id}")
  ResponseEntity<MigrationJson> cancel(@PathVariable String id) {
    var view = QueryController.find(readModel, id);
    if (Cancellation.of(view) instanceof Cancellation.TooLate late) {
      throw Answers.tooLate(late.detail());
    }
    writing.write(new CancelMigration(view.id(), null), view.id().toString());
    return ResponseEntity.accepted().body(MigrationJson.of(view));
  }

  @Operation(
      summary = "Give a migration another place in the queue",
      description = "Possible as long as it waits there; 409 says that it does not any more.",
      requestBody =
          @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = PriorityJson.class))),
      responses =
          @ApiResponse(
              responseCode = "202",
              description = "The change is asked for",
              useReturnTypeSchema = true))
  @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<MigrationJson> prioritise(
      @PathVariable String id, @Parameter(hidden = true) InputStream body) throws IOException {
    var wanted = BodyReader.read(body, PriorityJson.class, "a JSON object with the field priority");
    var view = QueryController.find(readModel, id);
    var request = new RetuneMigration(view.id(), Require.present(wanted.priority(), "priority"));
    if (Retuning.of(view) instanceof Retuning.TooLate late) {
      throw Answers.tooLate(late.detail());
    }
    writing.write(request, view.id().toString());
    return ResponseEntity.accepted().body(MigrationJson.of(view));
  }

  private Fleet fleet(RequestMigration request) {
    return Fleet.of(readModel.hosts(), readModel.lastMove(request.guest()).orElse(null));
  }

  private MigrationView write(RequestMigration request, MigrationId id, IdempotencyKey key) {
    writing.write(request, id.toString(), key.value(), key);
    var view = MigrationView.requested(id, asked(request));
    return writing.shown(view, readModel::remember, QueryController.KIND + " " + id);
  }

  private Asked asked(RequestMigration request) {
    return new Asked(
        request,
        request.reasonOrDefault(),
        request.guestClassOrDefault(),
        writing.source(),
        writing.now());
  }

  private static ResponseEntity<MigrationJson> accepted(MigrationView view, IdempotencyKey key) {
    return Answers.accepted(QueryController.PATH, view.id(), key, MigrationJson.of(view));
  }
}
