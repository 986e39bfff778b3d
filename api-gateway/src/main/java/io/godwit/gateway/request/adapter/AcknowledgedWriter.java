package io.godwit.gateway.request.adapter;

import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topic;
import io.godwit.gateway.request.RequestLog.Outcome;
import io.godwit.gateway.topics.TopicPrefix;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Writes what people ask for, with the trace of the HTTP request that brought it, and waits. */
@Component
class AcknowledgedWriter {
  private static final Logger log = LoggerFactory.getLogger(AcknowledgedWriter.class);
  private final KafkaTemplate<String, byte[]> kafka;
  private final TopicPrefix prefix;
  private final RequestsProperties properties;
  private final Clock clock;
  private final ObjectProvider<Tracer> tracer;
  private final MeterRegistry meters;

  AcknowledgedWriter(
      KafkaTemplate<String, byte[]> kafka,
      TopicPrefix prefix,
      RequestsProperties properties,
      Clock clock,
      ObjectProvider<Tracer> tracer,
      MeterRegistry meters) {
    this.kafka = kafka;
    this.prefix = prefix;
    this.properties = properties;
    this.clock = clock;
    this.tracer = tracer;
    this.meters = meters;
  }

  /**
   * @param subject the record's key
   * @param id of the event, unique for this gateway's principal
   */
  <E> Outcome write(Topic<E> topic, String subject, String id, E data) {
    var event = new Received.Event<>(id, properties.source(), clock.instant(), traceparent(), data);
    var outcome = write(topic, subject, event);
    var result = outcome instanceof Outcome.Written ? "written" : "not-acknowledged";
    var type = topic.typeOf(data);
    meters.counter("godwit.gateway.requests", "type", type, "outcome", result).increment();
    log.info("{} {} for {}", result, type, subject);
    return outcome;
  }

  private <E> Outcome write(Topic<E> topic, String subject, Received.Event<E> event) {
    var record = EventRecords.write(topic, prefix.value(), subject, event);
    var limit = properties.acknowledgementLimit();
    try {
      kafka.send(record).get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new Outcome.Written();
    } catch (TimeoutException e) {
      return notAcknowledged(
          "the broker did not acknowledge it within " + limit.toMillis() + " ms", e);
    } catch (ExecutionException | KafkaException | org.springframework.kafka.KafkaException e) {
      return notAcknowledged("the broker did not take it", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return notAcknowledged("the gateway is stopping", e);
    }
  }

  private static Outcome notAcknowledged(String detail, Exception e) {
    log.warn("a request was not acknowledged: {}", detail, e);
    return new Outcome.NotAcknowledged(detail);
  }

  /** W3C trace context of the span that runs now; absent where none does. */
  private @Nullable String traceparent() {
    var current = tracer.getIfAvailable();
    var span = current == null ? null : current.currentSpan();
    if (span == null) {
      return null;
    }
    var context = span.context();
    var flags = Boolean.TRUE.equals(context.sampled()) ? "01" : "00";
    return "00-%s-%s-%s".formatted(context.traceId(), context.spanId(), flags);
  }
}
