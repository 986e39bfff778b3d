package io.godwit.events.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Events as Kafka records: CloudEvents 1.0 in binary mode, JSON, and back. */
public final class EventRecords {
  public static final String TRACEPARENT = "traceparent";
  private static final String JSON = "application/json";

  private EventRecords() {}

  /**
   * @param prefix of the deployment's topics
   * @param key the record's key, as the topic wants it
   */
  public static <E> ProducerRecord<String, byte[]> write(
      Topic<E> topic, String prefix, String key, Received.Event<E> event) {
    var attributes =
        CloudEventBuilder.v1()
            .withId(event.id())
            .withSource(URI.create(event.source()))
            .withType(topic.typeOf(event.data()))
            .withSubject(key)
            .withData(JSON, EventJson.strict().writeValueAsBytes(event.data()));
    Instant time = event.time();
    if (time != null) {
      attributes = attributes.withTime(time.atOffset(ZoneOffset.UTC));
    }
    ProducerRecord<String, byte[]> record =
        KafkaMessageFactory.<String>createWriter(topic.on(prefix), key)
            .writeBinary(attributes.build());
    var traceparent = event.traceparent();
    if (traceparent != null) {
      record.headers().add(TRACEPARENT, traceparent.getBytes(UTF_8));
    }
    return record;
  }

  public static <E> Received<E> read(Topic<E> topic, ConsumerRecord<String, byte[]> record) {
    return read(topic, record.headers(), record.value());
  }

  /** Never throws on what a record contains: whatever is wrong is returned as its reason. */
  public static <E> Received<E> read(Topic<E> topic, Headers headers, byte @Nullable [] value) {
    if (value == null) {
      return new Received.Unreadable<>(null, "the record has no value");
    }
    if (headers.lastHeader("ce_specversion") == null) {
      return new Received.Unreadable<>(
          "ce_specversion", "ce_specversion is missing: not a CloudEvent in binary mode");
    }
    try {
      var event = KafkaMessageFactory.createReader(headers, value).toEvent();
      return read(topic, event, value, text(headers.lastHeader(TRACEPARENT)));
    } catch (CloudEventRWException | IllegalArgumentException e) {
      return new Received.Unreadable<>(null, "no CloudEvent: " + e.getMessage());
    } catch (IllegalStateException e) {
      return new Received.Unreadable<>(null, "an attribute is missing: " + e.getMessage());
    }
  }

  private static <E> Received<E> read(
      Topic<E> topic, CloudEvent event, byte[] value, @Nullable String traceparent) {
    var type = topic.typeNamed(event.getType());
    if (type == null) {
      return new Received.Unreadable<>(
          "ce_type",
          "ce_type '%s' is none of %s".formatted(event.getType(), topic.types().keySet()));
    }
    var time = event.getTime();
    try {
      var json = topic.strict() ? EventJson.strict() : EventJson.tolerant();
      E data = json.readValue(value, type);
      if (data == null) {
        return new Received.Unreadable<>(null, "the value is JSON null");
      }
      return new Received.Event<>(
          event.getId(),
          event.getSource().toString(),
          time == null ? null : time.toInstant(),
          traceparent,
          data);
    } catch (JacksonException e) {
      var problem = EventJson.problem(e);
      return new Received.Unreadable<>(problem.field(), problem.toString());
    }
  }

  private static @Nullable String text(@Nullable Header header) {
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
