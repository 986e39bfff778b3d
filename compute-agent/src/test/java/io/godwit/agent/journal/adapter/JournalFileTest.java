package io.godwit.agent.journal.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.agent.journal.History;
import io.godwit.agent.journal.JournalEntry;
import io.godwit.agent.storage.Made;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.JobFigures;
import io.godwit.events.agent.Order.Issuer;
import io.godwit.events.agent.StartSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {
  private static final MigrationId MIGRATION = MigrationId.of("test", "1");
  private static final MigrationId HOLDER = MigrationId.of("test", "holder");
  private static final GuestRef GUEST = new GuestRef(new UUID(0, 1), "web");

  @TempDir Path folder;

  private static final List<JournalEntry> ENTRIES =
      List.of(
          new JournalEntry.Prepared(MIGRATION, 1, GUEST),
          new JournalEntry.Began(
              MIGRATION,
              1,
              GUEST,
              new HostId("b"),
              new StartSettings(Duration.ofMillis(300), null, BytesPerSecond.ofMebi(50), true),
              "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
              Instant.parse("2026-11-21T12:00:00.123456Z"),
              List.of("vda", "vdb")),
          new JournalEntry.Seen(MIGRATION, 1, Issuer.SCHEDULER, 3),
          new JournalEntry.Seen(MIGRATION, 1, Issuer.POLICY, 1),
          new JournalEntry.Aborting(MIGRATION, 1, Issuer.POLICY),
          new JournalEntry.Ended(
              MIGRATION,
              1,
              Outcome.GIVEN_UP,
              new JobFigures(Duration.ofSeconds(3), null, Bytes.ofMebi(100)),
              "aborted"),
          new JournalEntry.EndTold(MIGRATION, 1),
          new JournalEntry.Making(MIGRATION, 2, Made.pool("default")),
          new JournalEntry.Making(MIGRATION, 2, Made.volume("default", "web.qcow2")),
          new JournalEntry.Making(
              MIGRATION, 2, new Made(Made.Kind.SESSION, "10.0.0.5:3260", "iqn.2026-01.x:y")),
          new JournalEntry.Unmade(MIGRATION, 2, Made.pool("default")),
          new JournalEntry.TearingDown(MIGRATION, 2));

  private static History history() {
    var history = History.none(MIGRATION);
    for (var entry : ENTRIES) {
      history = history.with(entry);
    }
    return history;
  }

  private Path file() {
    return folder.resolve("journal");
  }

  private void write(List<JournalEntry> entries) throws IOException {
    try (var journal = new JournalFile(file())) {
      entries.forEach(journal::append);
    }
  }

  private History read() throws IOException {
    try (var journal = new JournalFile(file())) {
      return journal.of(MIGRATION);
    }
  }

  @Test
  void everythingIsThereAgainAfterOpening() throws IOException {
    write(ENTRIES);
    assertThat(read()).isEqualTo(history());
    // And once more, from the shortened form that opening wrote.
    assertThat(read()).isEqualTo(history());
  }

  @Test
  void tornLastLineIsDroppedAndTheNextOneIsWhole() throws IOException {
    write(ENTRIES.subList(0, 3));
    Files.writeString(file(), "deadbeef Ended {\"migr", StandardOpenOption.APPEND);
    assertThat(read().ended()).isNull();
    write(ENTRIES.subList(3, ENTRIES.size()));
    assertThat(read()).isEqualTo(history());
  }

  @Test
  void everyCrashPointLeavesAPrefix() throws IOException {
    write(ENTRIES);
    // Appended, not shortened: the file as it grew.
    var whole = new StringBuilder();
    ENTRIES.forEach(entry -> whole.append(JournalLines.write(entry)).append('\n'));
    var bytes = whole.toString().getBytes(UTF_8);
    for (int cut = 0; cut < bytes.length; cut += 7) {
      Files.write(file(), java.util.Arrays.copyOf(bytes, cut));
      int lines = (int) new String(bytes, 0, cut, UTF_8).chars().filter(c -> c == '\n').count();
      var expected = History.none(MIGRATION);
      for (var entry : ENTRIES.subList(0, lines)) {
        expected = expected.with(entry);
      }
      // A last line without its end of line may already be whole.
      var oneMore = expected.with(ENTRIES.get(lines));
      assertThat(read()).as("cut at %d", cut).isIn(expected, oneMore);
    }
  }

  @Test
  void oldMigrationsAreForgottenOpenOnesAreNot() throws IOException {
    write(List.of(ENTRIES.get(1), new JournalEntry.Making(HOLDER, 1, Made.pool("default"))));
    try (var journal = new JournalFile(file())) {
      for (int i = 0; i < 1100; i++) {
        journal.append(
            new JournalEntry.Seen(MigrationId.of("other", "" + i), 1, Issuer.SCHEDULER, 1));
      }
      assertThat(journal.all()).hasSize(1000);
      assertThat(journal.of(MIGRATION).isOpen()).isTrue();
      assertThat(journal.of(HOLDER).holdings().of(1)).containsExactly(Made.pool("default"));
    }
  }

  @Test
  void secondAgentIsRefused() throws IOException {
    try (var first = StateDirectory.take(folder)) {
      assertThat(first.journal()).hasFileName("journal");
      assertThatThrownBy(() -> StateDirectory.take(folder))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another agent holds the state directory");
    }
    StateDirectory.take(folder).close();
  }
}
