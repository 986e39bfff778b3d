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
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

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
        assertThat(get(service, "/actuator/health/readiness")).contains("\"RUNNING\"");
        assertThat(get(service, "/actuator/prometheus"))
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

  private static int port(ConfigurableApplicationContext service) {
    return Integer.parseInt(
        Objects.requireNonNull(service.getEnvironment().getProperty("local.server.port")));
  }

  private static String get(ConfigurableApplicationContext service, String path)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + port(service) + path);
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static ConfigurableApplicationContext start(TestBus bus) {
    return SpringApplication.run(PolicyApplication.class, bus.arguments().toArray(new String[0]));
  }
}
