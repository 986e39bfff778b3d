package io.godwit.events;

import java.util.UUID;

/**
 * The identity of an evacuation: a UUID of version 5 (RFC 9562) of who asked and the key under
 * which they did, so that it is the same wherever it is computed and however often a request is
 * sent.
 */
public record EvacuationId(UUID value) implements Comparable<EvacuationId> {
  public EvacuationId {
    Require.present(value, "evacuation");
  }

  /**
   * @param source the principal of an HTTP request or the {@code ce_source} of an event
   * @param key the Idempotency-Key or the {@code ce_id}
   */
  public static EvacuationId of(String source, String key) {
    return new EvacuationId(NamedUuid.of(source, key));
  }

  /**
   * @throws InvalidField if the text is no UUID
   */
  public static EvacuationId parse(String text) {
    return new EvacuationId(NamedUuid.parse(text, "evacuation"));
  }

  @Override
  public int compareTo(EvacuationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
