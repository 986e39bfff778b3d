package io.godwit.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.DiskCopy;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.Window;
import io.godwit.events.agent.AgentCommand.Origin;
import io.godwit.events.agent.Claims;
import io.godwit.events.host.HostSettings;
import io.godwit.events.migration.RejectionReason;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.dispatch.Limits.Slots;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Placement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private static final HostId HOST1 = new HostId("host1");
  private static final HostId HOST2 = new HostId("host2");
  private static final HostId HOST3 = new HostId("host3");

  @Test
  void startHasItsHostsClaimsSettingsShortlistAndOrigin() {
    var scene = new Scene(4096, "host1", "host2", "host3").guest("host1", "a", 500);
    scene.waits("a", 500, Reason.USER, 1, null);

    var placement = scene.dispatch().starts().getFirst().placed().placement();

    assertThat(placement.source()).isEqualTo(HOST1);
    assertThat(placement.destination()).isEqualTo(HOST2);
    assertThat(placement.peerUri()).isEqualTo("qemu+tcp://host2/system");
    assertThat(placement.claims()).isEqualTo(Claims.of(Bytes.ofMebi(600)));
    assertThat(placement.settings().switchoverBandwidth()).isEqualTo(new BytesPerSecond(800_000));
    assertThat(placement.settings().bandwidthLimit()).isNull();
    assertThat(placement.settings().maxDowntime()).isEqualTo(Duration.ofMillis(300));
    assertThat(placement.settings().postCopyArmed()).isTrue();
    assertThat(placement.shortlist())
        .containsExactly(new Placement.Candidate(HOST2), new Placement.Candidate(HOST3));
    assertThat(placement.origin())
        .isEqualTo(new Origin(null, "qemu+tcp://host1/system", DiskCopy.FULL));
    assertThat(placement.why()).startsWith("the best of 2 that suit: score ");
    assertThat(placement.considered())
        .singleElement()
        .satisfies(other -> {
          assertThat(other.host()).isEqualTo(HOST3);
          assertThat(other.suitable()).isTrue();
        });
  }

  @Test
  void namedDestinationIsTheOnlyOneThatIsAsked() {
    var scene = new Scene(4096, "host1", "host2", "host3").guest("host1", "a", 64);
    scene.waits("a", 64, Reason.USER, 1, "host3");
    var placement = scene.dispatch().starts().getFirst().placed().placement();
    assertThat(placement.shortlist()).containsExactly(new Placement.Candidate(HOST3));
    assertThat(placement.why()).isEqualTo("named by the request");
  }

  @Test
  void secondMigrationOfAFullLinkWaitsWithoutAWord() {
    var scene = twoOnHost1();
    var dispatch = scene.dispatch();
    assertThat(dispatch.starts()).extracting(Dispatch.Start::migration).containsExactly(id("a"));
    assertThat(dispatch.holds()).isEmpty();
    assertThat(dispatch.blocked())
        .containsExactly(new Dispatch.Blocked(id("b"), "host1 already sends 1 of 1 migrations"));
  }

  @Test
  void oneMoreIsPreparedWhileTheLinkIsFullAndNotTwo() {
    var scene = twoOnHost1().guest("host1", "c", 64).waits("c", 64, Reason.USER, 0, null);
    var dispatch = scene.dispatch(Limits.DEFAULT);
    assertThat(dispatch.starts())
        .extracting(Dispatch.Start::migration)
        .containsExactly(id("a"), id("b"));
    assertThat(dispatch.blocked())
        .containsExactly(
            new Dispatch.Blocked(id("c"), "the link out of host1 is full, 1 more prepared"));
  }

  @Test
  void hostsOwnLimitGoesBeforeTheConfiguration() {
    var scene = twoOnHost1();
    scene.settings.put("host1", new HostSettings(0, null, null, null, List.of()));
    var links = new Limits.Links(1, 0, 1, Map.of(), null, 0.8);
    assertThat(scene.dispatch(Scene.LIMITS.with(links)).starts()).hasSize(2);
  }

  @Test
  void evacuationGoesBeforeMaintenanceBeforeUserBeforeRebalanceOfTheSameTime() {
    var scene = new Scene(4096, "host1", "host2");
    scene.waits("rebalance", 64, Reason.REBALANCE, 9, null);
    scene.waits("user", 64, Reason.USER, 8, null);
    scene.waits("maintenance", 64, Reason.MAINTENANCE, 7, null);
    scene.waits("young", 64, Reason.EVACUATION, 5, null);
    scene.waits("old", 64, Reason.EVACUATION, 50, null);
    var turns = scene.queue.stream().sorted(Waiting.BY_TURN).map(w -> w.guest().guest().name());
    assertThat(turns).containsExactly("old", "young", "maintenance", "user", "rebalance");
  }

  @Test
  void rebalanceThatWaitedForThreeLevelsGoesBeforeAFreshEvacuation() {
    var scene = new Scene(4096, "host1", "host2");
    scene.guest("host1", "tired", 64).guest("host1", "fresh", 64);
    scene.waits("tired", 64, Reason.REBALANCE, 1801, null);
    scene.waits("fresh", 64, Reason.EVACUATION, 0, null);
    assertThat(scene.dispatch().starts())
        .extracting(Dispatch.Start::migration)
        .containsExactly(id("tired"));
  }

  @Test
  void readyOneGoesWhenItsSlotsAreFree() {
    var scene = new Scene(4096, "host1", "host2").guest("host1", "a", 64);
    scene.flies("a", 64, "host1", "host2", Phase.READY, Reason.USER);
    var go = scene.dispatch().goes().getFirst();
    assertThat(go.migration()).isEqualTo(id("a"));
    assertThat(go.input().settings().switchoverBandwidth()).isEqualTo(new BytesPerSecond(800_000));
    assertThat(go.input().why())
        .startsWith(
            "slots are free on host1 and host2; it has the link out of host1 for itself, 1.0 MiB/s");
  }

  @Test
  void readyOneWaitsForItsSlotsAndForTheEndOfTheJobOnly() {
    var scene = new Scene(4096, "host1", "host2").guest("host1", "a", 64).guest("host1", "b", 64);
    scene.flies("a", 64, "host1", "host2", Phase.MOVING, Reason.USER);
    scene.flies("b", 64, "host1", "host2", Phase.READY, Reason.USER);
    assertThat(scene.dispatch().goes()).isEmpty();
    scene.flights.set(0, Flies.with(scene.flights.getFirst(), it -> it.phase = Phase.ENDING));
    assertThat(scene.dispatch().goes()).hasSize(1);
  }

  @Test
  void slotOfTheDestinationAndOfTheClusterCountToo() {
    var scene = new Scene(4096, "host1", "host2", "host3");
    scene.guest("host1", "a", 64).guest("host3", "b", 64);
    scene.flies("a", 64, "host1", "host2", Phase.MOVING, Reason.USER);
    scene.flies("b", 64, "host3", "host2", Phase.READY, Reason.USER);
    var links = new Limits.Links(1, 0, 1, Map.of(), null, 0.8);
    var incoming = Limits.DEFAULT.with(links).with(new Slots(4, 1, 0, 1));
    assertThat(scene.dispatch(incoming).blocked())
        .containsExactly(new Dispatch.Blocked(id("b"), "host2 already receives 1 of 1 migrations"));
    var cluster = Limits.DEFAULT.with(links).with(new Slots(4, 4, 1, 1));
    assertThat(scene.dispatch(cluster).blocked())
        .containsExactly(new Dispatch.Blocked(id("b"), "1 of 1 migrations move already"));
  }

  @Test
  void moreUrgentOfTwoThatAreReadyGoes() {
    var scene = new Scene(4096, "host1", "host2").guest("host1", "a", 64).guest("host1", "b", 64);
    scene.flies("a", 64, "host1", "host2", Phase.READY, Reason.REBALANCE);
    scene.flies("b", 64, "host1", "host2", Phase.READY, Reason.USER);
    assertThat(scene.dispatch().goes()).extracting(Dispatch.Go::migration).containsExactly(id("b"));
  }

  @Test
  void cancelledOneDoesNotGo() {
    var scene = new Scene(4096, "host1", "host2").guest("host1", "a", 64);
    scene.flies("a", 64, "host1", "host2", Phase.READY, Reason.USER);
    scene.butFlight(flight -> Flies.with(flight, it -> it.cancelling = true));
    assertThat(scene.dispatch().goes()).isEmpty();
  }

  @Test
  void whatFreesUpIsKeptForOneThatWasPassedByForTooLong() {
    var scene = new Scene(4096, "host1", "host2", "host3", "host4");
    scene.links.put("host3", Scene.LINK / 10);
    scene.links.put("host4", Scene.LINK / 10);
    for (var name : List.of("big", "small", "moving")) {
      scene.guest("host1", name, 64);
    }
    scene.flies("moving", 64, "host1", "host3", Phase.MOVING, Reason.USER);
    scene.flies("big", 64, "host1", "host2", Phase.READY, Reason.EVACUATION);
    scene.flies("small", 64, "host4", "host2", Phase.READY, Reason.USER);
    // while something moves out of host1, so little of its link is free that the big one waits
    var links = new Limits.Links(1, 0.95, 1, Map.of(), null, 0.8);
    var limits = Limits.DEFAULT.with(links);
    assertThat(scene.dispatch(limits).goes())
        .extracting(Dispatch.Go::migration)
        .containsExactly(id("small"));
    scene.now = Scene.NOW.plusSeconds(31);
    scene.seen.replaceAll((_, _) -> scene.now);
    assertThat(scene.dispatch(limits).goes()).isEmpty();
    assertThat(scene.dispatch(limits).blocked())
        .contains(
            new Dispatch.Blocked(
                id("small"),
                "what frees up of the link into host2 is kept for migration " + id("big")));
  }

  @Test
  void memoryOnItsWayCountsOnceWhetherTheGuestIsListedYetOrNot() {
    var scene = new Scene(1000, "host1", "host2", "host3").guest("host1", "a", 400);
    scene.flies("moving", 600, "host3", "host2", Phase.MOVING, Reason.USER);
    scene.waits("a", 400, Reason.USER, 1, "host2");
    assertThat(scene.dispatch().holds())
        .containsExactly(
            new Dispatch.Hold(
                id("a"), new Input.Waits("host2: it has 400.0 MiB free, 480.0 MiB are needed")));

    scene.queue.clear();
    var limits = Scene.LIMITS.with(new Limits.Links(1, 0, 1, Map.of(), null, 0.8));
    scene.guest("host2", "moving", 600).waits("a", 300, Reason.USER, 1, "host2");
    assertThat(scene.dispatch(limits).starts()).hasSize(1);
  }

  @Test
  void silentHostsAreNotUsed() {
    var scene = new Scene(4096, "host1", "host2").guest("host1", "a", 64);
    scene.seen.put("host2", Scene.NOW.minusSeconds(11));
    scene.waits("a", 64, Reason.USER, 1, null);
    assertThat(scene.dispatch().holds().getFirst().input())
        .isEqualTo(new Input.Waits("host2: it is silent"));
    scene.seen.put("host1", Scene.NOW.minusSeconds(11));
    assertThat(scene.dispatch().holds().getFirst().input())
        .isEqualTo(new Input.Waits("host1 is silent"));
  }

  @Test
  void waitForADestinationHasAnEndWhichTheWaitForATurnDoesNotBringNearer() {
    var scene = new Scene(100, "host1", "host2").guest("host1", "a", 512);
    scene.waits("a", 512, Reason.USER, 6000, null);
    assertThat(scene.dispatch().holds().getFirst().input()).isInstanceOf(Input.Waits.class);
    scene.but(one -> Waits.with(one, it -> it.heldSince = Scene.NOW.minusSeconds(601)));
    assertThat(scene.dispatch().holds().getFirst().input())
        .isEqualTo(
            new Input.Unplaceable(
                RejectionReason.NO_DESTINATION,
                "destination",
                "host2: it has 100.0 MiB free, 614.4 MiB are needed"));
  }

  @Test
  void whoeverWasRefusedByAllIsNotHeldAnyLonger() {
    var scene = new Scene(4096, "host1", "host2").guest("host1", "a", 64);
    scene.waits("a", 64, Reason.USER, 1, null);
    scene.but(one ->
        Waits.with(
            one, it -> it.tried = List.of(new Waiting.Refusal(HOST2, true, "cpu: it lacks avx"))));
    assertThat(scene.dispatch().holds().getFirst().input())
        .isEqualTo(
            new Input.Unplaceable(
                RejectionReason.NO_DESTINATION,
                "destination",
                "host2: it refused: cpu: it lacks avx"));
  }

  @Test
  void guestOnItsOwnDestinationIsUnplaceable() {
    var scene = new Scene(4096, "host1", "host2").guest("host1", "a", 64);
    scene.waits("a", 64, Reason.USER, 1, "host1");
    assertThat(scene.dispatch().holds().getFirst().input())
        .isEqualTo(
            new Input.Unplaceable(
                RejectionReason.DESTINATION_IS_SOURCE,
                "destination",
                "the guest runs on host1 already"));
  }

  @Test
  void whoBacksOffSaysNothing() {
    var scene = new Scene(4096, "host1", "host2").guest("host1", "a", 64);
    scene.waits("a", 64, Reason.USER, 1, null);
    scene.but(one -> Waits.with(one, it -> it.notBefore = Scene.NOW.plusSeconds(1)));
    assertThat(scene.dispatch())
        .isEqualTo(new Dispatch(List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  @Test
  void blackoutOfASourceHoldsBackAllButEvacuations() {
    var blackout =
        new Window(Window.Kind.BLACKOUT, Scene.NOW.minusSeconds(1), Scene.NOW.plusSeconds(1), null);
    var scene = twoOnHost1();
    scene.queue.removeLast();
    scene.waits("b", 64, Reason.EVACUATION, 0, null);
    scene.settings.put("host1", new HostSettings(null, null, null, null, List.of(blackout)));
    var dispatch = scene.dispatch();
    assertThat(dispatch.starts()).extracting(Dispatch.Start::migration).containsExactly(id("b"));
    assertThat(dispatch.blocked())
        .containsExactly(
            new Dispatch.Blocked(
                id("a"), "host1 is in a blackout until " + Scene.NOW.plusSeconds(1)));
  }

  @Test
  void claimsOfOneAreSeenByTheNextInTheSameDispatch() {
    var scene = new Scene(1000, "host1", "host2", "host3");
    scene.guest("host1", "a", 500).guest("host3", "b", 500).guest("host3", "c", 400);
    scene.waits("a", 500, Reason.USER, 2, "host2").waits("b", 500, Reason.USER, 1, "host2");
    var dispatch = scene.dispatch(Limits.DEFAULT);
    assertThat(dispatch.starts()).extracting(Dispatch.Start::migration).containsExactly(id("a"));
    assertThat(dispatch.holds())
        .containsExactly(
            new Dispatch.Hold(
                id("b"), new Input.Waits("host2: it has 400.0 MiB free, 600.0 MiB are needed")));
  }

  private static Scene twoOnHost1() {
    return new Scene(4096, "host1", "host2")
        .guest("host1", "a", 64)
        .guest("host1", "b", 64)
        .waits("a", 64, Reason.USER, 2, null)
        .waits("b", 64, Reason.USER, 1, null);
  }

  private static MigrationId id(String name) {
    return Scene.id(name);
  }
}
