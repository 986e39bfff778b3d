package io.godwit.cli.progress;

import io.godwit.cli.terminal.Screen;

/** Shows how an evacuation gets on. */
public interface EvacuationView extends AutoCloseable {
  void show(EvacuationSnapshot snapshot);

  /** Leaves the terminal as it was. */
  @Override
  void close();

  static EvacuationView on(Screen screen) {
    return screen.isTerminal() ? new EvacuationBars(screen) : new EvacuationLines(screen);
  }
}
