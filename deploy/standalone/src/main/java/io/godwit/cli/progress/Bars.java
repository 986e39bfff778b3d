package io.godwit.cli.progress;

import static io.godwit.cli.terminal.Screen.Colour.BAD;
import static io.godwit.cli.terminal.Screen.Colour.FAINT;
import static io.godwit.cli.terminal.Screen.Colour.GOOD;
import static io.godwit.cli.terminal.Screen.Colour.WARNING;

import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Screen;
import java.util.List;

/** A line with a bar for each migration, drawn again and again in its place. */
final class Bars implements ProgressView {
  private static final String HIDE_CURSOR = "\033[?25l";
  private static final String SHOW_CURSOR = "\033[?25h";
  private static final String CLEAR_LINE = "\r\033[2K";
  private final Screen screen;
  private final int width;
  private int drawn;

  Bars(Screen screen) {
    this.screen = screen;
    this.width = screen.width();
    screen.print(HIDE_CURSOR);
  }

  @Override
  public void show(List<Migration> migrations) {
    var text = new StringBuilder();
    if (drawn > 0) {
      text.append("\033[%dA".formatted(drawn));
    }
    for (var migration : migrations) {
      // One column less than there are: a full line would break.
      String line = ProgressText.bar(migration, width - 1);
      text.append(CLEAR_LINE).append(painted(migration, line)).append('\n');
    }
    screen.print(text.toString());
    drawn = migrations.size();
  }

  private String painted(Migration migration, String line) {
    var colour =
        switch (migration.stage()) {
          case Migration.COMPLETED -> GOOD;
          case "failed", "rejected" -> BAD;
          case "post-copy", "recovering", "cancelling", Migration.CANCELLED -> WARNING;
          case "requested", "queued" -> FAINT;
          default -> null;
        };
    return colour == null ? line : screen.paint(colour, line);
  }

  @Override
  public void close() {
    screen.print(SHOW_CURSOR);
  }
}
