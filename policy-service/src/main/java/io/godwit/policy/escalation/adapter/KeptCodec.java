package io.godwit.policy.escalation.adapter;

import io.godwit.events.wire.EventJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Courses as JSON, in the store and its changelog. */
final class KeptCodec {
  private static final Logger LOG = LoggerFactory.getLogger(KeptCodec.class);
  private static final JsonMapper JSON = EventJson.strict();

  private KeptCodec() {}

  static byte[] write(Kept kept) {
    return JSON.writeValueAsBytes(kept);
  }

  /** Nothing if it was written by another version: then the course begins anew. */
  static @Nullable Kept read(byte @Nullable [] stored) {
    if (stored == null) {
      return null;
    }
    try {
      return JSON.readValue(stored, Kept.class);
    } catch (JacksonException e) {
      LOG.warn("a stored course cannot be read and begins anew: {}", e.getOriginalMessage());
      return null;
    }
  }
}
