package io.godwit.policy.escalation.adapter;

import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.Order;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.CompletionDemanded;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topic;
import io.godwit.events.wire.Topics;
import io.godwit.policy.escalation.Course;
import io.godwit.policy.escalation.Escalations;
import io.godwit.policy.escalation.Reports;
import io.godwit.policy.escalation.Ruling;
import io.godwit.service.streams.DeadLetterRecords;
import io.godwit.service.trace.TraceScope;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From trends and reports to decisions and commands, at once. */
final class EscalationProcessor implements Processor<String, byte[], String, byte[]> {
  static final String NAME = "decide";
  private static final Logger LOG = LoggerFactory.getLogger(EscalationProcessor.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final DeadLetterRecords LETTERS = new DeadLetterRecords("policy-service");
  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final String prefix;
  private final EscalationProperties properties;
  private final PolicyMetrics metrics;
  private final Clock clock;
  private @Nullable ProcessorContext<String, byte[]> context;
  private @Nullable Courses courses;
  private @Nullable Outlet outlet;
  private @Nullable Escalations escalations;

  EscalationProcessor(
      String prefix, EscalationProperties properties, PolicyMetrics metrics, Clock clock) {
    this.prefix = prefix;
    this.properties = properties;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    this.courses = new Courses(context.getStateStore(Courses.STORE));
    this.escalations =
        new Escalations(
            properties.rules(),
            new PolicyDefinitions(context.getStateStore(PolicyDefinitions.STORE)));
    this.outlet = new Outlet(context, prefix, metrics, clock);
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> resend());
    context.schedule(
        SWEEP, PunctuationType.WALL_CLOCK_TIME, _ -> courses().forget(clock.instant(), properties));
  }

  @Override
  public void process(Record<String, byte[]> record) {
    var topic = context().recordMetadata().orElseThrow().topic();
    if (topic.equals(Topics.TRENDS.on(prefix))) {
      take(record, Topics.TRENDS, trend -> trend.about().migration(), trendRule(record));
    } else if (topic.equals(Topics.EVENTS.on(prefix))) {
      take(record, Topics.EVENTS, event -> event.about().migration(), this::onMigration);
    } else {
      take(record, Topics.AGENT_EVENTS, event -> event.about().migration(), this::onAgent);
    }
  }

  private <E> void take(
      Record<String, byte[]> record,
      Topic<E> topic,
      Function<E, MigrationId> migration,
      BiFunction<@Nullable Course, E, Ruling> rule) {
    switch (EventRecords.read(topic, record.headers(), record.value())) {
      case Received.Unreadable<E> unreadable -> refuse(record, unreadable.reason());
      case Received.Event<E> event -> {
        try (var _ = TraceScope.of(event.traceparent())) {
          var id = migration.apply(event.data());
          var kept = courses().of(id);
          var known = kept == null ? null : kept.course();
          var ruling = rule.apply(known, event.data());
          carryOut(id, known, ruling, event.traceparent());
        }
      }
    }
  }

  /** What is read late, after a stop of this service, is passed over: the next trend is soon. */
  private BiFunction<@Nullable Course, ConvergenceTrend, Ruling> trendRule(
      Record<String, byte[]> record) {
    boolean stale = clock.millis() - record.timestamp() > properties.staleAfter().toMillis();
    return (known, trend) -> stale ? new Ruling(known, null, List.of()) : onTrend(known, trend);
  }

  private Ruling onTrend(@Nullable Course known, ConvergenceTrend trend) {
    return escalations().onTrend(known, trend, clock.instant());
  }

  private Ruling onMigration(@Nullable Course known, MigrationEvent event) {
    var ruling = new Reports(escalations()).onMigration(known, event, clock.instant());
    boolean unmet =
        event instanceof CompletionDemanded
            && ruling.decision() == null
            && ruling.course() != null
            && !ruling.course().equals(known)
            && ruling.course().demand() == null;
    if (unmet) {
      metrics.unmet();
      LOG.warn(
          "migration {}: nothing allowed ends it at once, as was demanded",
          event.about().migration());
    }
    return ruling;
  }

  private Ruling onAgent(@Nullable Course known, AgentEvent event) {
    if (event instanceof AgentEvent.EscalationApplied applied) {
      metrics.answered("applied");
      LOG.info("applied: {} ({})", applied.escalation(), applied.effect());
    } else if (event instanceof AgentEvent.CommandRefused refused
        && refused.issuer() == Order.Issuer.POLICY) {
      metrics.answered(PolicyMetrics.tag(refused.reason()));
      LOG.info("refused as {}: {}", refused.reason(), refused.detail());
    }
    return new Reports(escalations()).onAgent(known, event, clock.instant());
  }

  private void carryOut(
      MigrationId id, @Nullable Course known, Ruling ruling, @Nullable String traceparent) {
    var course = ruling.course();
    if (course == null) {
      return;
    }
    var decision = ruling.decision();
    if (decision != null) {
      outlet().send(decision, traceparent);
    }
    for (var record : ruling.records()) {
      outlet().record(record, traceparent);
    }
    if (!course.equals(known)) {
      courses().keep(id, new Kept(course, traceparent));
    }
  }

  private void resend() {
    for (var kept : courses().withStep()) {
      try (var _ = TraceScope.of(kept.traceparent())) {
        var course = kept.course();
        var ruling = escalations().onTimer(course, clock.instant());
        carryOut(course.migration(), course, ruling, kept.traceparent());
      }
    }
  }

  private void refuse(Record<String, byte[]> record, String reason) {
    metrics.unreadable();
    var from = context().recordMetadata().orElseThrow();
    LOG.warn(
        "unreadable record {}-{}@{}: {}", from.topic(), from.partition(), from.offset(), reason);
    context().forward(LETTERS.of(record, from, reason), Outlet.DEAD_LETTERS);
  }

  private ProcessorContext<String, byte[]> context() {
    return Objects.requireNonNull(context, "init comes first");
  }

  private Escalations escalations() {
    return Objects.requireNonNull(escalations, "init comes first");
  }

  private Courses courses() {
    return Objects.requireNonNull(courses, "init comes first");
  }

  private Outlet outlet() {
    return Objects.requireNonNull(outlet, "init comes first");
  }
}
