package io.godwit.policy.escalation;

import io.godwit.events.About;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.HostId;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.EscalationEvent;
import io.godwit.events.convergence.EscalationVerified;
import io.godwit.events.convergence.Prediction;
import io.godwit.events.migration.MigrationFigures;
import io.godwit.policy.lever.Levers;
import io.godwit.policy.lever.View;
import io.godwit.policy.steering.Choice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is recorded of decisions and of what came of them. */
final class Facts {
  private Facts() {}

  static EscalationDecided decided(
      About about,
      HostId source,
      EffectivePolicy policy,
      Choice choice,
      ConvergenceTrend trend,
      boolean shadow) {
    var expected = choice.expected();
    var eta = expected == null ? null : expected.eta();
    return new EscalationDecided(
        about,
        source,
        policy,
        choice.escalation(),
        choice.reason(),
        trend,
        expected == null || eta == null
            ? null
            : Duration.ofMillis(Math.round(View.seconds(expected) * 1000)),
        expected == null ? null : expected.downtime(),
        choice.refused(),
        shadow,
        choice.asItStands(),
        expected);
  }

  /** Nothing if it is not known where the guest runs. */
  static List<EscalationEvent> verified(
      Course course, Step step, boolean worked, String effect, Instant now) {
    var mandate = course.mandate();
    if (mandate == null) {
      return List.of();
    }
    var about = new About(course.migration(), course.attempt(), step.firstSequence(), now);
    return List.of(
        new EscalationVerified(
            about,
            mandate.source(),
            step.escalation(),
            worked,
            notNegative(Duration.between(step.sentAt(), now)),
            effect));
  }

  /** What the last step did to the end of a migration that completed. */
  static List<EscalationEvent> completed(Course course, MigrationFigures figures, Instant now) {
    var step = course.last();
    if (step == null) {
      return List.of();
    }
    var after = notNegative(Duration.between(step.sentAt(), now));
    var effect =
        "the migration was over %s after it%s%s"
            .formatted(
                said(after), expectedTime(step.expected()), downtime(figures, step.expected()));
    return verified(course, step, !(step.escalation() instanceof GiveUp), effect, now);
  }

  /** What it did to one that failed: only giving up is meant to end so. */
  static List<EscalationEvent> failed(Course course, String detail, Instant now) {
    var step = course.last();
    return step == null
        ? List.of()
        : verified(
            course, step, step.escalation() instanceof GiveUp, "it did not move: " + detail, now);
  }

  private static String expectedTime(@Nullable Prediction expected) {
    var eta = expected == null ? null : expected.eta();
    return eta == null
        ? ""
        : ", %s to %s were expected".formatted(said(eta.low()), said(eta.high()));
  }

  private static String downtime(MigrationFigures figures, @Nullable Prediction expected) {
    var downtime = figures.downtime();
    if (downtime == null) {
      return "";
    }
    var stood = "; the guest stood still for " + said(downtime);
    return expected == null
        ? stood
        : "%s, %s were expected".formatted(stood, said(expected.downtime()));
  }

  private static Duration notNegative(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  private static String said(Duration duration) {
    return Levers.said(duration.toMillis() / 1000.0);
  }
}
