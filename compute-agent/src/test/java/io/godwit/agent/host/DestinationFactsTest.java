package io.godwit.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.GuestState;
import io.godwit.events.host.HostInventory.Guest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DestinationFactsTest {
  private static final HostId HERE = new HostId("b");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final GuestRef WEB = new GuestRef(new UUID(0, 1), "web");
  private static final GuestSpec WANTED = new GuestSpec(WEB, Bytes.ofMebi(1000), 1);

  private static Answer answer(String fact, int capacityMebi, Guest... guests) {
    return answer(fact, new HostView.Seen("QEMU", Bytes.ofMebi(capacityMebi), List.of(guests)));
  }

  private static Answer answer(String fact, HostView host) {
    return DestinationFacts.of(HERE, new HostId("a"), WANTED, host, NOW).stream()
        .filter(candidate -> candidate.name().equals(fact))
        .findFirst()
        .orElseThrow()
        .answer();
  }

  private static Guest guest(GuestRef guest, GuestState state, int mebi) {
    return new Guest(guest, state, Bytes.ofMebi(mebi), 1, true);
  }

  @Test
  void memoryWithMarginIsYesWithoutItProbablyAndTooLittleNo() {
    var other = guest(new GuestRef(new UUID(0, 2), "db"), GuestState.RUNNING, 500);
    assertThat(answer("memory", 1700, other)).isEqualTo(Answer.YES);
    assertThat(answer("memory", 1600, other)).isEqualTo(Answer.PROBABLY_YES);
    assertThat(answer("memory", 1499, other)).isEqualTo(Answer.NO);
  }

  @Test
  void guestsThatAreShutOffUseNoMemory() {
    var other = guest(new GuestRef(new UUID(0, 2), "db"), GuestState.SHUT_OFF, 500);
    assertThat(answer("memory", 1200, other)).isEqualTo(Answer.YES);
  }

  @Test
  void activeGuestHereIsNoLeftDefinitionProbablyNoAbsentYes() {
    assertThat(answer("guest-not-here", 4000, guest(WEB, GuestState.RUNNING, 1)))
        .isEqualTo(Answer.NO);
    assertThat(answer("guest-not-here", 4000, guest(WEB, GuestState.SHUT_OFF, 1)))
        .isEqualTo(Answer.PROBABLY_NO);
    assertThat(answer("guest-not-here", 4000)).isEqualTo(Answer.YES);
  }

  @Test
  void anotherGuestOfTheSameNameIsNo() {
    var namesake = guest(new GuestRef(new UUID(0, 9), "web"), GuestState.SHUT_OFF, 1);
    assertThat(answer("guest-not-here", 4000, namesake)).isEqualTo(Answer.NO);
  }

  @Test
  void sameHostIsNo() {
    var facts =
        DestinationFacts.of(
            HERE, HERE, WANTED, new HostView.Seen("QEMU", Bytes.ofMebi(4000), List.of()), NOW);
    assertThat(facts.getFirst().answer()).isEqualTo(Answer.NO);
  }

  @Test
  void hypervisorThatDoesNotAnswerIsNo() {
    assertThat(answer("hypervisor-reachable", new HostView.Unreachable("timed out")))
        .isEqualTo(Answer.NO);
  }
}
