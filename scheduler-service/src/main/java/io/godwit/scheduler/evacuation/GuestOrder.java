package io.godwit.scheduler.evacuation;

import io.godwit.events.GuestClass;
import java.time.Duration;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The order in which guests leave a host: by class, critical ones first; within a class the longest
 * predicted first; then by id.
 *
 * <p>By class first, because a host is emptied when it cannot be relied on, and what matters most
 * is to be safe soonest: whenever the host dies, the fewest that matter are still on it.
 *
 * <p>The longest first within a class, because a list in that order fills parallel links best: no
 * schedule is shorter by more than a third (Graham 1969, Bounds on Multiprocessing Timing
 * Anomalies: LPT ends within 4/3 - 1/3m of the optimum on m equal machines, while any other order
 * may take up to 2 - 1/m). What is left at the end is short, so no link stands idle for long while
 * one last guest goes. On a single link the order does not matter to the end, only to who waits.
 *
 * <p>A guest whose time cannot be predicted counts as the longest: one that turns out short costs
 * nothing at the start, one that turns out long costs the whole of its time at the end.
 */
final class GuestOrder {
  static final Comparator<Sight.Guest> OF =
      Comparator.comparingInt((Sight.Guest guest) -> urgency(guest.guestClass()))
          .thenComparing(guest -> length(guest.expected()), Comparator.reverseOrder())
          .thenComparing(guest -> guest.guest().uuid().toString());

  private GuestOrder() {}

  private static int urgency(GuestClass guestClass) {
    return switch (guestClass) {
      case CRITICAL -> 0;
      case STANDARD -> 1;
      case BATCH -> 2;
    };
  }

  private static Duration length(@Nullable Duration expected) {
    return expected == null ? Duration.ofDays(365_000) : expected;
  }
}
