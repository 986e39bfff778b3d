package io.godwit.cli.progress;

import io.godwit.cli.gateway.HostView;
import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Amounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An evacuation's progress in a few lines. */
final class EvacuationProgressText {
  private EvacuationProgressText() {}

  /** How far it is and when it is expected to end; under which limits. */
  static List<String> header(EvacuationSnapshot snapshot, Instant now) {
    var evacuation = snapshot.evacuation();
    var lines = new ArrayList<String>();
    lines.add(
        "%s %s: %d of %d moved, %d moving, %d waiting, %d stuck%s"
            .formatted(
                evacuation.host(),
                evacuation.state(),
                evacuation.moved(),
                evacuation.total(),
                evacuation.moving(),
                evacuation.waiting(),
                evacuation.stuck(),
                expectedEnd(evacuation.expectedEnd(), evacuation.ended(), now)));
    var host = snapshot.host();
    if (host != null && !evacuation.ended()) {
      lines.add(limits(host));
    }
    return lines;
  }

  private static String expectedEnd(@Nullable Instant end, boolean ended, Instant now) {
    return end == null || ended ? "" : "; expected end " + Amounts.moment(end, now);
  }

  /** What bounds how many go at once, as far as it is known. */
  private static String limits(HostView host) {
    var parts = new ArrayList<String>();
    Integer limit = host.settingsOrNone().outgoingLimit();
    parts.add("sends " + host.sending() + bound(limit));
    if (host.linkRateBytesPerSecond() != null) {
      parts.add("link " + Amounts.rate(host.linkRateBytesPerSecond()));
    }
    Long cap = host.settingsOrNone().bandwidthCapBytesPerSecond();
    if (cap != null && cap > 0) {
      parts.add("of which " + Amounts.rate(cap) + " for migrations");
    }
    return "  " + String.join(", ", parts);
  }

  private static String bound(@Nullable Integer limit) {
    if (limit == null) {
      return "";
    }
    return limit == 0 ? " (no limit)" : " of at most " + limit;
  }

  /** How a guest's migration ended. */
  static String ended(Migration migration) {
    String name = migration.guest().name();
    if (!migration.completed()) {
      return "%s: %s, %s".formatted(name, migration.state(), migration.why());
    }
    return "%s: moved to %s in %s, downtime %s, sent %s"
        .formatted(
            name,
            migration.destination(),
            Amounts.millis(migration.totalMillis()),
            Amounts.millis(migration.downtimeMillis()),
            Amounts.bytes(migration.sentBytes()));
  }
}
