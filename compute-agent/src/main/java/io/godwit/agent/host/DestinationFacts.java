package io.godwit.agent.host;

import io.godwit.events.Bytes;
import io.godwit.events.HostId;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.host.HostInventory;
import java.time.Instant;
import java.util.List;

/** What a destination knows about taking a guest. Facts only: the verdict is the scheduler's. */
public final class DestinationFacts {
  /** Room that a guest should find beyond its memory, for its devices and the migration itself. */
  private static final double MARGIN = 1.2;

  private DestinationFacts() {}

  public static List<Fact> of(
      HostId here, HostId source, GuestSpec guest, HostView host, Instant now) {
    var otherHost = otherHost(here, source, now);
    return switch (host) {
      case HostView.Unreachable(var words) ->
          List.of(
              otherHost,
              new Fact(
                  "hypervisor-reachable", Answer.NO, "the hypervisor does not answer", words, now));
      case HostView.Seen seen ->
          List.of(
              otherHost,
              new Fact(
                  "hypervisor-reachable",
                  Answer.YES,
                  "the hypervisor answers",
                  seen.hypervisor(),
                  now),
              version(seen, now),
              guestNotHere(guest, seen, now),
              memory(guest, seen, now));
    };
  }

  private static Fact otherHost(HostId here, HostId source, Instant now) {
    boolean same = here.equals(source);
    return new Fact(
        "other-host",
        same ? Answer.NO : Answer.YES,
        same ? "the guest is on this host" : "the guest comes from another host",
        "source " + source + ", destination " + here,
        now);
  }

  /** The source's is not told, so the two cannot be compared here. */
  private static Fact version(HostView.Seen host, Instant now) {
    return new Fact(
        "hypervisor-version",
        Answer.PROBABLY_YES,
        "this host's version is known, and not compared with the source's",
        host.hypervisor(),
        now);
  }

  private static Fact guestNotHere(GuestSpec wanted, HostView.Seen host, Instant now) {
    var name = wanted.guest().name();
    for (var there : host.guests()) {
      boolean same = there.guest().uuid().equals(wanted.guest().uuid());
      if (same || there.guest().name().equals(name)) {
        var evidence =
            "%s %s is %s".formatted(there.guest().name(), there.guest().uuid(), there.state());
        return new Fact("guest-not-here", taken(there, same), whyTaken(there, same), evidence, now);
      }
    }
    return new Fact(
        "guest-not-here",
        Answer.YES,
        "no guest of this name or UUID is here",
        host.guests().size() + " guests",
        now);
  }

  private static Answer taken(HostInventory.Guest there, boolean same) {
    return same && !isActive(there) ? Answer.PROBABLY_NO : Answer.NO;
  }

  private static String whyTaken(HostInventory.Guest there, boolean same) {
    if (!same) {
      return "another guest has its name";
    }
    return isActive(there) ? "the guest is active here" : "a definition of the guest is left here";
  }

  private static Fact memory(GuestSpec guest, HostView.Seen host, Instant now) {
    var used =
        host.guests().stream()
            .filter(DestinationFacts::isActive)
            .map(HostInventory.Guest::memory)
            .reduce(Bytes.ZERO, Bytes::plus);
    var free = host.capacity().less(used);
    return new Fact(
        "memory",
        enough(free, guest.memory()),
        "memory that is left for the guest",
        "free %s of %s, guest %s, margin %.1f"
            .formatted(free, host.capacity(), guest.memory(), MARGIN),
        now);
  }

  private static Answer enough(Bytes free, Bytes wanted) {
    if (free.count() >= wanted.count() * MARGIN) {
      return Answer.YES;
    }
    return free.compareTo(wanted) >= 0 ? Answer.PROBABLY_YES : Answer.NO;
  }

  private static boolean isActive(HostInventory.Guest guest) {
    return switch (guest.state()) {
      case ABSENT, SHUT_OFF, CRASHED -> false;
      case RUNNING,
          RUNNING_POST_COPY,
          PAUSED_MIGRATING,
          PAUSED_POST_COPY,
          POST_COPY_FAILED,
          PAUSED_BY_USER,
          PAUSED_OTHER,
          UNKNOWN ->
          true;
    };
  }
}
