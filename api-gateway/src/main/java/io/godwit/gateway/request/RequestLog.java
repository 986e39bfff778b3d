package io.godwit.gateway.request;

import io.godwit.events.request.MigrationRequest;

/** The topic of requests, from which the scheduler takes them up. */
public interface RequestLog {
  /**
   * Writes a request and waits until it is safe on every replica of the broker that counts.
   *
   * @param key under which the writer asks: the event's id, unique for this gateway's principal
   * @param subject what it is about, the record's key: the id of a migration, a plan or an
   *     evacuation, or a host
   */
  Outcome write(MigrationRequest request, String subject, String key);

  /** What came of writing. */
  sealed interface Outcome {
    /** It will be taken up. */
    record Written() implements Outcome {}

    /** It may or may not be taken up: repeating it under the same key is safe. */
    record NotAcknowledged(String detail) implements Outcome {}
  }
}
