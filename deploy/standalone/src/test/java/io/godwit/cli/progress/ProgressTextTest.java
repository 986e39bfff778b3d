package io.godwit.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Json;
import io.godwit.cli.terminal.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTextTest {
  private static final String RUNNING =
      """
      {"id": "1", "guest": {"name": "busy"}, "state": "running", "phase": "pre-copy", "attempt": 1,
       "progress": {"pass": 2, "remainingBytes": 1, "transferredBytes": 2,
         "bandwidthBytesPerSecond": 52428800, "dirtyRateBytesPerSecond": 20971520, "bulkDone": 1.0,
         "convergenceDone": 0.5, "outlook": "converges",
         "eta": {"lowMillis": 2000, "highMillis": 4000}},
       "summary": "pre-copy goes on", "unknown": "ignored"}
      """;

  @Test
  void barShowsStageShareRatesAndTimeLeft() {
    assertThat(ProgressText.bar(migration(RUNNING), 12, 200))
        .isEqualTo(
            "busy         pre-copy    [###############-----]  75 %  "
                + "pass 2  50.0 MiB/s  dirties 20.0 MiB/s  ETA 2.0 s to 4.0 s");
  }

  @Test
  void barIsCutAtTheTerminalsWidth() {
    assertThat(ProgressText.bar(migration(RUNNING), 12, 40)).hasSize(40);
  }

  @Test
  void plateauIsSaidInsteadOfATime() {
    var text =
        RUNNING.replace("converges", "plateau").replaceAll("(?s),\\s*\"eta\": \\{[^}]*}", "");

    assertThat(ProgressText.line(migration(text)))
        .isEqualTo("busy: pre-copy, pass 2  50.0 MiB/s  dirties 20.0 MiB/s  never at this rate");
  }

  @Test
  void withoutATerminalALineIsPrintedPerStageAlone() {
    var bytes = new ByteArrayOutputStream();
    var screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, false);
    try (var view = ProgressView.on(screen)) {
      view.show(List.of(migration(RUNNING)));
      view.show(List.of(migration(RUNNING)));
      view.show(List.of(migration(RUNNING.replace("\"running\"", "\"completed\""))));
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "busy: pre-copy, pass 2  50.0 MiB/s  dirties 20.0 MiB/s  ETA 2.0 s to 4.0 s",
            "busy: completed, pre-copy goes on");
  }

  @Test
  void onATerminalTheCursorIsShownAgainAtTheEnd() {
    var bytes = new ByteArrayOutputStream();
    var screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), true, false);
    try (var view = ProgressView.on(screen)) {
      view.show(List.of(migration(RUNNING)));
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("\033[?25l")
        .endsWith("\033[?25h");
  }

  private static Migration migration(String json) {
    return Json.read(json, Migration.class);
  }
}
