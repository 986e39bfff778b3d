package io.godwit.cli.progress;

import static io.godwit.cli.terminal.Screen.Colour.BAD;
import static io.godwit.cli.terminal.Screen.Colour.FAINT;
import static io.godwit.cli.terminal.Screen.Colour.GOOD;
import static io.godwit.cli.terminal.Screen.Colour.WARNING;

import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Canvas;
import io.godwit.cli.terminal.Screen;
import java.util.List;

/** A line with a bar for each migration, drawn again and again in its place. */
final class Bars implements ProgressView {
  private final Screen screen;
  private final int width;
  private final Canvas canvas;

  Bars(Screen screen) {
    this.screen = screen;
    this.width = screen.width();
    this.canvas = new Canvas(screen);
  }

  @Override
  public void show(List<Migration> migrations) {
    canvas.draw(bars(migrations, screen, width));
  }

  /** A line for each, painted by how it stands. */
  static List<String> bars(List<Migration> migrations, Screen screen, int width) {
    int names = ProgressText.nameWidth(migrations);
    // One column less than there are: a full line would break.
    return migrations.stream()
        .map(one -> painted(one, ProgressText.bar(one, names, width - 1), screen))
        .toList();
  }

  private static String painted(Migration migration, String line, Screen screen) {
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
    canvas.close();
  }
}
