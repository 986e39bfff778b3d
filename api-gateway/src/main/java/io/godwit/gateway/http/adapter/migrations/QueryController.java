package io.godwit.gateway.http.adapter.migrations;

import io.godwit.events.MigrationId;
import io.godwit.events.migration.MigrationEvent.MigrationPreempted;
import io.godwit.events.migration.QueueReported;
import io.godwit.gateway.evacuation.EvacuationView;
import io.godwit.gateway.evacuation.Evacuations;
import io.godwit.gateway.explanation.Explanation;
import io.godwit.gateway.explanation.Related;
import io.godwit.gateway.http.adapter.exchange.Answers;
import io.godwit.gateway.projection.HistoryEntry;
import io.godwit.gateway.projection.MigrationState;
import io.godwit.gateway.projection.MigrationView;
import io.godwit.gateway.projection.ReadModel;
import io.godwit.gateway.queue.Queue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.Parameters;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is known of migrations. */
@RestController
@RequestMapping(path = QueryController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "migrations", description = "Guests on the move")
class QueryController {
  static final String PATH = "/api/v1/migrations";
  static final String KIND = "migration";
  private final ReadModel readModel;
  private final Queue queue;
  private final Evacuations evacuations;

  QueryController(ReadModel readModel, Queue queue, Evacuations evacuations) {
    this.readModel = readModel;
    this.queue = queue;
    this.evacuations = evacuations;
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
    var found = readModel.list(query.state(), query.guest(), query.limit());
    var places = places(found);
    return new MigrationsJson(
        found.stream().map(view -> MigrationJson.of(view, places.get(view.id()))).toList());
  }

  @Operation(summary = "One migration")
  @GetMapping("/{id}")
  MigrationJson one(@PathVariable String id) {
    var view = find(readModel, id);
    return MigrationJson.of(view, places(List.of(view)).get(view.id()));
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
    var history = readModel.history(view.id());
    var explanation = Explanation.of(view, history, related(view, history));
    return ExplanationJson.of(view.id().toString(), explanation);
  }

  /** The places in the queue, if any of these waits there. */
  private Map<MigrationId, QueueReported.Place> places(List<MigrationView> views) {
    return views.stream().noneMatch(view -> view.state() == MigrationState.QUEUED)
        ? Map.of()
        : queue.latest().stream()
            .flatMap(report -> report.places().stream())
            .collect(
                Collectors.toMap(QueueReported.Place::migration, place -> place, (one, _) -> one));
  }

  private Related related(MigrationView view, List<HistoryEntry> history) {
    var guests = new HashMap<MigrationId, String>();
    for (var entry : history) {
      if (entry.told() instanceof HistoryEntry.Lived(MigrationPreempted preempted)) {
        readModel
            .find(preempted.by())
            .ifPresent(other -> guests.put(other.id(), other.guestName()));
      }
    }
    var asked = view.asked();
    var evacuation = asked == null ? null : EvacuationView.named(asked.by());
    return new Related(
        evacuation == null ? null : evacuations.find(evacuation).orElse(null), guests);
  }

  static MigrationView find(ReadModel readModel, String id) {
    return Answers.found(KIND, id, MigrationId::parse, readModel::find);
  }
}
