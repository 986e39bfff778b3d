package io.godwit.gateway.http.adapter.plans;

import io.godwit.events.MigrationId;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.request.MigrationRequest.RequestPlan;
import io.godwit.gateway.http.adapter.exchange.Answers;
import io.godwit.gateway.http.adapter.exchange.BodyReader;
import io.godwit.gateway.http.adapter.exchange.Writing;
import io.godwit.gateway.http.adapter.migrations.RequestJson;
import io.godwit.gateway.plan.PlanAdmission;
import io.godwit.gateway.plan.PlanView;
import io.godwit.gateway.plan.Plans;
import io.godwit.gateway.projection.ReadModel;
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
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = PlanController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "plans", description = "What would happen if a guest were to move")
class PlanController {
  static final String PATH = "/api/v1/plans";
  private static final String KIND = "plan";
  private final Plans plans;
  private final ReadModel readModel;
  private final Writing writing;

  PlanController(Plans plans, ReadModel readModel, Writing writing) {
    this.plans = plans;
    this.readModel = readModel;
    this.writing = writing;
  }

  @Operation(
      summary = "Ask what would happen if a guest were to move",
      description =
          "Nothing is changed and nothing is reserved. The plan is made within some seconds and"
              + " kept for a day.",
      requestBody =
          @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = RequestJson.class))),
      responses =
          @ApiResponse(
              responseCode = "202",
              description = "Asked for; Location has the plan",
              useReturnTypeSchema = true))
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<PlanJson> plan(
      @Parameter(description = Writing.KEY)
          @RequestHeader(name = IdempotencyKey.HEADER, required = false)
          @Nullable String givenKey,
      @Parameter(hidden = true) InputStream body)
      throws IOException {
    var key = Writing.key(givenKey);
    var request = BodyReader.readMigration(body);
    var id = writing.migrationId(key.of(KIND));
    var fleet = Fleet.of(readModel.hosts(), readModel.lastMove(request.guest()).orElse(null));
    var admission = PlanAdmission.of(request, plans.find(id).orElse(null), fleet);
    return accepted(Answers.admitted(admission, () -> ask(request, id, key)), key);
  }

  private PlanView ask(RequestMigration request, MigrationId id, IdempotencyKey key) {
    writing.write(new RequestPlan(request), id.toString(), key.of(KIND), key);
    return writing.shown(new PlanView(id, request, null), plans::remember, KIND + " " + id);
  }

  private static ResponseEntity<PlanJson> accepted(PlanView view, IdempotencyKey key) {
    return Answers.accepted(PATH, view.id(), key, PlanJson.of(view));
  }

  @Operation(summary = "One plan")
  @GetMapping("/{id}")
  PlanJson one(@PathVariable String id) {
    return PlanJson.of(Answers.found(KIND, id, MigrationId::parse, plans::find));
  }
}
