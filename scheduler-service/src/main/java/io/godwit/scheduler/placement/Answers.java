package io.godwit.scheduler.placement;

import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.plan.PlanMade.Weight;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a host's worst answer so far counts. */
final class Answers {
  private Answers() {}

  /** From a firm no to a firm yes; one half where the host was not asked. */
  static double value(@Nullable Answer worst) {
    return switch (worst) {
      case NO -> 0;
      case PROBABLY_NO -> 0.25;
      case null -> 0.5;
      case NO_IDEA -> 0.5;
      case PROBABLY_YES -> 0.75;
      case YES -> 1;
    };
  }

  static Weight weight(@Nullable Answer worst, double weight) {
    var words =
        worst == null
            ? "it was not asked yet"
            : "its worst answer was " + worst.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return new Weight("answers", weight * value(worst), words);
  }
}
