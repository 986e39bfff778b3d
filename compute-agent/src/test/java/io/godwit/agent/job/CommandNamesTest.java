package io.godwit.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.Order.Issuer;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.wire.Topics;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandNamesTest {
  @Test
  void namesAreThoseOfTheWire() {
    var scene = new Scene();
    for (var command :
        List.of(
            scene.start(1),
            scene.abort(),
            scene.escalate(1, new Escalation.GiveUp()),
            scene.resume(),
            new AgentCommand.SetBandwidth(scene.order(Issuer.SCHEDULER, 1, 1), Scene.GUEST, null),
            new AgentCommand.ReleaseSource(
                scene.order(Issuer.SCHEDULER, 1, 1), Scene.GUEST, List.of()))) {
      assertThat(CommandNames.of(command)).isEqualTo(Topics.COMMANDS.typeOf(command));
    }
  }
}
