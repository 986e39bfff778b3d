package io.godwit.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.scheduler.migration.Input;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DispatcherTest {
  private static final List<Reason> REASONS = List.of(Reason.values());

  @Test
  void firstHostWithRoomIsTakenByIdWithItsLinkAndPolicy() {
    var scene = new Scene(4096, "host1", "host2", "host3").guest("host1", "a", 512);
    scene.waits("a", 512, Reason.USER, 1, null);

    var start = scene.dispatch().starts().getFirst().placed().placement();

    assertThat(start.destination()).isEqualTo(new HostId("host2"));
    assertThat(start.peerUri()).isEqualTo("qemu+tcp://host2/system");
    assertThat(start.why()).isEqualTo("the first host with room");
    assertThat(start.settings().switchoverBandwidth()).isEqualTo(new BytesPerSecond(800_000));
    assertThat(start.settings().bandwidthLimit()).isNull();
    assertThat(start.settings().maxDowntime()).isEqualTo(Duration.ofMillis(300));
    assertThat(start.settings().postCopyArmed()).isTrue();
  }

  @Test
  void secondMigrationOfAHostWaitsVisiblyForTheFirst() {
    var scene = new Scene(4096, "host1", "host2").guest("host1", "a", 64).guest("host1", "b", 64);
    scene.waits("a", 64, Reason.USER, 2, null).waits("b", 64, Reason.USER, 1, null);

    var dispatch = scene.dispatch();

    assertThat(dispatch.starts()).hasSize(1);
    assertThat(dispatch.holds())
        .containsExactly(
            new Dispatch.Hold(
                MigrationId.of("test", "b"),
                new Input.Waits("host1 already sends 1 of 1 migrations")));
  }

  @Test
  void zeroMeansThatAHostMaySendAnyNumber() {
    var scene = new Scene(4096, "host1", "host2");
    for (var name : List.of("a", "b", "c")) {
      scene.guest("host1", name, 64).waits(name, 64, Reason.USER, 1, null);
    }
    var unlimited = new Limits(0, 1.2, Duration.ofSeconds(10), Duration.ofMinutes(10), null, 0.8);
    assertThat(scene.dispatch(unlimited).starts()).hasSize(3);
  }

  @Test
  void evacuationGoesBeforeMaintenanceBeforeUserBeforeRebalanceAndThenTheOldest() {
    var scene = new Scene(4096, "host1", "host2");
    scene.waits("rebalance", 64, Reason.REBALANCE, 900, null);
    scene.waits("user", 64, Reason.USER, 800, null);
    scene.waits("maintenance", 64, Reason.MAINTENANCE, 700, null);
    scene.waits("young", 64, Reason.EVACUATION, 5, null);
    scene.waits("old", 64, Reason.EVACUATION, 50, null);

    var turns = scene.queue.stream().sorted(Waiting.BY_TURN).map(w -> w.guest().guest().name());

    assertThat(turns).containsExactly("old", "young", "maintenance", "user", "rebalance");
  }

  @Test
  void hostWithoutRoomIsPassedOverWithItsReason() {
    var scene = new Scene(1000, "host1", "host2", "host3").guest("host1", "a", 600);
    scene.guest("host2", "other", 400).waits("a", 600, Reason.USER, 1, null);

    var start = scene.dispatch().starts().getFirst().placed().placement();

    assertThat(start.destination()).isEqualTo(new HostId("host3"));
    assertThat(start.why())
        .isEqualTo("the first host with room (host2 has 600.0 MiB free, 720.0 MiB are needed)");
  }

  @Test
  void memoryOnItsWayCountsOnceWhetherTheGuestIsListedYetOrNot() {
    var scene = new Scene(1000, "host1", "host2", "host3").guest("host1", "a", 400);
    var moving = Scene.spec("moving", 600);
    scene.flights.add(
        new Fleet.Flight(
            MigrationId.of("test", "moving"),
            moving.guest().uuid(),
            moving.memory(),
            new HostId("host3"),
            new HostId("host2")));
    scene.waits("a", 400, Reason.USER, 1, "host2");
    assertThat(scene.dispatch().starts()).isEmpty();

    scene.queue.clear();
    scene.guest("host2", "moving", 600).waits("a", 300, Reason.USER, 1, "host2");
    assertThat(scene.dispatch().starts()).hasSize(1);
  }

  @Test
  void silentHostsAreNotUsed() {
    var scene = new Scene(4096, "host1", "host2").guest("host1", "a", 64);
    scene.seen.put("host2", Scene.NOW.minusSeconds(11));
    scene.waits("a", 64, Reason.USER, 1, null);
    assertThat(scene.dispatch().holds().getFirst().input())
        .isEqualTo(new Input.Waits("host2 is silent"));
  }

  @Test
  void waitForADestinationHasAnEnd() {
    var scene = new Scene(100, "host1", "host2").guest("host1", "a", 512);
    scene.waits("a", 512, Reason.USER, 601, null);
    assertThat(scene.dispatch().holds().getFirst().input()).isInstanceOf(Input.Unplaceable.class);
  }

  @Test
  void hostThatRefusedForGoodIsNotAskedAgainAndTheLeastTriedComesFirst() {
    var scene = new Scene(4096, "host1", "host2", "host3", "host4").guest("host1", "a", 64);
    scene.waits("a", 64, Reason.USER, 1, null);
    var waiting = scene.queue.removeFirst();
    scene.queue.add(
        new Waiting(
            waiting.migration(),
            waiting.guest(),
            null,
            waiting.reason(),
            waiting.requestedAt(),
            waiting.queuedAt(),
            null,
            waiting.policy(),
            List.of(
                new Waiting.Refusal(new HostId("host2"), true, "no CPU"),
                new Waiting.Refusal(new HostId("host3"), false, "cut off"))));
    var start = scene.dispatch().starts().getFirst().placed().placement();
    assertThat(start.destination()).isEqualTo(new HostId("host4"));
  }

  static List<Long> seeds() {
    return LongStream.rangeClosed(1, 300).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void limitsAndCapacityAreNeverExceededAndEveryoneHearsItsReason(long seed) {
    var random = new Random(seed);
    var scene = randomScene(random);
    var limits =
        new Limits(
            random.nextInt(3), 1.2, Duration.ofSeconds(10), Duration.ofMinutes(10), null, 0.8);

    var dispatch = scene.dispatch(limits);

    var sending = new HashMap<HostId, Integer>();
    var free = new HashMap<HostId, Long>();
    scene.guests.forEach((host, here) ->
        free.put(
            new HostId(host), 2000 - here.stream().mapToLong(g -> g.memory().count() >> 20).sum()));
    for (var start : dispatch.starts()) {
      var placement = start.placed().placement();
      assertThat(placement.source()).isNotEqualTo(placement.destination());
      sending.merge(placement.source(), 1, Integer::sum);
      free.merge(placement.destination(), -memoryOf(scene, start.migration()), Long::sum);
    }
    if (limits.outgoingPerHost() > 0) {
      assertThat(sending.values()).allMatch(count -> count <= limits.outgoingPerHost());
    }
    assertThat(free.values()).as("seed " + seed).allMatch(mebi -> mebi >= 0);
    var told = new HashSet<MigrationId>();
    dispatch.starts().forEach(start -> assertThat(told.add(start.migration())).isTrue());
    dispatch.holds().forEach(hold -> assertThat(told.add(hold.migration())).isTrue());
    assertThat(told).hasSize(scene.queue.size());
    Collections.shuffle(scene.queue, random);
    assertThat(scene.dispatch(limits)).as("order of the queue").isEqualTo(dispatch);
  }

  private static long memoryOf(Scene scene, MigrationId id) {
    return scene.queue.stream()
            .filter(waiting -> waiting.migration().equals(id))
            .findFirst()
            .orElseThrow()
            .guest()
            .memory()
            .count()
        >> 20;
  }

  private static Scene randomScene(Random random) {
    int hosts = 2 + random.nextInt(4);
    var names = new String[hosts];
    for (int i = 0; i < hosts; i++) {
      names[i] = "host" + i;
    }
    var scene = new Scene(2000, names);
    var used = new long[hosts];
    for (int i = 0; i < 12; i++) {
      int host = random.nextInt(hosts);
      long mebi = random.nextLong(50, 550);
      if (used[host] + mebi > 2000) {
        continue;
      }
      used[host] += mebi;
      scene.guest(names[host], "guest" + i, mebi);
      if (random.nextBoolean()) {
        var reason = REASONS.get(random.nextInt(REASONS.size()));
        var named = random.nextInt(3) == 0 ? names[random.nextInt(hosts)] : null;
        scene.waits("guest" + i, mebi, reason, random.nextInt(100), named);
      }
    }
    return scene;
  }
}
