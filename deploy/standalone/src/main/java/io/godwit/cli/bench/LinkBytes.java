package io.godwit.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What a host's link carried, as the lab's meter counted it from outside.
 *
 * @param host which host
 * @param sent bytes
 * @param received bytes
 * @param peakSent most bytes per second sent over any time of {@code window}
 * @param peakReceived the same of those received
 */
public record LinkBytes(String host, long sent, long received, long peakSent, long peakReceived) {

  private record Count(long millis, long sent, long received) {}

  /**
   * Reads the meter's log: lines of epoch milliseconds, host, and bytes sent and received so far.
   *
   * @param meterDirectory of the lab
   * @param window over which the peaks are means
   */
  public static List<LinkBytes> between(
      Path meterDirectory, Instant from, Instant until, Duration window) throws IOException {
    var counts = new TreeMap<String, List<Count>>();
    for (var name : List.of("links.log.1", "links.log")) {
      var file = meterDirectory.resolve(name);
      for (var line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        var words = line.split(" ", -1);
        // The last line may be half written.
        if (words.length == 4 && !words[3].isEmpty()) {
          var count =
              new Count(
                  Long.parseLong(words[0]), Long.parseLong(words[2]), Long.parseLong(words[3]));
          if (count.millis() >= from.toEpochMilli() && count.millis() <= until.toEpochMilli()) {
            counts.computeIfAbsent(words[1], host -> new ArrayList<>()).add(count);
          }
        }
      }
    }
    var all = new ArrayList<LinkBytes>();
    counts.forEach((host, of) -> all.add(of(host, of, window)));
    return all;
  }

  private static LinkBytes of(String host, List<Count> counts, Duration window) {
    var first = counts.getFirst();
    var last = counts.getLast();
    return new LinkBytes(
        host,
        last.sent() - first.sent(),
        last.received() - first.received(),
        peak(counts, window, Count::sent),
        peak(counts, window, Count::received));
  }

  private static long peak(List<Count> counts, Duration window, ToLongFunction<Count> of) {
    long peak = 0;
    int since = 0;
    for (var count : counts) {
      while (count.millis() - counts.get(since + 1 < counts.size() ? since + 1 : since).millis()
          >= window.toMillis()) {
        since++;
      }
      var begin = counts.get(since);
      long took = count.millis() - begin.millis();
      if (took >= window.toMillis()) {
        peak = Math.max(peak, (of.applyAsLong(count) - of.applyAsLong(begin)) * 1000 / took);
      }
    }
    return peak;
  }
}
