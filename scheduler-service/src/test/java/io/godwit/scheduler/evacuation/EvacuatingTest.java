package io.godwit.scheduler.evacuation;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.EvacuationId;
import io.godwit.events.GuestClass;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationCancelling;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationEnded;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationPlanned;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationProgressed;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationRejected;
import io.godwit.events.evacuation.EvacuationEvent.EvacuationRequested;
import io.godwit.events.evacuation.EvacuationEvent.Outcome;
import io.godwit.events.evacuation.EvacuationEvent.Planned;
import io.godwit.events.evacuation.EvacuationEvent.Remaining;
import io.godwit.events.migration.FailureCause;
import io.godwit.events.migration.RejectionReason;
import io.godwit.events.request.MigrationRequest.CancelEvacuation.Running;
import io.godwit.scheduler.evacuation.EvacuationEffect.AskFor;
import io.godwit.scheduler.evacuation.EvacuationEffect.CloseHost;
import io.godwit.scheduler.evacuation.EvacuationEffect.OpenHost;
import io.godwit.scheduler.evacuation.EvacuationEffect.Stop;
import io.godwit.scheduler.evacuation.Sight.Presence;
import io.godwit.scheduler.migration.MigrationState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvacuatingTest {
  private static final HostId THIRD = new HostId("host3");
  private final Host1 host = new Host1();

  @Test
  void requestClosesTheHostAndQueuesItsGuestsByClassAndThenTheLongestFirst() {
    host.guest(1, GuestClass.BATCH, 900)
        .guest(2, GuestClass.STANDARD, 5)
        .guest(3, GuestClass.STANDARD, 50)
        .guest(4, GuestClass.CRITICAL, 7)
        .guest(5, GuestClass.STANDARD, 0)
        .request();

    assertThat(host.caused(CloseHost.class)).containsExactly(new CloseHost(Host1.HOST));
    assertThat(host.caused(AskFor.class).stream().map(ask -> ask.request().guest()))
        .containsExactly(uuid(4), uuid(5), uuid(3), uuid(2), uuid(1));
    assertThat(host.caused(AskFor.class).stream().map(AskFor::rank)).containsExactly(0, 1, 2, 3, 4);
    assertThat(host.events.stream().map(EvacuationEvent::getClass))
        .isEqualTo(
            List.of(
                EvacuationRequested.class, EvacuationPlanned.class, EvacuationProgressed.class));
  }

  @Test
  void manyGuestsAreAskedForAFewAtATimeSoThatTheFirstGetOnTheirWay() {
    for (int number = 1; number <= 20; number++) {
      host.guest(number, GuestClass.STANDARD, 5);
    }

    host.request();
    assertThat(host.caused(AskFor.class)).hasSize(8);
    assertThat(host.state().nextCheckAt()).isEqualTo(host.now.plusMillis(500));
    assertThat(host.said(EvacuationPlanned.class)).isEmpty();
    assertThat(host.said(EvacuationProgressed.class).getLast().total()).isEqualTo(20);

    host.lookAgain();
    assertThat(host.caused(AskFor.class)).as("too soon").hasSize(8);
    host.look().look();
    assertThat(host.caused(AskFor.class).stream().map(AskFor::rank))
        .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
    assertThat(host.said(EvacuationPlanned.class).getLast().guests()).hasSize(20);
    assertThat(host.state().nextCheckAt()).isEqualTo(host.now.plusSeconds(1));
  }

  @Test
  void cancelLeavesAloneWhatWasNotAskedForYet() {
    for (int number = 1; number <= 20; number++) {
      host.guest(number, GuestClass.STANDARD, 5);
    }

    host.request().cancel(Running.FINISH).look();

    assertThat(host.caused(AskFor.class)).hasSize(8);
    assertThat(host.said())
        .isInstanceOfSatisfying(
            EvacuationEnded.class,
            ended -> {
              assertThat(ended.outcome()).isEqualTo(Outcome.CANCELLED);
              assertThat(ended.remaining()).hasSize(20);
            });
  }

  @Test
  void migrationOfAGuestHasTheSameIdWhereverItIsComputed() {
    host.guest(1, GuestClass.STANDARD, 5).request();

    var ask = host.caused(AskFor.class).getFirst();
    assertThat(ask.id())
        .isEqualTo(MigrationId.of("urn:godwit:evacuation:" + Host1.ID, uuid(1) + "/1"));
    assertThat(Evacuation.of(host.state().urn())).contains(Host1.ID);
    assertThat(Evacuation.of("urn:other")).isEmpty();
  }

  @Test
  void endIsExpectedWhenThoseThatWaitHaveTakenTheirTurnsOnTheLanes() {
    host.lanes = 2;
    host.guest(1, GuestClass.STANDARD, 30)
        .guest(2, GuestClass.STANDARD, 20)
        .guest(3, GuestClass.STANDARD, 15)
        .request();

    var planned = host.said(EvacuationPlanned.class).getFirst();
    assertThat(planned.expectedEnd()).isEqualTo(host.now.plusSeconds(35));
  }

  @Test
  void endCannotBeSaidWhileOneGuestCannotBePredicted() {
    host.guest(1, GuestClass.STANDARD, 30).guest(2, GuestClass.STANDARD, 0).request();

    assertThat(host.said(EvacuationPlanned.class).getFirst().expectedEnd()).isNull();
  }

  @Test
  void emptyHostIsEvacuatedAtOnceAndStaysClosed() {
    host.request();

    assertThat(host.said())
        .isInstanceOfSatisfying(
            EvacuationEnded.class,
            ended -> {
              assertThat(ended.outcome()).isEqualTo(Outcome.COMPLETED);
              assertThat(ended.remaining()).isEmpty();
            });
    assertThat(host.closed).isTrue();
    assertThat(host.state().nextCheckAt()).isNull();
  }

  @Test
  void guestWhoseRequestLostToAnotherOnesThatIsOverIsAskedForAgain() {
    host.guest(1, GuestClass.STANDARD, 30).request();
    host.rejected(1, RejectionReason.GUEST_BUSY, "another migration moves the guest").look();
    host.later(1).look();

    assertThat(host.caused(AskFor.class))
        .extracting(AskFor::id)
        .containsExactly(
            MigrationId.of(host.state().urn(), uuid(1) + "/1"),
            MigrationId.of(host.state().urn(), uuid(1) + "/2"));
  }

  @Test
  void guestThatIsRejectedForAnythingElseIsStuckWithTheReason() {
    host.guest(1, GuestClass.STANDARD, 30).request();
    host.rejected(1, RejectionReason.NO_DESTINATION, "no host has room").look();
    host.later(1).look();

    assertThat(host.caused(AskFor.class)).hasSize(1);
    assertThat(host.state().guests())
        .extracting(going -> Objects.requireNonNull(going.stuck()).reason())
        .containsExactly("no host has room");
  }

  @Test
  void progressIsToldOnChangeOnly() {
    host.guest(1, GuestClass.STANDARD, 30).guest(2, GuestClass.STANDARD, 20).request();
    int before = host.events.size();

    host.look().look();
    assertThat(host.events).hasSize(before);

    host.move(1, MigrationState.RUNNING).look();
    assertThat(counts()).containsExactly(2, 0, 1, 1, 0);
    host.move(1, MigrationState.COMPLETED).look();
    assertThat(counts()).containsExactly(2, 1, 0, 1, 0);
  }

  @Test
  void expectedEndIsToldAgainWhenItHasMovedFar() {
    host.guest(1, GuestClass.STANDARD, 30).request().move(1, MigrationState.RUNNING).look();
    int before = host.events.size();

    host.later(25).look();
    assertThat(host.events).hasSize(before);
    host.later(30).look();
    assertThat(host.events).hasSize(before + 1);
  }

  @Test
  void completesWhenNobodyRunsThereAndTellsWhoDoesNotRun() {
    host.guest(1, GuestClass.STANDARD, 30)
        .guest(9, GuestClass.STANDARD, 5, Presence.IDLE)
        .request();
    assertThat(host.caused(AskFor.class)).hasSize(1);

    host.move(1, MigrationState.COMPLETED).look();

    assertThat(host.said())
        .isInstanceOfSatisfying(
            EvacuationEnded.class,
            ended -> {
              assertThat(ended.outcome()).isEqualTo(Outcome.COMPLETED);
              assertThat(ended.moved()).isEqualTo(1);
              assertThat(ended.remaining())
                  .containsExactly(
                      new Remaining(
                          Host1.ref(9), null, "it is IDLE: there is nothing to be moved"));
            });
    assertThat(host.closed).isTrue();
  }

  @Test
  void guestThatCannotGoIsStuckWithItsReasonAndTheOthersGoOn() {
    host.guest(1, GuestClass.STANDARD, 30).guest(2, GuestClass.STANDARD, 20).request();
    var first = host.migration(1);

    host.fails(1, FailureCause.HYPERVISOR_ERROR, "host2: no room").look();
    assertThat(counts()).containsExactly(2, 0, 0, 1, 1);
    host.move(2, MigrationState.COMPLETED).look();

    assertThat(host.said())
        .isInstanceOfSatisfying(
            EvacuationEnded.class,
            ended -> {
              assertThat(ended.outcome()).isEqualTo(Outcome.INCOMPLETE);
              assertThat(ended.remaining())
                  .containsExactly(new Remaining(Host1.ref(1), first, "host2: no room"));
            });
  }

  @Test
  void stuckGuestIsTriedAgainWhenTheFleetOffersMoreAtMostThreeTimes() {
    host.guest(1, GuestClass.STANDARD, 30).guest(2, GuestClass.STANDARD, 600).request();

    host.fails(1, FailureCause.HYPERVISOR_ERROR, "no").look().look();
    assertThat(host.caused(AskFor.class)).hasSize(2);

    host.room(THIRD, 4).look();
    assertThat(host.caused(AskFor.class)).hasSize(3);
    assertThat(host.said(EvacuationPlanned.class).getLast().guests())
        .contains(new Planned(Host1.ref(1), host.migration(1), java.time.Duration.ofSeconds(30)));

    host.fails(1, FailureCause.HYPERVISOR_ERROR, "no").look();
    host.room(THIRD, 5).look();
    assertThat(host.caused(AskFor.class)).hasSize(4);
    host.fails(1, FailureCause.HYPERVISOR_ERROR, "no").look();
    host.room(THIRD, 6).look();
    assertThat(host.caused(AskFor.class)).hasSize(4);
  }

  @Test
  void hopelessGuestIsTriedAgainOnlyWhereTheLinkIsAnother() {
    host.link(Host1.OTHER, 100).guest(1, GuestClass.STANDARD, 30);
    host.guest(2, GuestClass.STANDARD, 600).request();
    host.fails(1, FailureCause.HOPELESS, "the policy gave up").look();

    host.link(THIRD, 100).look();
    assertThat(host.caused(AskFor.class)).hasSize(2);

    host.link(new HostId("host4"), 200).look();
    assertThat(host.caused(AskFor.class)).hasSize(3);
  }

  @Test
  void guestThatMigratesAlreadyIsWaitedFor() {
    host.foreign("x", 1, MigrationState.RUNNING, Host1.HOST, Host1.OTHER);
    host.guest(1, GuestClass.STANDARD, 30, Presence.IN_FLUX).request();

    assertThat(host.caused(AskFor.class)).isEmpty();
    assertThat(host.said(EvacuationPlanned.class).getFirst().guests())
        .extracting(Planned::migration)
        .containsExactly(MigrationId.of("urn:other", "x"));

    host.move(1, MigrationState.COMPLETED).look();
    assertThat(host.said())
        .isInstanceOfSatisfying(
            EvacuationEnded.class,
            ended -> assertThat(ended.outcome()).isEqualTo(Outcome.COMPLETED));
  }

  @Test
  void guestWhoseOtherMigrationFailedIsMovedByTheEvacuation() {
    host.foreign("x", 1, MigrationState.RUNNING, Host1.HOST, Host1.OTHER);
    host.guest(1, GuestClass.STANDARD, 30).request();

    host.fails(1, FailureCause.HYPERVISOR_ERROR, "it broke").look();

    assertThat(host.caused(AskFor.class)).hasSize(1);
  }

  @Test
  void guestThatArrivesMeanwhileIsTakenTooAndWaitedForOnItsWay() {
    host.foreign("in", 7, MigrationState.RUNNING, Host1.OTHER, Host1.HOST);
    host.guest(7, GuestClass.STANDARD, 5, Presence.IN_FLUX).request();
    assertThat(host.caused(AskFor.class)).isEmpty();
    assertThat(host.state().state()).isEqualTo(EvacuationState.RUNNING);

    host.foreign("in", 7, MigrationState.COMPLETED, Host1.OTHER, Host1.HOST);
    host.guest(7, GuestClass.STANDARD, 5).look();

    assertThat(host.caused(AskFor.class).stream().map(ask -> ask.request().guest()))
        .containsExactly(uuid(7));
  }

  @Test
  void guestThatIsShutDownMeanwhileIsNoMoreToGo() {
    host.guest(1, GuestClass.STANDARD, 30).request();

    host.guest(1, GuestClass.STANDARD, 30, Presence.IDLE).look();
    assertThat(host.caused(Stop.class)).hasSize(1);
    host.look();

    assertThat(host.said())
        .isInstanceOfSatisfying(
            EvacuationEnded.class,
            ended -> {
              assertThat(ended.outcome()).isEqualTo(Outcome.COMPLETED);
              assertThat(ended.remaining())
                  .extracting(Remaining::guest)
                  .containsExactly(Host1.ref(1));
            });
  }

  @Test
  void onlyTheAllowedDestinationsAreAskedFor() {
    host.destinations = List.of(Host1.OTHER);
    host.guest(1, GuestClass.STANDARD, 30).request();

    assertThat(host.caused(AskFor.class).getFirst().allowed()).containsExactly(Host1.OTHER);
  }

  @Test
  void cancelStopsWhatWaitsAndLetsFinishWhatRuns() {
    host.guest(1, GuestClass.STANDARD, 30).guest(2, GuestClass.STANDARD, 20).request();
    host.move(1, MigrationState.RUNNING).look();

    host.cancel(Running.FINISH);
    assertThat(host.caused(Stop.class))
        .containsExactly(
            new Stop(host.migration(2), "evacuation " + Host1.ID + " was cancelled", false));
    host.look();
    assertThat(host.state().state()).isEqualTo(EvacuationState.CANCELLING);
    assertThat(host.closed).isTrue();

    host.move(1, MigrationState.COMPLETED).look();
    assertThat(host.said())
        .isInstanceOfSatisfying(
            EvacuationEnded.class,
            ended -> {
              assertThat(ended.outcome()).isEqualTo(Outcome.CANCELLED);
              assertThat(ended.moved()).isEqualTo(1);
              assertThat(ended.remaining())
                  .extracting(Remaining::guest)
                  .containsExactly(Host1.ref(2));
            });
    assertThat(host.closed).isFalse();
  }

  @Test
  void strongerCancelStopsWhatRunsTooAndOnceOnly() {
    host.guest(1, GuestClass.STANDARD, 30).request().move(1, MigrationState.RUNNING).look();
    host.cancel(Running.FINISH).look();
    assertThat(host.caused(Stop.class)).isEmpty();

    host.cancel(Running.CANCEL).cancel(Running.CANCEL).cancel(Running.FINISH);
    assertThat(host.caused(Stop.class)).hasSize(1);
    assertThat(host.said(EvacuationCancelling.class)).hasSize(2);
    host.look();
    assertThat(host.caused(OpenHost.class)).hasSize(1);
  }

  @Test
  void hostThatWasClosedBeforeStaysSoAfterACancel() {
    host.closed = true;
    host.guest(1, GuestClass.STANDARD, 30).request();

    host.cancel(Running.CANCEL).look();

    assertThat(host.said()).isInstanceOf(EvacuationEnded.class);
    assertThat(host.caused(OpenHost.class)).isEmpty();
  }

  @Test
  void hostThatSomeoneOpensIsClosedAgain() {
    host.guest(1, GuestClass.STANDARD, 30).request();
    host.closed = false;

    host.look();

    assertThat(host.closed).isTrue();
  }

  @Test
  void unknownHostIsWaitedForAndThenRejectedByItsField() {
    host.known = false;
    host.request();
    assertThat(host.events).isEmpty();

    host.later(5).look();

    assertThat(host.said())
        .isInstanceOfSatisfying(
            EvacuationRejected.class,
            rejected -> {
              assertThat(rejected.field()).isEqualTo("host");
              assertThat(rejected.detail()).isEqualTo("there is no host 'host1'");
            });
    assertThat(host.events.getFirst())
        .as("whoever reads along learns what was asked for")
        .isInstanceOf(EvacuationRequested.class);
    assertThat(host.state().state()).isEqualTo(EvacuationState.ENDED);
    assertThat(host.effects).isEmpty();
  }

  @Test
  void unknownDestinationIsRejectedByItsField() {
    host.destinations = List.of(THIRD);
    host.request().later(5).look();

    assertThat(host.said())
        .isInstanceOfSatisfying(
            EvacuationRejected.class,
            rejected -> assertThat(rejected.field()).isEqualTo("destinations"));
  }

  @Test
  void hostThatIsBeingEvacuatedIsNotEvacuatedTwice() {
    host.other = Optional.of(EvacuationId.of("urn:test", "0"));
    host.request();

    assertThat(host.said())
        .isInstanceOfSatisfying(
            EvacuationRejected.class, rejected -> assertThat(rejected.field()).isEqualTo("host"));
  }

  @Test
  void hostThatHasNotSaidWhatItRunsIsClosedAndWaitedFor() {
    host.told = false;
    host.request();
    assertThat(host.closed).isTrue();
    assertThat(host.state().state()).isEqualTo(EvacuationState.REQUESTED);

    host.told = true;
    host.guest(1, GuestClass.STANDARD, 30).look();

    assertThat(host.caused(AskFor.class)).hasSize(1);
  }

  @Test
  void endedEvacuationNeverChanges() {
    host.request();
    int before = host.events.size();

    host.guest(1, GuestClass.STANDARD, 30).look().cancel(Running.CANCEL);

    assertThat(host.events).hasSize(before);
    assertThat(host.caused(AskFor.class)).isEmpty();
  }

  private List<Integer> counts() {
    var told = host.said(EvacuationProgressed.class).getLast();
    return List.of(told.total(), told.moved(), told.moving(), told.waiting(), told.stuck());
  }

  private static String uuid(int number) {
    return Host1.ref(number).uuid().toString();
  }
}
