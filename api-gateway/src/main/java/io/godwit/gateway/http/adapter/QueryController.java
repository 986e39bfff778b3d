package io.godwit.gateway.http.adapter;

import io.godwit.events.InvalidField;
import io.godwit.events.MigrationId;
import io.godwit.gateway.explanation.Explanation;
import io.godwit.gateway.problem.Problem;
import io.godwit.gateway.projection.MigrationView;
import io.godwit.gateway.projection.ReadModel;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.Parameters;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is known of migrations. */
@RestController
@RequestMapping(path = "/api/v1/migrations", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "migrations", description = "Guests on the move")
class QueryController {
  private final ReadModel readModel;

  QueryController(ReadModel readModel) {
    this.readModel = readModel;
  }

  @Operation(summary = "Migrations, the newest first")
  @Parameters({
    @Parameter(name = "state", description = "Only those in this state", example = "running"),
    @Parameter(name = "guest", description = "Only those of this guest, by name or UUID"),
    @Parameter(
        name = "limit",
        description = "At most so many, 1 to 1000",
        schema = @Schema(type = "integer", defaultValue = "100"))
  })
  @GetMapping
  MigrationsJson list(@Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
    var query = ListQuery.of(parameters);
    return new MigrationsJson(
        readModel.list(query.state(), query.guest(), query.limit()).stream()
            .map(MigrationJson::of)
            .toList());
  }

  @Operation(summary = "One migration")
  @GetMapping("/{id}")
  MigrationJson one(@PathVariable String id) {
    return MigrationJson.of(find(readModel, id));
  }

  @Operation(summary = "What happened to it, and what was decided, in order")
  @GetMapping("/{id}/events")
  EventsJson events(@PathVariable String id) {
    return EventsJson.of(readModel.history(find(readModel, id).id()));
  }

  @Operation(summary = "The same as sentences for people")
  @GetMapping("/{id}/explanation")
  ExplanationJson explanation(@PathVariable String id) {
    var view = find(readModel, id);
    var explanation = Explanation.of(view, readModel.history(view.id()));
    return ExplanationJson.of(view.id().toString(), explanation);
  }

  static MigrationView find(ReadModel readModel, String id) {
    MigrationId parsed;
    try {
      parsed = MigrationId.parse(id);
    } catch (InvalidField invalid) {
      throw unknown("id " + invalid.problem());
    }
    return readModel.find(parsed).orElseThrow(() -> unknown("there is no migration with id " + id));
  }

  private static Problem.Refused unknown(String detail) {
    return new Problem(Problem.Kind.NOT_FOUND, "id", detail).refused();
  }
}
