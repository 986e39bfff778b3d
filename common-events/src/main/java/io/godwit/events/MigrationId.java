package io.godwit.events;

import java.util.UUID;

/**
 * The identity of a migration: a UUID of version 5 (RFC 9562) of who asked and the key under which
 * they did, so that it is the same wherever it is computed and however often a request is sent.
 */
public record MigrationId(UUID value) implements Comparable<MigrationId> {
  public MigrationId {
    Require.present(value, "migration");
  }

  /**
   * @param source the principal of an HTTP request or the {@code ce_source} of an event
   * @param key the Idempotency-Key or the {@code ce_id}
   */
  public static MigrationId of(String source, String key) {
    return new MigrationId(NamedUuid.of(source, key));
  }

  /**
   * @throws InvalidField if the text is no UUID
   */
  public static MigrationId parse(String text) {
    return new MigrationId(NamedUuid.parse(text, "migration"));
  }

  @Override
  public int compareTo(MigrationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
