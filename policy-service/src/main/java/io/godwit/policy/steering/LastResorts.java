package io.godwit.policy.steering;

import io.godwit.convergence.model.Lever;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.policy.lever.StepKind;
import io.godwit.policy.lever.View;
import java.util.Optional;

/** What happens where nothing allowed suffices. */
final class LastResorts {
  private LastResorts() {}

  static Optional<Choice> of(View view, Options options) {
    return switch (view.policy().lastResort()) {
      case KEEP_RUNNING -> Optional.empty();
      case ABORT ->
          view.track().excluded(StepKind.GIVE_UP, 0) != null
              ? Optional.empty()
              : Optional.of(options.choose(new GiveUp(), DecisionReason.HOPELESS, null));
      case PAUSE ->
          view.track().excluded(StepKind.PAUSE, 0) != null
              ? Optional.empty()
              : Optional.of(
                  options.choose(
                      new Pause(view.policy().pauseBudget()),
                      DecisionReason.HOPELESS,
                      view.predicted(new Lever.Pause())));
    };
  }
}
