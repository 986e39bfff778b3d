package io.godwit.cli.progress;

import io.godwit.cli.gateway.Evacuation;
import io.godwit.cli.terminal.Screen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line when something has changed, and now and then while nothing does. */
final class EvacuationLines implements EvacuationView {
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private final Screen screen;
  private final Lines guests;
  private @Nullable List<Object> said;
  private long saidNanos;

  EvacuationLines(Screen screen) {
    this.screen = screen;
    this.guests = new Lines(screen);
  }

  @Override
  public void show(EvacuationSnapshot snapshot) {
    var counts = counts(snapshot.evacuation());
    long now = System.nanoTime();
    if (!counts.equals(said) || now - saidNanos > SILENCE.toNanos()) {
      EvacuationProgressText.header(snapshot, Instant.now()).forEach(screen::line);
      said = counts;
      saidNanos = now;
    }
    snapshot.justEnded().forEach(one -> screen.line(EvacuationProgressText.ended(one)));
    guests.show(snapshot.underWay());
  }

  /** What is worth a line; the expected end alone is not. */
  private static List<Object> counts(Evacuation of) {
    return List.of(of.state(), of.total(), of.moved(), of.moving(), of.waiting(), of.stuck());
  }

  @Override
  public void close() {}
}
