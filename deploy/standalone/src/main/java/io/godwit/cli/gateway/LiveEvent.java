package io.godwit.cli.gateway;

import java.util.function.Consumer;

/**
 * One server-sent event.
 *
 * @param id its place in Kafka
 * @param type the event's name on the wire
 * @param data its JSON
 */
public record LiveEvent(String id, String type, String data) {

  /** Puts the lines of a stream together to events. */
  static final class Reader {
    private final Consumer<LiveEvent> consumer;
    private String id = "";
    private String type = "";
    private final StringBuilder data = new StringBuilder();

    Reader(Consumer<LiveEvent> consumer) {
      this.consumer = consumer;
    }

    void line(String line) {
      if (line.isEmpty()) {
        end();
      } else if (line.startsWith("id:")) {
        id = value(line);
      } else if (line.startsWith("event:")) {
        type = value(line);
      } else if (line.startsWith("data:")) {
        data.append(data.isEmpty() ? "" : "\n").append(value(line));
      }
    }

    private void end() {
      if (!data.isEmpty()) {
        consumer.accept(new LiveEvent(id, type, data.toString()));
      }
      type = "";
      data.setLength(0);
    }

    private static String value(String line) {
      return line.substring(line.indexOf(':') + 1).stripLeading();
    }
  }
}
