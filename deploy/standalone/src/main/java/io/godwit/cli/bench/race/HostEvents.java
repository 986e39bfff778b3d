package io.godwit.cli.bench.race;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the source's libvirt told of a guest while it was moved; null is what did not happen.
 *
 * @param stoppedAt it stands still: its stop phase began, or someone paused it, which libvirt tells
 *     in the same words
 * @param postCopyAt it went on at the destination, its memory behind it
 * @param job the figures of the job that was completed, by libvirt's names
 */
record HostEvents(
    @Nullable Instant stoppedAt, @Nullable Instant postCopyAt, Map<String, Long> job) {
  private static final Pattern EVENT =
      Pattern.compile(
          "([0-9-]{10}) ([0-9:.]{12})[+]0000: event '([a-z-]+)' for domain '[^']*': ?(.*)");
  private static final Pattern FIGURE = Pattern.compile("\\s+([a-z_]+): ([0-9]+)");

  HostEvents {
    job = Map.copyOf(job);
  }

  /** Reads what "virsh event --all --loop --timestamp" printed; the first of each kind counts. */
  static HostEvents of(List<String> lines) {
    var firsts = new HashMap<String, Instant>();
    var job = new HashMap<String, Long>();
    for (var line : lines) {
      var event = EVENT.matcher(line);
      var figure = FIGURE.matcher(line);
      if (event.matches()) {
        var at =
            LocalDateTime.parse(event.group(1) + "T" + event.group(2)).toInstant(ZoneOffset.UTC);
        firsts.putIfAbsent(event.group(3) + " " + event.group(4), at);
      } else if (figure.matches()) {
        job.putIfAbsent(figure.group(1), Long.parseLong(figure.group(2)));
      }
    }
    return new HostEvents(
        firsts.get("lifecycle Suspended Migrated"),
        firsts.get("lifecycle Suspended Post-copy"),
        job);
  }

  /** Until when the guest ran at the source under the migration's own limit. */
  Instant endOfPreCopy(Instant end) {
    return Stream.of(stoppedAt, postCopyAt)
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(end);
  }

  /**
   * How it was switched, where it was.
   *
   * @param pausedAfter from when on it was stopped by a pause; null: by none
   */
  @Nullable String switchMade(@Nullable Instant pausedAfter) {
    if (postCopyAt != null) {
      return Run.POST_COPY;
    }
    if (stoppedAt != null && pausedAfter != null && !stoppedAt.isBefore(pausedAfter)) {
      return Run.PAUSED;
    }
    return stoppedAt == null && job.isEmpty() ? null : Run.PRE_COPY;
  }
}
