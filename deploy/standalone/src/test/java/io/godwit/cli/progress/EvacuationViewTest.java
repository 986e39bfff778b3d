package io.godwit.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.gateway.Evacuation;
import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvacuationViewTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Migration CALM = migration("calm", "running");
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void headerSaysCountsAndTheExpectedEnd() {
    var header = EvacuationProgressText.header(snapshot(1, NOW.plusSeconds(42), List.of()), NOW);

    assertThat(header)
        .containsExactly(
            "host1 running: 1 of 3 moved, 0 moving, 2 waiting, 0 stuck;"
                + " expected end in 42 s (12:00:42Z)");
  }

  @Test
  void expectedEndThatIsNotKnownIsNotSaid() {
    assertThat(EvacuationProgressText.header(snapshot(1, null, List.of()), NOW).getFirst())
        .endsWith("0 stuck");
  }

  @Test
  void withoutATerminalALineIsPrintedWhenACountOrAStageChangesAlone() {
    try (var view = EvacuationView.on(screen(false))) {
      view.show(snapshot(0, NOW.plusSeconds(9), List.of(CALM)));
      view.show(snapshot(0, NOW.plusSeconds(8), List.of(CALM)));
      view.show(snapshot(1, NOW.plusSeconds(7), List.of()));
    }

    assertThat(printed().lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("host1 running: 0 of 3"))
        .anyMatch(line -> line.startsWith("calm: running"))
        .anyMatch(line -> line.startsWith("host1 running: 1 of 3"));
  }

  @Test
  void onATerminalMoreGuestsThanThereAreLinesAreCounted() {
    var many =
        IntStream.range(0, 200).mapToObj(number -> migration("g" + number, "running")).toList();
    try (var view = EvacuationView.on(screen(true))) {
      view.show(snapshot(0, null, many));
    }

    assertThat(printed()).containsPattern("and 1\\d\\d more").startsWith("\033[?25l");
    assertThat(printed()).endsWith("\033[?25h");
  }

  private static EvacuationSnapshot snapshot(
      int moved, @Nullable Instant end, List<Migration> underWay) {
    var evacuation =
        new Evacuation(
            "E", "host1", "running", null, null, end, null, 3, moved, 0, 3 - moved, 0, List.of(),
            List.of(), null, null);
    return new EvacuationSnapshot(evacuation, underWay, List.of(), null);
  }

  private static Migration migration(String name, String state) {
    return Json.read(
        "{\"id\":\"%1$s\",\"guest\":{\"name\":\"%1$s\"},\"state\":\"%2$s\"}".formatted(name, state),
        Migration.class);
  }

  private Screen screen(boolean terminal) {
    return new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, false);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
