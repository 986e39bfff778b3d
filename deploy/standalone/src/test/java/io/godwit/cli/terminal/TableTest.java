package io.godwit.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.terminal.Screen.Colour;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void columnsLineUpAndTheLastIsAsLongAsItIs() {
    var table = table().indent(2);

    table.print(screen(false, false));

    assertThat(printed())
        .containsExactly(
            "  FACT    GRADE        EVIDENCE         REASON",
            "  cpu     no           a long evidence  the host lacks what the guest has",
            "  memory  probably-no  1 of 4 GiB       little is left");
  }

  @Test
  void onATerminalLongCellsAreBrokenBetweenWords() {
    var table = table().atMost(2, 10);

    table.print(screen(true, false));

    assertThat(printed())
        .startsWith(
            "FACT    GRADE        EVIDENCE    REASON",
            "cpu     no           a long      the host lacks what the guest has",
            "                     evidence",
            "memory  probably-no  1 of 4 GiB  little is left");
  }

  @Test
  void cellsArePaintedByWhatTheySayWithoutMovingTheOthers() {
    var table = table().colour(1, grade -> grade.equals("no") ? Colour.BAD : null);

    table.print(screen(false, true));

    assertThat(printed())
        .anyMatch(line -> line.contains("cpu     \033[31mno         \033[0m  a l"));
  }

  @Test
  void textIsBrokenBetweenWordsAndWithinAWordThatIsLongerThanALine() {
    assertThat(Words.broken("one two three", 7)).isEqualTo(List.of("one two", "three"));
    assertThat(Words.broken("abcdefghij k", 4)).isEqualTo(List.of("abcd", "efgh", "ij k"));
    assertThat(Words.broken("", 4)).isEqualTo(List.of(""));
  }

  @Test
  void canvasDrawsInItsPlaceAndWhatIsKeptScrollsAway() {
    try (var canvas = new Canvas(screen(true, false))) {
      canvas.draw(List.of("a", "b"));
      canvas.draw(List.of("a has ended"), List.of("b"));
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "\033[?25l\r\033[2Ka\n\r\033[2Kb\n\033[J"
                + "\033[2A\033[Ja has ended\n\r\033[2Kb\n\033[J\033[?25h");
  }

  private static Table table() {
    return new Table("FACT", "GRADE", "EVIDENCE", "REASON")
        .row("cpu", "no", "a long evidence", "the host lacks what the guest has")
        .row("memory", "probably-no", "1 of 4 GiB", "little is left");
  }

  private Screen screen(boolean terminal, boolean colour) {
    return new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, colour);
  }

  private List<String> printed() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
