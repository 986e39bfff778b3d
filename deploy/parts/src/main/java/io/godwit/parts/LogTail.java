package io.godwit.parts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a process wrote to its log since it was started. */
final class LogTail {
  private static final int LIMIT = 1 << 20;
  private static final int LAST_LINES = 5;
  private final Path log;
  private final long from;

  LogTail(Path log, long from) {
    this.log = log;
    this.from = from;
  }

  boolean shows(String text) throws IOException {
    return read(from).contains(text);
  }

  /** The end of the log for a message to people, with the log's name. */
  String lastLines() throws IOException {
    var lines = read(from).lines().filter(line -> !line.isBlank()).toList();
    int first = Math.max(0, lines.size() - LAST_LINES);
    return "%s\n  (see %s)".formatted(String.join("\n  ", lines.subList(first, lines.size())), log);
  }

  private String read(long start) throws IOException {
    try (var channel = FileChannel.open(log, StandardOpenOption.READ)) {
      var buffer = ByteBuffer.allocate((int) Math.min(LIMIT, Math.max(0, channel.size() - start)));
      channel.read(buffer, start);
      return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }
  }
}
