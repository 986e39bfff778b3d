package io.godwit.policy.escalation.adapter;

import io.godwit.events.About;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentCommand.Escalate;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.EscalationEvent;
import io.godwit.events.convergence.EscalationVerified;
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
    if (command != null) {
      sendCommand(command, traceparent);
    }
    var decided = decision.decided();
    if (decided != null) {
      record(decided, traceparent);
    } else if (command != null) {
      metrics.sentAgain();
      LOG.warn("no answer from {}, sent again: {}", command.order().host(), command.escalation());
    }
  }

  /** What is only a fact. */
  void record(EscalationEvent fact, @Nullable String traceparent) {
    var about = fact.about();
    switch (fact) {
      case EscalationDecided decided -> {
        sendFact(id(about, "decision"), decided, traceparent);
        metrics.decided(decided);
        LOG.info(
            "migration {} attempt {}: {}{} because {}, refused {}",
            about.migration(),
            about.attempt(),
            decided.shadow() ? decided.policy().name() + " would take " : "",
            decided.escalation(),
            decided.reason(),
            decided.refused());
      }
      case EscalationVerified verified -> {
        sendFact(id(about, "verified/" + verified.about().at()), verified, traceparent);
        metrics.verified(verified);
        LOG.info(
            "migration {} attempt {}: {} {}: {}",
            about.migration(),
            about.attempt(),
            verified.escalation(),
            verified.worked() ? "worked" : "did not work",
            verified.effect());
      }
    }
  }

  private static String id(About about, String what) {
    return "%s/%d/%d/%s".formatted(about.migration(), about.attempt(), about.sequence(), what);
  }

  private void sendCommand(Escalate command, @Nullable String traceparent) {
    var order = command.order();
    var id = "%s/%d/%d/command".formatted(order.migration(), order.attempt(), order.sequence());
    var event = new Received.Event<AgentCommand>(id, SOURCE, clock.instant(), traceparent, command);
    var key = order.host().toString();
    forward(EventRecords.write(Topics.COMMANDS, prefix, key, event), COMMANDS);
  }

  private void sendFact(String id, EscalationEvent fact, @Nullable String traceparent) {
    var event =
        new Received.Event<EscalationEvent>(id, SOURCE, fact.about().at(), traceparent, fact);
    var key = fact.about().migration().toString();
    forward(EventRecords.write(Topics.ESCALATIONS, prefix, key, event), ESCALATIONS);
  }

  private void forward(ProducerRecord<String, byte[]> written, String sink) {
    context.forward(
        new Record<>(written.key(), written.value(), clock.millis(), written.headers()), sink);
  }
}
