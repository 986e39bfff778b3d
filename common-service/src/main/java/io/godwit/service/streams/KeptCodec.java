package io.godwit.service.streams;

import io.godwit.events.wire.EventJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a topology keeps, as JSON in the store and its changelog.
 *
 * @param <K> what is kept
 */
public final class KeptCodec<K> {
  private static final Logger LOG = LoggerFactory.getLogger(KeptCodec.class);
  private static final JsonMapper JSON = EventJson.strict();

  private final Class<K> type;
  private final String noun;

  /**
   * @param noun that the logs call it
   */
  public KeptCodec(Class<K> type, String noun) {
    this.type = type;
    this.noun = noun;
  }

  public byte[] write(K kept) {
    return JSON.writeValueAsBytes(kept);
  }

  /** Nothing if it was written by another version: then what is kept begins anew. */
  public @Nullable K read(byte @Nullable [] stored) {
    if (stored == null) {
      return null;
    }
    try {
      return JSON.readValue(stored, type);
    } catch (JacksonException e) {
      LOG.warn("a stored {} cannot be read and begins anew: {}", noun, e.getOriginalMessage());
      return null;
    }
  }
}
