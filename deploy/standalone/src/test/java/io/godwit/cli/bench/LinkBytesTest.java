package io.godwit.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkBytesTest {
  private static final long T = 1_700_000_000_000L;
  @TempDir private Path meter;

  @Test
  void bytesAndPeaksAreThoseOfTheWindowPerHost() throws Exception {
    var log = new StringBuilder();
    long sent = 5_000_000_000L;
    for (long tick = 0; tick <= 100; tick++) {
      // 1 MB a tick, but from 4 s to 6 s 5 MB
      sent += tick > 40 && tick <= 60 ? 5_000_000 : 1_000_000;
      log.append("%d host1 %d 7\n".formatted(T + tick * 100, sent));
      log.append("%d host2 3 %d\n".formatted(T + tick * 100, tick * 10L));
    }
    write("links.log", log + "1700000020");

    var links = read(1000, 9000, 2000);

    assertThat(links)
        .containsExactly(
            new LinkBytes("host1", 60_000_000 + 100_000_000, 0, 50_000_000, 0),
            new LinkBytes("host2", 0, 800, 0, 100));
  }

  @Test
  void logThatWasRenamedMeanwhileIsReadFirst() throws Exception {
    write("links.log.1", "%d host1 0 0\n%d host1 100 0\n".formatted(T, T + 100));
    write("links.log", "%d host1 250 0\n".formatted(T + 200));

    assertThat(read(0, 200, 100)).containsExactly(new LinkBytes("host1", 250, 0, 1500, 0));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(meter.resolve(name), text);
  }

  private List<LinkBytes> read(long from, long until, long window) throws IOException {
    return LinkBytes.between(
        meter,
        Instant.ofEpochMilli(T + from),
        Instant.ofEpochMilli(T + until),
        Duration.ofMillis(window));
  }
}
