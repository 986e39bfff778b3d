package io.godwit.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The identity of a migration: a UUID of version 5 (RFC 9562) of who asked and the key under which
 * they did, so that it is the same wherever it is computed and however often a request is sent.
 */
public record MigrationId(UUID value) implements Comparable<MigrationId> {
  private static final UUID NAMESPACE = UUID.fromString("6f1d2c1e-9d0b-5c39-8f57-6d6f64776974");

  public MigrationId {
    Require.present(value, "migration");
  }

  /**
   * @param source the principal of an HTTP request or the {@code ce_source} of an event
   * @param key the Idempotency-Key or the {@code ce_id}
   */
  public static MigrationId of(String source, String key) {
    var name = (source + '\n' + key).getBytes(UTF_8);
    var input = ByteBuffer.allocate(16 + name.length);
    input
        .putLong(NAMESPACE.getMostSignificantBits())
        .putLong(NAMESPACE.getLeastSignificantBits())
        .put(name);
    var hash = ByteBuffer.wrap(sha1(input.array()));
    long high = (hash.getLong() & ~0xF000L) | 0x5000L;
    long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new MigrationId(new UUID(high, low));
  }

  /**
   * @throws InvalidField if the text is no UUID
   */
  public static MigrationId parse(String text) {
    try {
      var id = new MigrationId(UUID.fromString(text));
      if (id.toString().equalsIgnoreCase(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // said below, as for the short forms that UUID.fromString accepts
    }
    throw new InvalidField("migration", "is no UUID: '" + text + "'");
  }

  private static byte[] sha1(byte[] input) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(input);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
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
