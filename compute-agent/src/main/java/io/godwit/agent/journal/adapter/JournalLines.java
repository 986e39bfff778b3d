package io.godwit.agent.journal.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.agent.journal.JournalEntry;
import io.godwit.events.wire.EventJson;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** An entry as a line: its checksum, its kind, its content as JSON. */
final class JournalLines {
  private static final Map<String, Class<?>> KINDS =
      Stream.of(JournalEntry.class.getPermittedSubclasses())
          .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, type -> type));

  private static final JsonMapper JSON = EventJson.tolerant();

  private JournalLines() {}

  static String write(JournalEntry entry) {
    var text = entry.getClass().getSimpleName() + " " + JSON.writeValueAsString(entry);
    return checksum(text) + " " + text;
  }

  /** Empty if the line is torn or is no entry. */
  static Optional<JournalEntry> read(String line) {
    var parts = line.split(" ", 3);
    if (parts.length < 3 || !checksum(parts[1] + " " + parts[2]).equals(parts[0])) {
      return Optional.empty();
    }
    var kind = KINDS.get(parts[1]);
    try {
      return kind == null
          ? Optional.empty()
          : Optional.of((JournalEntry) JSON.readValue(parts[2], kind));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static String checksum(String text) {
    var crc = new CRC32();
    crc.update(text.getBytes(UTF_8));
    return "%08x".formatted(crc.getValue());
  }
}
