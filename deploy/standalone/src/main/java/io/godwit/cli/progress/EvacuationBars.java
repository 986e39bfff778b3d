package io.godwit.cli.progress;

import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Canvas;
import io.godwit.cli.terminal.Screen;
import io.godwit.cli.terminal.Screen.Colour;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A header, and a bar for each guest under way, in their place; those that ended scroll away. */
final class EvacuationBars implements EvacuationView {
  /** For the header, the line that says what is left out, and the cursor. */
  private static final int OTHER_LINES = 4;

  private final Screen screen;
  private final int width;
  private final int most;
  private final Canvas canvas;

  EvacuationBars(Screen screen) {
    this.screen = screen;
    this.width = screen.width();
    this.most = Math.max(1, screen.height() - OTHER_LINES);
    this.canvas = new Canvas(screen);
  }

  @Override
  public void show(EvacuationSnapshot snapshot) {
    var lines = new ArrayList<String>();
    for (var line : EvacuationProgressText.header(snapshot, Instant.now())) {
      lines.add(screen.paint(Colour.HEADING, cut(line)));
    }
    var underWay = snapshot.underWay();
    lines.addAll(Bars.bars(underWay.stream().limit(most).toList(), screen, width));
    if (underWay.size() > most) {
      lines.add(screen.paint(Colour.FAINT, "and %d more".formatted(underWay.size() - most)));
    }
    canvas.draw(ended(snapshot.justEnded()), lines);
  }

  private List<String> ended(List<Migration> migrations) {
    return migrations.stream()
        .map(one ->
            screen.paint(
                one.completed() ? Colour.GOOD : Colour.BAD, EvacuationProgressText.ended(one)))
        .toList();
  }

  private String cut(String line) {
    return line.length() < width ? line : line.substring(0, width - 1);
  }

  @Override
  public void close() {
    canvas.close();
  }
}
