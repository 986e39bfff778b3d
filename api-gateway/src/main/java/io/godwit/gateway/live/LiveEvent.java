package io.godwit.gateway.live;

import org.jspecify.annotations.Nullable;

/**
 * An event on its way to those who watch.
 *
 * @param type its name on the wire
 * @param key of its record: the id of a migration, an evacuation or a plan
 * @param json its text
 */
public record LiveEvent(LiveId id, String type, @Nullable String key, String json) {

  /** As server-sent events have it: a line break in the text would otherwise end the event. */
  public String frame() {
    var frame = new StringBuilder(json.length() + 200);
    frame.append("id: ").append(id).append('\n');
    frame.append("event: ").append(type).append('\n');
    json.lines().forEach(line -> frame.append("data: ").append(line).append('\n'));
    return frame.append('\n').toString();
  }
}
