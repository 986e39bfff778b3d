package io.godwit.cli.terminal;

import java.util.List;

/** Lines at the end of a terminal's output that are drawn again and again in their place. */
public final class Canvas implements AutoCloseable {
  private static final String HIDE_CURSOR = "\033[?25l";
  private static final String SHOW_CURSOR = "\033[?25h";
  private static final String CLEAR_LINE = "\r\033[2K";
  private static final String CLEAR_BELOW = "\033[J";
  private final Screen screen;
  private int drawn;

  public Canvas(Screen screen) {
    this.screen = screen;
    screen.print(HIDE_CURSOR);
  }

  /** Draws these in the place of the last ones. */
  public void draw(List<String> lines) {
    draw(List.of(), lines);
  }

  /**
   * Draws anew.
   *
   * @param kept above, where they scroll away like any output
   */
  public void draw(List<String> kept, List<String> lines) {
    var text = new StringBuilder();
    if (drawn > 0) {
      text.append("\033[%dA".formatted(drawn));
    }
    if (!kept.isEmpty()) {
      // One that takes several lines must not leave anything of the old ones beside it.
      text.append(CLEAR_BELOW);
      kept.forEach(line -> text.append(line).append('\n'));
    }
    lines.forEach(line -> text.append(CLEAR_LINE).append(line).append('\n'));
    screen.print(text.append(CLEAR_BELOW).toString());
    drawn = lines.size();
  }

  /** Leaves the terminal as it was. */
  @Override
  public void close() {
    screen.print(SHOW_CURSOR);
  }
}
