package io.godwit.gateway.http.adapter.migrations;

import io.godwit.events.MigrationId;
import io.godwit.events.request.MigrationRequest;
import io.godwit.events.request.MigrationRequest.CancelMigration;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.gateway.http.adapter.exchange.Answers;
import io.godwit.gateway.http.adapter.exchange.BodyReader;
import io.godwit.gateway.http.adapter.exchange.Writing;
import io.godwit.gateway.projection.Asked;
import io.godwit.gateway.projection.MigrationView;
import io.godwit.gateway.projection.ReadModel;
import io.godwit.gateway.request.Cancellation;
import io.godwit.gateway.request.Completion;
import io.godwit.gateway.request.Fleet;
import io.godwit.gateway.request.IdempotencyKey;
import io.godwit.gateway.request.MigrationAdmission;
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
    var admission = MigrationAdmission.of(request, readModel.find(id).orElse(null), fleet(request));
    return accepted(Answers.admitted(admission, () -> write(request, id, key)), key);
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
    return asked(new CancelMigration(view.id(), null), view);
  }

  @Operation(
      summary = "Change a migration that is under way",
      description =
          "Its place in the queue as long as it waits there, its policy until the guest runs at the"
              + " destination; 409 says that it is too late.",
      requestBody =
          @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = RetuningJson.class))),
      responses =
          @ApiResponse(
              responseCode = "202",
              description = "The change is asked for",
              useReturnTypeSchema = true))
  @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<MigrationJson> retune(
      @PathVariable String id, @Parameter(hidden = true) InputStream body) throws IOException {
    var wanted =
        BodyReader.read(
            body, Retuning.Wanted.class, "a JSON object with the field priority or tuning");
    var view = QueryController.find(readModel, id);
    var request = wanted.of(view.id());
    if (Retuning.of(view, wanted) instanceof Retuning.TooLate late) {
      throw Answers.tooLate(late.detail());
    }
    return asked(request, view);
  }

  @Operation(
      summary = "Finish a migration now",
      description =
          "By the least harmful step that its policy allows, or with an override by more than that."
              + " 409 says why there is nothing to be finished.",
      requestBody =
          @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = CompletionJson.class))),
      responses =
          @ApiResponse(
              responseCode = "202",
              description = "The end is asked for",
              useReturnTypeSchema = true))
  @PostMapping(path = "/{id}/complete", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<MigrationJson> complete(
      @PathVariable String id, @Parameter(hidden = true) InputStream body) throws IOException {
    var wanted = BodyReader.read(body, Completion.Wanted.class, "a JSON object");
    var view = QueryController.find(readModel, id);
    var request = wanted.of(view.id());
    if (Completion.of(view) instanceof Completion.Pointless no) {
      throw Answers.tooLate(no.detail());
    }
    return asked(request, view);
  }

  private ResponseEntity<MigrationJson> asked(MigrationRequest request, MigrationView view) {
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
