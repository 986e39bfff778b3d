package io.godwit.policy.escalation.adapter;

import io.godwit.events.wire.DeadLetters;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** What could not be read, on its way to its topic's dead letters. */
final class DeadLetterRecords {
  private static final String READER = "policy-service";

  private DeadLetterRecords() {}

  static Record<String, byte[]> of(
      Record<String, byte[]> unread, RecordMetadata from, String reason) {
    var headers = new RecordHeaders(unread.headers());
    var origin = from.topic() + "-" + from.partition() + "@" + from.offset();
    DeadLetters.explain(headers, READER, reason, origin);
    return new Record<>(unread.key(), unread.value(), unread.timestamp(), headers);
  }
}
