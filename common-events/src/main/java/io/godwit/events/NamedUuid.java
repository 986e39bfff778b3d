package io.godwit.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** UUIDs of version 5 (RFC 9562) in Godwit's namespace. */
final class NamedUuid {
  private static final UUID NAMESPACE = UUID.fromString("6f1d2c1e-9d0b-5c39-8f57-6d6f64776974");

  private NamedUuid() {}

  static UUID of(String source, String key) {
    var name = (source + '\n' + key).getBytes(UTF_8);
    var input = ByteBuffer.allocate(16 + name.length);
    input
        .putLong(NAMESPACE.getMostSignificantBits())
        .putLong(NAMESPACE.getLeastSignificantBits())
        .put(name);
    var hash = ByteBuffer.wrap(sha1(input.array()));
    long high = (hash.getLong() & ~0xF000L) | 0x5000L;
    long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  /** The UUID that a text is; not the short forms that {@link UUID#fromString} accepts. */
  static UUID parse(String text, String field) {
    try {
      var uuid = UUID.fromString(text);
      if (uuid.toString().equalsIgnoreCase(text)) {
        return uuid;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new InvalidField(field, "is no UUID: '" + text + "'");
  }

  private static byte[] sha1(byte[] input) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(input);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
