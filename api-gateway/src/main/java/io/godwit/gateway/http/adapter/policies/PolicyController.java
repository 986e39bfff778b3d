package io.godwit.gateway.http.adapter.policies;

import io.godwit.convergence.policy.ShippedDefinitions;
import io.godwit.events.InvalidField;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.gateway.http.adapter.exchange.Answers;
import io.godwit.gateway.http.adapter.exchange.BodyReader;
import io.godwit.gateway.http.adapter.exchange.Writing;
import io.godwit.gateway.policy.Policies;
import io.godwit.gateway.policy.PolicyBook;
import io.godwit.gateway.policy.PolicyChange;
import io.godwit.gateway.policy.PolicyLog;
import io.godwit.gateway.policy.Precondition;
import io.godwit.gateway.problem.Problem;
import io.godwit.gateway.request.RequestLog;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.Parameters;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = PolicyController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "policies", description = "What may be done to migrations")
class PolicyController {
  static final String PATH = "/api/v1/policies";

  /** What the path of the question which policy applies ends with. */
  private static final String RESERVED = "match";

  private static final String TAG = "The version that was read, in quotation marks, as \"3\"";
  private final Policies policies;
  private final PolicyLog log;
  private final Writing writing;

  PolicyController(Policies policies, PolicyLog log, Writing writing) {
    this.policies = policies;
    this.log = log;
    this.writing = writing;
  }

  @Operation(summary = "All policies, those that are shipped too")
  @GetMapping
  PoliciesJson all() {
    return new PoliciesJson(book().entries().stream().map(DefinitionJson::of).toList());
  }

  @Operation(summary = "One policy with its versions; its ETag is its version")
  @GetMapping("/{name}")
  ResponseEntity<VersionsJson> one(@PathVariable String name) {
    var found = book().find(name).orElseThrow(() -> unknown(name));
    var versions = new ArrayList<DefinitionJson>();
    policies.versions(name).forEach(one -> versions.add(DefinitionJson.of(one, false)));
    ShippedDefinitions.list().stream()
        .filter(one -> one.name().equals(name))
        .forEach(one -> versions.add(DefinitionJson.of(one, true)));
    return ResponseEntity.ok()
        .eTag(tag(found.definition()))
        .body(new VersionsJson(DefinitionJson.of(found), versions));
  }

  @Operation(summary = "Which policy a migration would be given now, and why")
  @Parameters({
    @Parameter(
        name = "reason",
        description = "Why the guest moves",
        schema =
            @Schema(
                allowableValues = {"evacuation", "maintenance", "user", "rebalance"},
                defaultValue = "user")),
    @Parameter(
        name = "class",
        description = "What the guest tolerates",
        schema =
            @Schema(
                allowableValues = {"critical", "standard", "batch"},
                defaultValue = "standard")),
    @Parameter(name = "project", description = "Whose the guest is; absent: nobody's"),
    @Parameter(
        name = "label",
        description = "Of the guest's metadata, any number of times",
        example = "tier=gold")
  })
  @GetMapping("/" + RESERVED)
  MatchJson match(
      @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
    var query = MatchQuery.of(parameters);
    var choice = book().choose(query.reason(), query.guestClass(), query.project(), query.labels());
    return new MatchJson(DefinitionJson.of(choice.entry()), choice.why());
  }

  @Operation(
      summary = "Make a policy, or its next version",
      description =
          "Migrations that run keep the version that they started with. One with a shipped policy's"
              + " name takes its place. 412: another version is there than the headers say.",
      requestBody =
          @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = DefinitionBody.class))))
  @PutMapping(path = "/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<DefinitionJson> put(
      @PathVariable String name,
      @Parameter(description = TAG) @RequestHeader(name = Precondition.MATCH, required = false)
          @Nullable String match,
      @Parameter(description = "*: there must be none yet")
          @RequestHeader(name = Precondition.NONE_MATCH, required = false)
          @Nullable String noneMatch,
      @Parameter(hidden = true) InputStream body)
      throws IOException {
    if (name.equals(RESERVED)) {
      throw new InvalidField("name", "must not be '" + RESERVED + "'");
    }
    var wanted = BodyReader.read(body, PolicyChange.Wanted.class, "a JSON object");
    var shadow = wanted.shadow();
    if (shadow != null && !shadow.equals(name) && !book().hasInForce(shadow)) {
      throw Answers.impossible("shadow", "there is no policy '%s'".formatted(shadow));
    }
    return changed(name, Precondition.of(match, noneMatch), wanted);
  }

  @Operation(
      summary = "Retire a policy",
      description =
          "It no longer applies to new migrations. Where no other does, the shipped one of the"
              + " guest's class and the reason does.")
  @DeleteMapping("/{name}")
  ResponseEntity<DefinitionJson> retire(
      @PathVariable String name,
      @Parameter(description = TAG) @RequestHeader(name = Precondition.MATCH, required = false)
          @Nullable String match) {
    return changed(name, Precondition.of(match, null), new PolicyChange.Retired());
  }

  private ResponseEntity<DefinitionJson> changed(
      String name, Precondition precondition, PolicyChange.Content content) {
    var change = new PolicyChange(name, precondition, content, writing.now(), writing.source());
    var made = policies.next(name, change::next, log);
    if (made.outcome() instanceof RequestLog.Outcome.NotAcknowledged no) {
      throw new Problem(
              Problem.Kind.UNAVAILABLE,
              null,
              no.detail()
                  + "; version %d may be there or not: read the policy before it is put again"
                      .formatted(made.definition().version()))
          .refused();
    }
    return ResponseEntity.ok()
        .eTag(tag(made.definition()))
        .body(DefinitionJson.of(made.definition(), false));
  }

  private PolicyBook book() {
    return new PolicyBook(policies.latest());
  }

  private static String tag(PolicyDefinition definition) {
    return "\"" + definition.version() + "\"";
  }

  private static Problem.Refused unknown(String name) {
    return new Problem(Problem.Kind.NOT_FOUND, "name", "there is no policy '%s'".formatted(name))
        .refused();
  }
}
