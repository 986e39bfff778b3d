package io.godwit.events.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** What could not be read, as it was, with the reason in its headers. */
public final class DeadLetters {
  /** Why it could not be read, naming the field at fault. */
  public static final String REASON = "godwit_dlt_reason";

  /** Topic, partition and offset where it stood. */
  public static final String ORIGIN = "godwit_dlt_origin";

  /** Who could not read it. */
  public static final String READER = "godwit_dlt_reader";

  private DeadLetters() {}

  /** The record for the dead-letter topic of the topic that {@code unread} came from. */
  public static ProducerRecord<String, byte[]> of(
      ConsumerRecord<String, byte[]> unread, String reader, String reason) {
    var letter =
        new ProducerRecord<>(
            unread.topic() + ".dlt", null, unread.key(), unread.value(), unread.headers());
    var origin = unread.topic() + "-" + unread.partition() + "@" + unread.offset();
    explain(letter.headers(), reader, reason, origin);
    return letter;
  }

  /** Adds the reason to the headers of a record on its way to a dead-letter topic. */
  public static void explain(Headers headers, String reader, String reason, String origin) {
    headers.add(REASON, reason.getBytes(UTF_8));
    headers.add(ORIGIN, origin.getBytes(UTF_8));
    headers.add(READER, reader.getBytes(UTF_8));
  }
}
