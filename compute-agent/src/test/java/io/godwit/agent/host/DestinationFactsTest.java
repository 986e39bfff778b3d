package io.godwit.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.host.HostView.Reach;
import io.godwit.events.Bytes;
import io.godwit.events.GuestRef;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.GuestState;
import io.godwit.events.host.HostInventory.Guest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DestinationFactsTest {
  private final Worlds world = new Worlds();

  private static Guest guest(GuestRef guest, GuestState state, int mebi) {
    return new Guest(guest, state, Bytes.ofMebi(mebi), 1, true);
  }

  @Test
  void everyFactIsAnsweredOnceWithReasonAuthorAndTime() {
    var facts = world.facts();

    assertThat(facts)
        .extracting(Fact::name)
        .containsExactly(
            "other-host",
            "hypervisor-reachable",
            "guest-not-here",
            "hypervisor-version",
            "memory",
            "architecture",
            "virtualization",
            "machine-type",
            "firmware",
            "tpm",
            "cpu",
            "huge-pages",
            "numa",
            "pinned-cpus",
            "devices",
            "network",
            "disk",
            "copied-disk-room",
            "exclusive-storage",
            "disk-cache",
            "blockers",
            "migration-network");
    assertThat(facts)
        .allSatisfy(fact -> {
          assertThat(fact.reason()).isNotBlank();
          assertThat(fact.saidBy()).isEqualTo("b");
          assertThat(fact.at()).isEqualTo(Worlds.NOW);
        });
    assertThat(facts)
        .filteredOn(fact -> !fact.name().equals("migration-network"))
        .allSatisfy(fact -> assertThat(fact.answer()).isEqualTo(Answer.YES));
  }

  @Test
  void factsThatOtherGuestsChangeHoldForSeconds() {
    assertThat(world.fact("memory").holds()).isNotNull();
    assertThat(world.fact("machine-type").holds()).isNull();
  }

  @Test
  void memoryWithMarginIsYesWithoutItProbablyAndTooLittleNo() {
    world.guests = List.of(guest(new GuestRef(new UUID(0, 2), "db"), GuestState.RUNNING, 500));

    world.capacity = Bytes.ofMebi(1700);
    assertThat(world.answer("memory")).isEqualTo(Answer.YES);
    world.capacity = Bytes.ofMebi(1600);
    assertThat(world.answer("memory")).isEqualTo(Answer.PROBABLY_YES);
    world.capacity = Bytes.ofMebi(1499);
    assertThat(world.fact("memory"))
        .satisfies(fact -> {
          assertThat(fact.answer()).isEqualTo(Answer.NO);
          assertThat(fact.evidence()).contains("free 999.0 MiB of 1499.0 MiB", "margin 1.2");
        });
  }

  @Test
  void guestsThatAreShutOffUseNoMemory() {
    world.guests = List.of(guest(new GuestRef(new UUID(0, 2), "db"), GuestState.SHUT_OFF, 500));
    world.capacity = Bytes.ofMebi(1200);

    assertThat(world.answer("memory")).isEqualTo(Answer.YES);
  }

  @Test
  void activeGuestHereIsNoLeftDefinitionProbablyNo() {
    world.guests = List.of(guest(Worlds.WEB, GuestState.RUNNING, 1));
    assertThat(world.answer("guest-not-here")).isEqualTo(Answer.NO);
    world.guests = List.of(guest(Worlds.WEB, GuestState.SHUT_OFF, 1));
    assertThat(world.answer("guest-not-here")).isEqualTo(Answer.PROBABLY_NO);
  }

  @Test
  void anotherGuestOfTheSameNameIsNo() {
    world.guests = List.of(guest(new GuestRef(new UUID(0, 9), "web"), GuestState.SHUT_OFF, 1));

    assertThat(world.answer("guest-not-here")).isEqualTo(Answer.NO);
  }

  @Test
  void sameHostIsNo() {
    var spec = new GuestSpec(Worlds.WEB, Bytes.ofMebi(1), 1);
    var question = new Question(Worlds.HERE, Worlds.HERE, spec, null, null);
    var facts =
        DestinationFacts.of(
            question, new HostView.Seen("QEMU", Bytes.ofMebi(4000), List.of()), Worlds.NOW);

    assertThat(facts.getFirst().answer()).isEqualTo(Answer.NO);
  }

  @Test
  void hypervisorThatDoesNotAnswerIsNoAndNothingElseIsSaid() {
    var spec = new GuestSpec(Worlds.WEB, Bytes.ofMebi(1), 1);
    var question = new Question(Worlds.HERE, Worlds.SOURCE, spec, null, null);
    var facts = DestinationFacts.of(question, new HostView.Unreachable("timed out"), Worlds.NOW);

    assertThat(facts).extracting(Fact::answer).containsExactly(Answer.YES, Answer.NO);
    assertThat(facts.getLast().evidence()).isEqualTo("timed out");
  }

  @Test
  void guestWhoseNeedsAreNotToldLeavesThemOpen() {
    var facts = world.facts(new GuestSpec(Worlds.WEB, Bytes.ofMebi(1000), 1));

    assertThat(facts)
        .filteredOn(f -> List.of("cpu", "machine-type", "disk", "network").contains(f.name()))
        .hasSize(4)
        .allSatisfy(f -> assertThat(f.answer()).isEqualTo(Answer.NO_IDEA));
    assertThat(facts).filteredOn(f -> f.name().equals("memory")).isNotEmpty();
  }

  @Test
  void hostThatDoesNotTellEverythingLeavesThatOpen() {
    world.resourcesKnown = false;
    world.offerKnown = false;
    world.disks = List.of(Worlds.disk("vda", "default", "marker"));

    assertThat(world.answer("cpu")).isEqualTo(Answer.NO_IDEA);
    assertThat(world.answer("disk-vda")).isEqualTo(Answer.NO_IDEA);
    assertThat(world.answer("hypervisor-version")).isEqualTo(Answer.NO_IDEA);
    assertThat(world.answer("memory")).isEqualTo(Answer.YES);
  }

  @Test
  void sourceThatIsReachedIsOnlyProbablyReachedTheOtherWay() {
    assertThat(world.answer("migration-network")).isEqualTo(Answer.PROBABLY_YES);
    world.reach = new Reach.Failed("a:16509", "connection refused");
    assertThat(world.answer("migration-network")).isEqualTo(Answer.PROBABLY_NO);
    world.reach = new Reach.NotTried("the agent is not on the host's own network");
    assertThat(world.fact("migration-network"))
        .satisfies(fact -> {
          assertThat(fact.answer()).isEqualTo(Answer.NO_IDEA);
          assertThat(fact.reason()).contains("not on the host's own network");
        });
  }

  @Test
  void worstBlockerCounts() {
    world.blockers = List.of("host-passthrough");
    assertThat(world.answer("blockers")).isEqualTo(Answer.PROBABLY_NO);
    world.blockers = List.of("teamed-interface", "virtiofs", "mdev-device");
    assertThat(world.fact("blockers"))
        .satisfies(fact -> {
          assertThat(fact.answer()).isEqualTo(Answer.NO);
          assertThat(fact.reason()).contains("folder", "unplugged");
        });
    world.blockers = List.of("something-new");
    assertThat(world.answer("blockers")).isEqualTo(Answer.NO_IDEA);
  }
}
