package io.godwit.gateway.explanation;

import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.CommandRefused;
import io.godwit.events.agent.AgentEvent.EscalationApplied;
import io.godwit.events.agent.AgentEvent.SourceReleased;
import io.godwit.events.agent.Order;
import java.util.ArrayList;
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
    return answer instanceof SourceReleased released ? released(released) : List.of();
  }

  private static List<String> released(SourceReleased released) {
    var sentences = new ArrayList<String>();
    if (!released.removed().isEmpty()) {
      sentences.add(
          "Host %s removed what was copied from there: %s."
              .formatted(released.host(), String.join(", ", released.removed())));
    }
    if (!released.kept().isEmpty()) {
      sentences.add(
          "Host %s kept: %s."
              .formatted(released.host(), Words.inside(String.join("; ", released.kept()))));
    }
    return sentences;
  }
}
