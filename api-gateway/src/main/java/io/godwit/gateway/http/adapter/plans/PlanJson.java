package io.godwit.gateway.http.adapter.plans;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.godwit.events.plan.PlanMade;
import io.godwit.gateway.http.adapter.migrations.MigrationJson;
import io.godwit.gateway.http.adapter.migrations.PolicyJson;
import io.godwit.gateway.http.adapter.migrations.SettingsJson;
import io.godwit.gateway.plan.PlanView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "Plan",
    description = "What would happen, host by host. Nothing was changed, nothing is reserved.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlanJson(
    String id,
    @Schema(allowableValues = {"pending", "made"}) String state,
    @Schema(description = "When it was made") @Nullable Instant at,
    @Schema(description = "Absent: it was not found") MigrationJson.@Nullable Guest guest,
    @Schema(description = "Where it runs") @Nullable String source,
    @Schema(description = "That would apply") @Nullable PolicyJson policy,
    @Schema(description = "Why no migration would be accepted at all; absent: one would")
        @Nullable RefusalJson refusal,
    @Schema(description = "In the order of choice; those that would be refused last")
        @Nullable List<CandidateJson> candidates) {

  @Schema(name = "PlanRefusal")
  record RefusalJson(@Schema(description = "The field at fault") String field, String detail) {
    static @Nullable RefusalJson of(PlanMade.@Nullable Refusal refusal) {
      return refusal == null ? null : new RefusalJson(refusal.field(), refusal.detail());
    }
  }

  @Schema(name = "Candidate")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record CandidateJson(
      String host,
      @Schema(description = "Whether the guest could go there") boolean suitable,
      @Schema(description = "In words") String verdict,
      @Schema(description = "The higher, the better; absent: not suitable") @Nullable Double score,
      @Schema(description = "What the score is made of") List<WeightJson> weights,
      @Schema(description = "Empty: the inventory alone ruled it out, or it was silent")
          List<FactJson> facts,
      @Nullable ClaimsJson claims,
      @Nullable SettingsJson settings,
      @Nullable CourseJson course) {
    static CandidateJson of(PlanMade.Candidate candidate) {
      var settings = candidate.settings();
      return new CandidateJson(
          candidate.host().value(),
          candidate.suitable(),
          candidate.verdict(),
          candidate.score(),
          candidate.weights().stream().map(WeightJson::of).toList(),
          candidate.facts().stream().map(FactJson::of).toList(),
          ClaimsJson.of(candidate.claims()),
          settings == null ? null : SettingsJson.of(settings),
          CourseJson.of(candidate.course()));
    }
  }

  @Schema(name = "Weight", description = "One part of a score")
  record WeightJson(String name, double value, String reason) {
    static WeightJson of(PlanMade.Weight weight) {
      return new WeightJson(weight.name(), weight.value(), weight.reason());
    }
  }

  @Schema(name = "PredictedCourse")
  record CourseJson(long totalMillis, long sentBytes, long downtimeMillis, String note) {
    static @Nullable CourseJson of(PlanMade.@Nullable Course course) {
      return course == null
          ? null
          : new CourseJson(
              course.total().toMillis(),
              course.sent().count(),
              course.downtime().toMillis(),
              course.note());
    }
  }

  static PlanJson of(PlanView view) {
    var made = view.made();
    return made == null
        ? new PlanJson(view.id().toString(), "pending", null, null, null, null, null, null)
        : of(made);
  }

  private static PlanJson of(PlanMade made) {
    var guest = made.guest();
    var source = made.source();
    var policy = made.policy();
    return new PlanJson(
        made.plan().toString(),
        "made",
        made.at(),
        guest == null ? null : MigrationJson.Guest.of(guest),
        source == null ? null : source.value(),
        policy == null ? null : PolicyJson.of(policy),
        RefusalJson.of(made.refusal()),
        made.candidates().stream().map(CandidateJson::of).toList());
  }
}
