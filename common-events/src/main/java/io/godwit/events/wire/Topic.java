package io.godwit.events.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A topic and what it may carry.
 *
 * @param name without the deployment's prefix
 * @param base the type of all its events
 * @param key what its records are keyed by, for people
 * @param compacted whether only the latest record of a key is kept
 * @param strict whether fields that are not known make an event unreadable
 * @param types the event types, by their names on the wire
 */
public record Topic<E>(
    String name,
    Class<E> base,
    String key,
    boolean compacted,
    boolean strict,
    Map<String, Class<? extends E>> types) {

  public Topic {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
  }

  /** The topic's name in a deployment. */
  public String on(String prefix) {
    return prefix + name;
  }

  /** Where a deployment puts what could not be read. */
  public String deadLettersOn(String prefix) {
    return on(prefix) + ".dlt";
  }

  /** The wire name of an event's type. */
  public String typeOf(E event) {
    for (var entry : types.entrySet()) {
      if (entry.getValue() == event.getClass()) {
        return entry.getKey();
      }
    }
    throw new IllegalArgumentException(event.getClass() + " is not declared for topic " + name);
  }

  @Nullable Class<? extends E> typeNamed(String type) {
    return types.get(type);
  }
}
