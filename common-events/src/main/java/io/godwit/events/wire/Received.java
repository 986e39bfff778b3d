package io.godwit.events.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of reading a record: an event, or the reason why it is none. */
public sealed interface Received<E> {

  /**
   * An event with its CloudEvents attributes.
   *
   * @param id unique within the source (ce_id)
   * @param source who wrote it (ce_source)
   * @param time when (ce_time)
   * @param traceparent W3C trace context that it belongs to, where it came with one
   * @param data the event itself
   */
  record Event<E>(
      String id, String source, @Nullable Instant time, @Nullable String traceparent, E data)
      implements Received<E> {}

  /**
   * A record that is no event of its topic.
   *
   * @param field the path of the field at fault; absent if the record as a whole is
   * @param reason what is wrong, naming the field
   */
  record Unreadable<E>(@Nullable String field, String reason) implements Received<E> {}
}
