package io.godwit.parts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a process wrote to its log since it was started. */
final class LogTail {
  private static final int LIMIT = 1 << 20;
  private static final int LAST_LINES = 5;
  private static final int LINE = 600;
  private final Path log;
  private final long from;

  LogTail(Path log, long from) {
    this.log = log;
    this.from = from;
  }

  boolean shows(String text) throws IOException {
    return read(from).contains(text);
  }

  /** The end of the log for a message to people, its errors if it has any; with the log's name. */
  String lastLines() throws IOException {
    var entries = read(from).lines().filter(line -> !line.isBlank()).map(LogTail::entry).toList();
    var errors = entries.stream().filter(Entry::error).toList();
    var shown = errors.isEmpty() ? entries : errors;
    var last = shown.subList(Math.max(0, shown.size() - LAST_LINES), shown.size());
    return "%s\n  (see %s)"
        .formatted(String.join("\n  ", last.stream().map(Entry::text).toList()), log);
  }

  private record Entry(boolean error, String text) {}

  /** A structured line is read for its message; any other is taken as it is. */
  private static Entry entry(String line) {
    if (!line.startsWith("{")) {
      return new Entry(false, cut(line));
    }
    try {
      var node = JsonMapper.shared().readTree(line);
      String cause = node.path("error").path("message").asString("");
      String text = node.path("message").asString(line) + (cause.isEmpty() ? "" : ": " + cause);
      return new Entry(node.path("log").path("level").asString("").equals("ERROR"), cut(text));
    } catch (JacksonException e) {
      return new Entry(false, cut(line));
    }
  }

  private static String cut(String text) {
    return text.length() <= LINE ? text : text.substring(0, LINE) + " ...";
  }

  private String read(long start) throws IOException {
    try (var channel = FileChannel.open(log, StandardOpenOption.READ)) {
      var buffer = ByteBuffer.allocate((int) Math.min(LIMIT, Math.max(0, channel.size() - start)));
      channel.read(buffer, start);
      return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }
  }
}
