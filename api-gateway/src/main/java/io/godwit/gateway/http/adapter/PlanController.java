package io.godwit.gateway.http.adapter;

import io.godwit.events.InvalidField;
import io.godwit.events.MigrationId;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.request.MigrationRequest.RequestPlan;
import io.godwit.gateway.plan.PlanAdmission;
import io.godwit.gateway.plan.PlanView;
import io.godwit.gateway.plan.Plans;
import io.godwit.gateway.problem.Problem;
import io.godwit.gateway.projection.ReadModel;
import io.godwit.gateway.request.Fleet;
import io.godwit.gateway.request.IdempotencyKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/plans", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "plans", description = "What would happen if a guest were to move")
class PlanController {
  private static final Logger log = LoggerFactory.getLogger(PlanController.class);
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
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = RequestJson.class))),
      responses =
          @ApiResponse(
              responseCode = "202",
              description = "Asked for; Location has the plan",
              content = @Content(schema = @Schema(implementation = PlanJson.class))))
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<PlanJson> plan(
      @Parameter(description = "1 to 200 visible ASCII characters; absent: made up and returned")
          @RequestHeader(name = IdempotencyKey.HEADER, required = false)
          @Nullable String givenKey,
      @Parameter(hidden = true) InputStream body)
      throws IOException {
    var key = Writing.key(givenKey);
    var request = BodyReader.readMigration(body);
    var id = writing.migrationId(key.of(KIND));
    var fleet = Fleet.of(readModel.hosts(), readModel.lastMove(request.guest()).orElse(null));
    return switch (PlanAdmission.of(request, plans.find(id).orElse(null), fleet)) {
      case PlanAdmission.Asked _ -> accepted(ask(request, id, key), key);
      case PlanAdmission.Made made -> accepted(made.plan(), key);
      case PlanAdmission.Reused reused ->
          throw new Problem(Problem.Kind.CONFLICT, IdempotencyKey.HEADER, reused.detail())
              .refused();
      case PlanAdmission.Pointless no ->
          throw new Problem(Problem.Kind.UNPROCESSABLE, no.field(), no.field() + ": " + no.detail())
              .refused();
    };
  }

  private PlanView ask(RequestMigration request, MigrationId id, IdempotencyKey key) {
    writing.write(new RequestPlan(request), id.toString(), key.of(KIND), key);
    var view = new PlanView(id, request, null);
    try {
      plans.remember(view);
    } catch (RuntimeException e) {
      log.warn("plan {} is asked for, but not shown until it is made", id, e);
    }
    return view;
  }

  private static ResponseEntity<PlanJson> accepted(PlanView view, IdempotencyKey key) {
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/plans/" + view.id()))
        .header(IdempotencyKey.HEADER, key.value())
        .body(PlanJson.of(view));
  }

  @Operation(summary = "One plan")
  @GetMapping("/{id}")
  PlanJson one(@PathVariable String id) {
    MigrationId parsed;
    try {
      parsed = MigrationId.parse(id);
    } catch (InvalidField invalid) {
      throw unknown("id " + invalid.problem());
    }
    return plans
        .find(parsed)
        .map(PlanJson::of)
        .orElseThrow(() -> unknown("there is no plan with id " + id));
  }

  private static Problem.Refused unknown(String detail) {
    return new Problem(Problem.Kind.NOT_FOUND, "id", detail).refused();
  }
}
