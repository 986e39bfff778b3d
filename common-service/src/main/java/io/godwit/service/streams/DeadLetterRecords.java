package io.godwit.service.streams;

import io.godwit.events.wire.DeadLetters;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** What could not be read, on its way to its topic's dead letters. */
public final class DeadLetterRecords {
  private final String reader;

  /**
   * @param reader the service that could not read them
   */
  public DeadLetterRecords(String reader) {
    this.reader = reader;
  }

  public Record<String, byte[]> of(
      Record<String, byte[]> unread, RecordMetadata from, String reason) {
    var headers = new RecordHeaders(unread.headers());
    var origin = from.topic() + "-" + from.partition() + "@" + from.offset();
    DeadLetters.explain(headers, reader, reason, origin);
    return new Record<>(unread.key(), unread.value(), unread.timestamp(), headers);
  }
}
