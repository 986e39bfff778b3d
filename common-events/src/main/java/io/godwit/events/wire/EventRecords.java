package io.godwit.events.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.events.InvalidField;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Events as Kafka records: CloudEvents 1.0 in binary mode, JSON, and back. */
public final class EventRecords {
  public static final String TRACEPARENT = "traceparent";
  private static final byte[] VERSION = "1.0".getBytes(UTF_8);
  private static final List<String> VERSIONS = List.of("1.0", "0.3");
  private static final byte[] JSON = "application/json".getBytes(UTF_8);

  private EventRecords() {}

  /**
   * @param prefix of the deployment's topics
   * @param key the record's key, as the topic wants it
   */
  public static <E> ProducerRecord<String, byte[]> write(
      Topic<E> topic, String prefix, String key, Received.Event<E> event) {
    var headers = new RecordHeaders();
    headers.add("ce_specversion", VERSION);
    add(headers, "ce_id", event.id());
    add(headers, "ce_source", event.source());
    add(headers, "ce_type", topic.typeOf(event.data()));
    add(headers, "ce_subject", key);
    Instant time = event.time();
    if (time != null) {
      add(headers, "ce_time", time.toString());
    }
    headers.add("content-type", JSON);
    var traceparent = event.traceparent();
    if (traceparent != null) {
      add(headers, TRACEPARENT, traceparent);
    }
    byte[] value = EventJson.strict().writeValueAsBytes(event.data());
    return new ProducerRecord<>(topic.on(prefix), null, key, value, headers);
  }

  private static void add(Headers headers, String name, String text) {
    headers.add(name, text.getBytes(UTF_8));
  }

  public static <E> Received<E> read(Topic<E> topic, ConsumerRecord<String, byte[]> record) {
    return read(topic, record.headers(), record.value());
  }

  /** Never throws on what a record contains: whatever is wrong is returned as its reason. */
  public static <E> Received<E> read(Topic<E> topic, Headers headers, byte @Nullable [] value) {
    if (value == null) {
      return new Received.Unreadable<>(null, "the record has no value");
    }
    var version = text(headers.lastHeader("ce_specversion"));
    if (version == null) {
      return new Received.Unreadable<>(
          "ce_specversion", "ce_specversion is missing: not a CloudEvent in binary mode");
    }
    if (!VERSIONS.contains(version)) {
      return new Received.Unreadable<>(
          "ce_specversion", "ce_specversion '%s' is none of %s".formatted(version, VERSIONS));
    }
    try {
      var id = required(headers, "ce_id");
      var source = required(headers, "ce_source");
      var type = topic.typeNamed(required(headers, "ce_type"));
      var time = text(headers.lastHeader("ce_time"));
      if (type == null) {
        throw new InvalidField(
            "ce_type",
            "'%s' is none of %s".formatted(required(headers, "ce_type"), topic.types().keySet()));
      }
      if (topic.strict()) {
        checkUri(source);
      }
      var json = topic.strict() ? EventJson.strict() : EventJson.tolerant();
      E data = json.readValue(value, type);
      if (data == null) {
        return new Received.Unreadable<>(null, "the value is JSON null");
      }
      return new Received.Event<>(
          id,
          source,
          time == null ? null : OffsetDateTime.parse(time).toInstant(),
          text(headers.lastHeader(TRACEPARENT)),
          data);
    } catch (InvalidField invalid) {
      return new Received.Unreadable<>(invalid.field(), invalid.field() + " " + invalid.problem());
    } catch (DateTimeParseException e) {
      return new Received.Unreadable<>("ce_time", "ce_time is no time: " + e.getMessage());
    } catch (JacksonException e) {
      var problem = EventJson.problem(e);
      return new Received.Unreadable<>(problem.field(), problem.toString());
    }
  }

  private static String required(Headers headers, String name) {
    var text = text(headers.lastHeader(name));
    if (text == null || text.isEmpty()) {
      throw new InvalidField(name, "is missing");
    }
    return text;
  }

  private static void checkUri(String source) {
    try {
      var _ = new URI(source);
    } catch (URISyntaxException e) {
      throw new InvalidField("ce_source", "is no URI: '" + source + "'");
    }
  }

  private static @Nullable String text(@Nullable Header header) {
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
