package io.godwit.policy;

import static io.godwit.policy.escalation.Scene.ID;
import static io.godwit.policy.escalation.Scene.plateau;
import static io.godwit.policy.escalation.Scene.running;
import static io.godwit.policy.escalation.Scene.standard;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentCommand.Escalate;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.wire.Topics;
import io.godwit.service.testing.RunningService;
import io.godwit.service.testing.TestBus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole service on a real broker. */
@Timeout(120)
class PolicyServiceTest {
  @Test
  void plateauIsAnsweredByACommandAndARestartSendsItAgainUnlessItIsAnswered() throws Exception {
    try (var bus = new TestBus()) {
      try (var service = start(bus)) {
        bus.send(Topics.TRENDS, ID.toString(), plateau(1, 2, 250));
        bus.send(Topics.EVENTS, ID.toString(), running(standard(), 1, 6));
        bus.listen(Topics.COMMANDS.on(bus.prefix()));
        assertThat(escalate(bus.next(Topics.COMMANDS)).escalation())
            .isEqualTo(new SwitchToPostCopy());
        bus.listen(Topics.ESCALATIONS.on(bus.prefix()));
        assertThat(bus.next(Topics.ESCALATIONS).about().sequence()).isEqualTo(1);
        assertThat(service.get("/actuator/health/readiness")).contains("\"RUNNING\"");
        assertThat(service.get("/actuator/prometheus"))
            .contains("godwit_policy_decisions_total{escalation=\"switch-to-post-copy\"");
      }
      try (var again = start(bus)) {
        bus.listen(Topics.COMMANDS.on(bus.prefix()));
        assertThat(bus.next(Topics.COMMANDS).order().sequence()).isEqualTo(1);
        assertThat(bus.next(Topics.COMMANDS).order().sequence()).isEqualTo(2);
        assertThat(again.isActive()).isTrue();
      }
    }
  }

  private static Escalate escalate(AgentCommand command) {
    assertThat(command).isInstanceOf(Escalate.class);
    return (Escalate) command;
  }

  private static RunningService start(TestBus bus) {
    return RunningService.start(PolicyApplication.class, bus, "--policy.escalation.patience=0s");
  }
}
