package io.godwit.gateway.explanation;

import io.godwit.events.migration.MigrationEvent.BandwidthGranted;
import io.godwit.events.migration.MigrationEvent.BandwidthVerified;
import io.godwit.events.migration.MigrationEvent.MigrationPreempted;
import io.godwit.events.migration.MigrationEvent.PriorityChanged;

/** What the migration got of the queue and of the links, beside others. */
final class Shares {
  private Shares() {}

  static String granted(BandwidthGranted e) {
    var limit = e.limit();
    return limit == null
        ? "It was granted all that the links carry: " + Words.ending(e.why())
        : "It was granted %s of the links: %s".formatted(Words.rate(limit), Words.ending(e.why()));
  }

  static String verified(BandwidthVerified e) {
    return e.kept()
        ? "It kept to its limit of %s: %s were measured."
            .formatted(Words.rate(e.limit()), Words.rate(e.measured()))
        : "The hypervisor took the limit of %s and did not keep to it: %s were measured."
            .formatted(Words.rate(e.limit()), Words.rate(e.measured()));
  }

  static String prioritised(PriorityChanged e) {
    return "%s changed its priority to %d.".formatted(Words.beginningWith(e.by()), e.priority());
  }

  static String preempted(MigrationPreempted e, Related related) {
    var guest = related.guests().get(e.by());
    var other =
        guest == null
            ? "migration " + e.by()
            : "the migration of guest %s (%s)".formatted(guest, e.by());
    return "It gave way to %s and was queued again: %s".formatted(other, Words.ending(e.detail()));
  }
}
