package io.godwit.agent.journal.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.godwit.agent.journal.Histories;
import io.godwit.agent.journal.History;
import io.godwit.agent.journal.Journal;
import io.godwit.agent.journal.JournalEntry;
import io.godwit.events.MigrationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in one file of lines, each forced to the disk before {@link #append} returns. A line
 * that was torn by a crash is dropped: nothing had followed from it yet. Rewritten in its shortest
 * form when it is opened, and when it has grown far beyond that.
 */
public final class JournalFile implements Journal, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(JournalFile.class);
  private static final int MIGRATIONS_KEPT = 1000;
  private static final int MOST_LINES = 20_000;

  private final Path file;
  private final Histories histories = new Histories(MIGRATIONS_KEPT);
  private FileChannel channel;
  private int lines;

  /** Opens or creates the file. */
  public JournalFile(Path file) {
    this.file = file;
    try {
      if (Files.exists(file)) {
        replay();
      }
      channel = rewrite();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " cannot be used", e);
    }
  }

  private void replay() throws IOException {
    // Bytes that are no text belong to a torn line, whose checksum tells.
    for (var line : new String(Files.readAllBytes(file), UTF_8).lines().toList()) {
      JournalLines.read(line)
          .ifPresentOrElse(
              histories::apply,
              () -> log.warn("{}: dropped a line that is no whole entry: {}", file, line));
    }
  }

  @Override
  public synchronized void append(JournalEntry entry) {
    try {
      if (lines >= MOST_LINES) {
        channel.close();
        channel = rewrite();
      }
      write(channel, JournalLines.write(entry) + "\n");
      histories.apply(entry);
      lines++;
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " cannot be written", e);
    }
  }

  private FileChannel rewrite() throws IOException {
    var entries = histories.all().stream().flatMap(history -> history.entries().stream()).toList();
    var text =
        entries.stream()
            .map(entry -> JournalLines.write(entry) + "\n")
            .collect(Collectors.joining());
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    try (var target = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
      write(target, text);
    }
    Files.move(fresh, file, ATOMIC_MOVE);
    forceFolder();
    lines = entries.size();
    return FileChannel.open(file, CREATE, WRITE, APPEND);
  }

  private static void write(FileChannel channel, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(false);
  }

  /** The new name of a file is on the disk only when its folder is. */
  private void forceFolder() throws IOException {
    try (var folder = FileChannel.open(file.toAbsolutePath().getParent(), READ)) {
      folder.force(true);
    }
  }

  @Override
  public synchronized History of(MigrationId migration) {
    return histories.of(migration);
  }

  @Override
  public synchronized List<History> all() {
    return histories.all();
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }
}
