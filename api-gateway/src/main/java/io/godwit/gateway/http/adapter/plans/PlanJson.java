package io.godwit.gateway.http.adapter.plans;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.godwit.events.agent.AgentEvent.DirtiedIn;
import io.godwit.events.plan.PlanMade;
import io.godwit.gateway.http.adapter.exchange.Wire;
import io.godwit.gateway.http.adapter.migrations.MigrationJson;
import io.godwit.gateway.http.adapter.migrations.PolicyJson;
import io.godwit.gateway.http.adapter.migrations.ProgressJson.EtaJson;
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
    @Schema(description = "How fast it wrote to its memory just now; empty: not measured")
        @Nullable List<DirtiedJson> dirtied,
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
      @Nullable CourseJson course,
      @Schema(description = "Why it would be armed and told what it is, a sentence each")
          List<String> planned) {
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
          CourseJson.of(candidate.course()),
          candidate.planned());
    }
  }

  @Schema(name = "Weight", description = "One part of a score")
  record WeightJson(String name, double value, String reason) {
    static WeightJson of(PlanMade.Weight weight) {
      return new WeightJson(weight.name(), weight.value(), weight.reason());
    }
  }

  @Schema(name = "PredictedCourse")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record CourseJson(
      long totalMillis,
      long sentBytes,
      long downtimeMillis,
      String note,
      @Schema(description = "That it converges by itself, 0 to 1; absent: not known")
          @Nullable Double probability,
      @Schema(description = "As an interval; absent: not known, or it would not end")
          @Nullable EtaJson time,
      @Schema(
              description = "How it would end; absent: not known",
              allowableValues = {"pre-copy", "post-copy", "pause", "never"})
          @Nullable String expected) {
    static @Nullable CourseJson of(PlanMade.@Nullable Course course) {
      if (course == null) {
        return null;
      }
      var expected = course.expected();
      return new CourseJson(
          course.total().toMillis(),
          course.sent().count(),
          course.downtime().toMillis(),
          course.note(),
          course.probability(),
          EtaJson.of(course.time()),
          expected == null ? null : Wire.name(expected));
    }
  }

  @Schema(name = "Dirtied", description = "What was written to at least once in a period")
  record DirtiedJson(long periodMillis, long distinctBytes) {
    static DirtiedJson of(DirtiedIn dirtied) {
      return new DirtiedJson(dirtied.period().toMillis(), dirtied.distinct().count());
    }
  }

  static PlanJson of(PlanView view) {
    var made = view.made();
    return made == null
        ? new PlanJson(view.id().toString(), "pending", null, null, null, null, null, null, null)
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
        made.dirtied().stream().map(DirtiedJson::of).toList(),
        made.candidates().stream().map(CandidateJson::of).toList());
  }
}
