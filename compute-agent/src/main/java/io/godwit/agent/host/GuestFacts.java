package io.godwit.agent.host;

import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.host.HostInventory;
import java.time.Instant;

/** Where the guest is, and which guests are here. */
final class GuestFacts {
  private GuestFacts() {}

  static Fact otherHost(Question question, Instant now) {
    boolean same = question.here().equals(question.source());
    return new Fact(
        "other-host",
        same ? Answer.NO : Answer.YES,
        same ? "the guest is on this host" : "the guest comes from another host",
        "source " + question.source() + ", destination " + question.here(),
        now,
        question.here().value(),
        null);
  }

  static Fact guestNotHere(Answering answering) {
    var wanted = answering.question().guest().guest();
    for (var there : answering.host().guests()) {
      boolean same = there.guest().uuid().equals(wanted.uuid());
      if (same || there.guest().name().equals(wanted.name())) {
        var evidence =
            "%s %s is %s".formatted(there.guest().name(), there.guest().uuid(), there.state());
        return answering.passing(
            "guest-not-here", taken(there, same), whyTaken(there, same), evidence);
      }
    }
    return answering.passing(
        "guest-not-here",
        Answer.YES,
        "no guest of this name or UUID is here",
        answering.host().guests().size() + " guests");
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

  static boolean isActive(HostInventory.Guest guest) {
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
