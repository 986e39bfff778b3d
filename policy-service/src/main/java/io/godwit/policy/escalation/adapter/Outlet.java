package io.godwit.policy.escalation.adapter;

import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentCommand.Escalate;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.EscalationEvent;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import io.godwit.policy.escalation.Decision;
import java.time.Clock;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes decisions: the command first, since it is what the guest waits for, then the fact. */
final class Outlet {
  static final String COMMANDS = "commands";
  static final String ESCALATIONS = "escalations";
  static final String DEAD_LETTERS = "dead-letters";
  private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);
  private static final String SOURCE = "urn:godwit:policy";

  private final ProcessorContext<String, byte[]> context;
  private final String prefix;
  private final PolicyMetrics metrics;
  private final Clock clock;

  Outlet(
      ProcessorContext<String, byte[]> context, String prefix, PolicyMetrics metrics, Clock clock) {
    this.context = context;
    this.prefix = prefix;
    this.metrics = metrics;
    this.clock = clock;
  }

  void send(Decision decision, @Nullable String traceparent) {
    var command = decision.command();
    var order = command.order();
    var id = "%s/%d/%d".formatted(order.migration(), order.attempt(), order.sequence());
    sendCommand(id, command, traceparent);
    var decided = decision.decided();
    if (decided == null) {
      metrics.sentAgain();
      LOG.warn("no answer from {}, sent again: {}", order.host(), command.escalation());
      return;
    }
    sendDecision(id, decided, traceparent);
    metrics.decided(decided);
    LOG.info(
        "migration {} attempt {}: {} because {}, refused {}",
        order.migration(),
        order.attempt(),
        decided.escalation(),
        decided.reason(),
        decided.refused());
  }

  private void sendCommand(String id, Escalate command, @Nullable String traceparent) {
    var event =
        new Received.Event<AgentCommand>(
            id + "/command", SOURCE, clock.instant(), traceparent, command);
    var key = command.order().host().toString();
    forward(EventRecords.write(Topics.COMMANDS, prefix, key, event), COMMANDS);
  }

  private void sendDecision(String id, EscalationDecided decided, @Nullable String traceparent) {
    var event =
        new Received.Event<EscalationEvent>(
            id + "/decision", SOURCE, decided.about().at(), traceparent, decided);
    var key = decided.about().migration().toString();
    forward(EventRecords.write(Topics.ESCALATIONS, prefix, key, event), ESCALATIONS);
  }

  private void forward(ProducerRecord<String, byte[]> written, String sink) {
    context.forward(
        new Record<>(written.key(), written.value(), clock.millis(), written.headers()), sink);
  }
}
