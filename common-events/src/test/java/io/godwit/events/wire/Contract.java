package io.godwit.events.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The files that pin the contract. With -Dgodwit.contract.write=true the tests write them anew. */
final class Contract {
  private static final boolean WRITE = Boolean.getBoolean("godwit.contract.write");

  private Contract() {}

  /** Arguments (wire name, class) of every event type of every topic. */
  static Stream<Arguments> eventTypes() {
    return Topics.ALL.stream()
        .flatMap(topic -> topic.types().entrySet().stream())
        .map(type -> Arguments.of(type.getKey(), type.getValue()));
  }

  /** The pinned text, or {@code actual} itself after writing it down where that is asked for. */
  static String pinned(Path file, String actual) {
    try {
      if (WRITE) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, actual);
      }
      return Files.exists(file) ? Files.readString(file, UTF_8) : "no file " + file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
