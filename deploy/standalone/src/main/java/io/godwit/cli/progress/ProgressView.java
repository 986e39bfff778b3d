package io.godwit.cli.progress;

import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Screen;
import java.util.List;

/** Shows how migrations get on. */
public interface ProgressView extends AutoCloseable {
  void show(List<Migration> migrations);

  /** Leaves the terminal as it was. */
  @Override
  void close();

  static ProgressView on(Screen screen) {
    return screen.isTerminal() ? new Bars(screen) : new Lines(screen);
  }
}
