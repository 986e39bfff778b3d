package io.godwit.policy.escalation;

import io.godwit.convergence.policy.Effective;
import io.godwit.events.About;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.EscalationEvent;
import io.godwit.policy.escalation.Course.Stage;
import io.godwit.policy.lever.Rules;
import io.godwit.policy.replay.Shadow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policies that decide beside the acting ones and are only recorded. */
record Shadows(Rules rules, Definitions definitions) {

  Course see(Course course, ConvergenceTrend trend, Instant now, List<EscalationEvent> records) {
    var mandate = course.mandate();
    var shadow = course.shadow() == null ? begun(mandate, trend) : course.shadow();
    if (mandate == null || shadow == null || course.stage() != Stage.OPEN) {
      return course;
    }
    var moved = shadow.see(trend, rules, mandate.expectedToConverge());
    var choice = moved.choice();
    if (choice == null) {
      return course.shadowed(moved.shadow(), course.commands());
    }
    long sequence = course.commands() + 1;
    var about = new About(course.migration(), course.attempt(), sequence, now);
    records.add(Facts.decided(about, mandate.source(), shadow.policy(), choice, trend, true));
    return course.shadowed(moved.shadow(), sequence);
  }

  private @Nullable Shadow begun(@Nullable Mandate mandate, ConvergenceTrend trend) {
    var name = mandate == null ? null : mandate.policy().shadow();
    var definition = name == null ? null : definitions.of(name);
    if (definition == null) {
      return null;
    }
    var start = trend.about().at().minus(trend.elapsed());
    var effective =
        Effective.of(
            definition, trend.memoryTotal(), trend.diskTotal(), start, null, null, List.of());
    return Shadow.begin(effective.policy());
  }
}
