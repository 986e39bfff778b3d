package io.godwit.gateway.live;

import io.godwit.events.InvalidField;
import java.util.Set;
import java.util.regex.Pattern;

/** The id of an event on the live stream: where it stands in Kafka. */
public record LiveId(String topic, int partition, long offset) {
  public static final String HEADER = "Last-Event-ID";
  private static final Pattern FORM = Pattern.compile("(.{1,249})-(\\d{1,6})-(\\d{1,18})");

  /**
   * @param topics those that the stream carries
   * @throws InvalidField if the text is no id of this stream
   */
  public static LiveId parse(String text, Set<String> topics) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches() || !topics.contains(matcher.group(1))) {
      throw new InvalidField(
          HEADER, "is no id of this stream, which look like migration.events.v1-3-128");
    }
    return new LiveId(
        matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
  }

  @Override
  public String toString() {
    return topic + "-" + partition + "-" + offset;
  }
}
