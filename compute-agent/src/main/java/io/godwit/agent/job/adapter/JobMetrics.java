package io.godwit.agent.job.adapter;

import static java.util.Locale.ROOT;

import io.godwit.agent.job.CommandNames;
import io.godwit.agent.job.Told;
import io.godwit.events.agent.AgentCommand.Escalate;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.CommandRefused;
import io.godwit.events.agent.AgentEvent.MigrationEnded;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts what the agent was told and what it did. */
public final class JobMetrics {
  private final MeterRegistry registry;

  public JobMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void commanded(Told told) {
    registry
        .counter("godwit.agent.commands", "command", CommandNames.of(told.command()))
        .increment();
  }

  void told(AgentEvent event) {
    switch (event) {
      case CommandRefused refused ->
          registry
              .counter(
                  "godwit.agent.refusals",
                  "command",
                  refused.command(),
                  "reason",
                  tag(refused.reason()))
              .increment();
      case MigrationEnded ended ->
          registry.counter("godwit.agent.migrations", "outcome", tag(ended.outcome())).increment();
      default -> {}
    }
  }

  void sampled() {
    registry.counter("godwit.agent.samples").increment();
  }

  /** From the command's arrival to its answer. */
  void dealtWith(Told told, Duration time) {
    if (told.command() instanceof Escalate) {
      Timer.builder("godwit.agent.escalation.apply").register(registry).record(time);
    }
  }

  private static String tag(Enum<?> value) {
    return value.name().toLowerCase(ROOT).replace('_', '-');
  }
}
