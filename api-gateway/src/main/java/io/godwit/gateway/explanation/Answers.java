package io.godwit.gateway.explanation;

import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.CommandRefused;
import io.godwit.events.agent.AgentEvent.EscalationApplied;
import io.godwit.events.agent.Order;
import java.util.List;

/** What the agents answered to the policy's steps. */
final class Answers {
  private Answers() {}

  static List<String> tell(AgentEvent answer) {
    if (answer instanceof EscalationApplied applied) {
      return List.of(
          "Host %s did it: %s".formatted(applied.host(), Words.ending(applied.effect())));
    }
    if (answer instanceof CommandRefused refused && refused.issuer() == Order.Issuer.POLICY) {
      return List.of(
          "Host %s did not do it (%s): %s"
              .formatted(
                  refused.host(), Words.of(refused.reason()), Words.ending(refused.detail())));
    }
    return List.of();
  }
}
