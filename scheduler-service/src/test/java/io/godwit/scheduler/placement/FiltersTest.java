package io.godwit.scheduler.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.GuestClass;
import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.events.Reason;
import io.godwit.events.Window;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestNeeds.Network;
import io.godwit.events.agent.GuestNeeds.NetworkKind;
import io.godwit.events.agent.GuestState;
import io.godwit.events.host.HostSettings;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Scene;
import io.godwit.scheduler.dispatch.Waiting;
import io.godwit.scheduler.dispatch.Waits;
import io.godwit.scheduler.links.Traffic;
import io.godwit.scheduler.placement.Needs.Has;
import io.godwit.scheduler.verdict.LeastAnswers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each filter says why, and a forced destination is kept from by those only that force is not. */
class FiltersTest {
  private static final HostId HOST2 = new HostId("host2");
  private final Scene scene = new Scene(1000, "host1", "host2").guest("host1", "a", 500);
  private Limits limits = Limits.DEFAULT;

  @Test
  void hostThatHasAllSuits() {
    assertThat(ranked(it -> {}).suitable()).isTrue();
  }

  @Test
  void sourceItself() {
    var ranked =
        new Placements(new Board(scene.fleet(), limits), Scene.NOW, limits)
            .rank(waiting(it -> it.named = new HostId("host1")), new HostId("host3"), traffic());
    assertThat(ranked).extracting(Ranked::suitable).containsExactly(false);
    var wish =
        new Wish(
            waiting(it -> {}),
            new HostId("host1"),
            new Board(scene.fleet(), limits),
            Scene.NOW,
            limits);
    var stock = new Board(scene.fleet(), limits).stocks().getFirst();
    var misfit = Filters.misfit(wish, stock);
    assertThat(misfit == null ? "" : misfit.words()).isEqualTo("the guest runs there already");
  }

  @Test
  void notAmongTheDestinationsThatWereAskedFor() {
    assertMisfit(
        it -> it.allowed = List.of(new HostId("host9")),
        "it is not among the destinations that were asked for",
        true);
  }

  @Test
  void hasNotSaidWhatItHas() {
    var hosts = new ArrayList<>(scene.fleet().hosts());
    hosts.set(1, new Fleet.Host(HOST2, null, Scene.NOW, true));
    assertThat(reason(new Fleet(hosts, List.of()))).isEqualTo("it has not said what it has");
  }

  @Test
  void silent() {
    scene.seen.put("host2", Scene.NOW.minusSeconds(11));
    assertMisfit(it -> {}, "it is silent", true);
  }

  @Test
  void notConnected() {
    var hosts = new ArrayList<>(scene.fleet().hosts());
    hosts.set(1, new Fleet.Host(HOST2, hosts.get(1).inventory(), Scene.NOW, false));
    assertThat(reason(new Fleet(hosts, List.of()))).isEqualTo("it does not reach its hypervisor");
  }

  @Test
  void blackout() {
    var window =
        new Window(Window.Kind.BLACKOUT, Scene.NOW.minusSeconds(1), Scene.NOW.plusSeconds(1), null);
    scene.settings.put("host2", new HostSettings(null, null, null, null, List.of(window)));
    assertMisfit(it -> {}, "it is in a blackout", true);
  }

  @Test
  void refusedBefore() {
    assertMisfit(
        it -> it.tried = List.of(new Waiting.Refusal(HOST2, true, "cpu: it lacks avx2")),
        "it refused: cpu: it lacks avx2",
        false);
    assertThat(
            ranked(it -> it.tried = List.of(new Waiting.Refusal(HOST2, false, "cut off")))
                .suitable())
        .isTrue();
  }

  @Test
  void closed() {
    scene.settings.put("host2", new HostSettings(null, null, null, true, List.of()));
    assertMisfit(it -> {}, "it is closed to incoming guests", false);
  }

  @Test
  void memory() {
    scene.guest("host2", "other", 401);
    assertMisfit(it -> {}, "it has 599.0 MiB free, 600.0 MiB are needed", false);
  }

  @Test
  void guestsThatAreShutOffTakeNoMemory() {
    scene.guest("host2", "off", 900, GuestState.SHUT_OFF);
    assertThat(ranked(it -> {}).suitable()).isTrue();
  }

  @Test
  void network() {
    needNetworks(new Network(NetworkKind.BRIDGE, "br7"), new Network(NetworkKind.NONE, "user"));
    var has = new Has();
    has.networks = List.of(new Network(NetworkKind.NETWORK, "br7"));
    scene.resources.put("host2", has.build());
    assertMisfit(it -> {}, "it has no bridge 'br7'", false);
    has.networks = List.of(new Network(NetworkKind.BRIDGE, "br7"));
    scene.resources.put("host2", has.build());
    assertThat(ranked(it -> {}).suitable()).isTrue();
  }

  @Test
  void deviceOfANetworkIsLookedForWhereSuchAreListed() {
    needNetworks(new Network(NetworkKind.DIRECT, "eth7"));
    var has = new Has();
    scene.resources.put("host2", has.build());
    assertThat(ranked(it -> {}).suitable()).isTrue();
    has.networks = List.of(new Network(NetworkKind.DIRECT, "eth0"));
    scene.resources.put("host2", has.build());
    assertMisfit(it -> {}, "it has no direct 'eth7'", false);
  }

  @Test
  void antiAffinityIsAPreferenceUnlessThePolicyMakesItACondition() {
    var labels = new GuestLabels(null, null, null, "db");
    scene.guest("host2", Scene.spec("other", 64), GuestState.RUNNING, labels);
    assertThat(ranked(it -> it.labels = labels).suitable()).isTrue();
    limits =
        new Limits(
            limits.slots(),
            limits.memoryMargin(),
            limits.silence(),
            limits.giveUp(),
            limits.reserveAfter(),
            limits.links(),
            limits.placing(),
            limits.projects(),
            new LeastAnswers(
                Map.of(GuestClass.STANDARD, Map.of("affinity", Answer.NO_IDEA)), Map.of()));
    assertMisfit(
        it -> it.labels = labels, "1 guests run there that it keeps apart from by 'db'", false);
    assertThat(
            ranked(
                    it -> {
                      it.labels = labels;
                      it.guestClass = GuestClass.BATCH;
                    })
                .suitable())
        .isTrue();
  }

  private void needNetworks(Network... networks) {
    var needs = new Needs();
    needs.networks = List.of(networks);
    scene.at("host1").clear();
    scene.guest("host1", Scene.spec("a", 500, needs.build()), GuestState.RUNNING, GuestLabels.NONE);
  }

  private void assertMisfit(Consumer<Waits> change, String words, boolean evenIfForced) {
    assertThat(ranked(change))
        .extracting(Ranked::suitable, Ranked::reason)
        .containsExactly(false, words);
    assertThat(
            ranked(
                    change.andThen(it -> {
                      it.named = HOST2;
                      it.forced = true;
                    }))
                .suitable())
        .isEqualTo(!evenIfForced);
  }

  private Ranked ranked(Consumer<Waits> change) {
    return Placements.rank(scene.fleet(), waiting(change), Scene.NOW, limits).getFirst();
  }

  private String reason(Fleet fleet) {
    return Placements.rank(fleet, waiting(it -> {}), Scene.NOW, limits).getFirst().reason();
  }

  private Waiting waiting(Consumer<Waits> change) {
    var spec = scene.at("host1").getFirst().spec();
    return Waits.with(Scene.waiting(spec, Reason.USER, Scene.NOW, null), change);
  }

  private Traffic traffic() {
    return Moving.in(scene.fleet(), new Board(scene.fleet(), limits).ways());
  }
}
