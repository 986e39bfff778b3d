package io.godwit.cli.progress;

import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Screen;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A line when a migration's stage changes, and now and then while it does not. */
final class Lines implements ProgressView {
  private static final Duration SILENCE = Duration.ofSeconds(5);
  private final Screen screen;
  private final Map<String, Said> said = new HashMap<>();

  Lines(Screen screen) {
    this.screen = screen;
  }

  private record Said(String stage, long nanos) {}

  @Override
  public void show(List<Migration> migrations) {
    long now = System.nanoTime();
    for (var migration : migrations) {
      var last = said.get(migration.id());
      boolean changed = last == null || !last.stage().equals(migration.stage());
      boolean silent = last != null && now - last.nanos() > SILENCE.toNanos();
      if (changed || (silent && !migration.ended())) {
        screen.line(ProgressText.line(migration));
        said.put(migration.id(), new Said(migration.stage(), now));
      }
    }
  }

  @Override
  public void close() {}
}
