package io.godwit.scheduler.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.host.HostSettings;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Limits.Links;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoomTest {
  private final Net net = new Net().host("host1", 1000).host("host2", 1000).host("host3", 1000);

  @Test
  void emptyWayHasRoom() {
    assertThat(net.lacking("host1", "host2")).isNull();
  }

  @Test
  void fullLinkTakesNoSecondInThatDirectionButInTheOther() {
    net.moves("a", "host1", "host2", null);
    assertThat(net.lacking("host1", "host3"))
        .isEqualTo("the link out of host1 has 0.0 MiB/s free, 0.0 MiB/s are needed to start");
    assertThat(net.lacking("host3", "host2")).startsWith("the link into host2 has 0.0 MiB/s free");
    assertThat(net.lacking("host2", "host1")).isNull();
    assertThat(net.lacking("host2", "host3")).isNull();
  }

  @Test
  void halfEmptyLinkTakesASecond() {
    net.host("slow", 500).moves("a", "host1", "slow", null);
    assertThat(net.lacking("host1", "host2")).isNull();
    net.host("faster", 501).moves("b", "host3", "faster", null);
    assertThat(net.lacking("host3", "host2")).startsWith("the link out of host3 has");
  }

  @Test
  void leastShareOfZeroLeavesItToTheSlots() {
    net.moves("a", "host1", "host2", null);
    net.limits = net.limits.with(new Links(1, 0, 1, Map.of(), null, 0.8));
    assertThat(net.lacking("host1", "host2")).isNull();
  }

  @Test
  void linkOfUnknownRateTakesSoManyAsAreConfigured() {
    net.host("dark", 0).moves("a", "dark", "host1", null);
    assertThat(net.lacking("dark", "host2"))
        .isEqualTo("the rate of the link out of dark is not known, it takes 1 at once");
    net.limits = net.limits.with(new Links(1, 0.5, 0, Map.of(), null, 0.8));
    assertThat(net.lacking("dark", "host2")).isNull();
  }

  @Test
  void uplinkBindsHostsOfDifferentGroupsOnly() {
    net.host("a1", 1000, "a", HostSettings.NONE).host("a2", 1000, "a", HostSettings.NONE);
    net.host("b1", 1000, "b", HostSettings.NONE).host("b2", 1000, "b", HostSettings.NONE);
    var uplinks = Map.of("a", new BytesPerSecond(1000));
    net.limits = net.limits.with(new Links(1, 0.5, 1, uplinks, null, 0.8));
    net.moves("over", "a1", "b1", null);
    assertThat(net.lacking("a2", "b2")).startsWith("the uplink out of a has 0.0 MiB/s free");
    assertThat(net.lacking("b2", "a2")).isNull();
    assertThat(net.lacking("a2", "host3")).startsWith("the uplink out of a has 0.0 MiB/s free");
    assertThat(net.lacking("b2", "host3")).isNull();
  }

  @Test
  void hostsOfOneGroupDoNotUseTheirUplink() {
    net.host("a1", 1000, "a", HostSettings.NONE).host("a2", 1000, "a", HostSettings.NONE);
    var traffic = net.traffic();
    assertThat(Net.port(traffic, "a1").to(Net.port(traffic, "a2")))
        .containsExactly(new Link(Link.Kind.HOST_OUT, "a1"), new Link(Link.Kind.HOST_IN, "a2"));
  }

  @Test
  void operatorsCapOfALinkCountsIfItIsLower() {
    var cap = new HostSettings(null, null, new BytesPerSecond(400), null, List.of());
    net.host("capped", 1000, null, cap);
    var traffic = net.traffic();
    assertThat(Net.port(traffic, "capped").out().capacity()).isEqualTo(new BytesPerSecond(400));
    var all = new HostSettings(null, null, BytesPerSecond.ZERO, null, List.of());
    net.host("all", 1000, null, all);
    traffic = net.traffic();
    assertThat(Net.port(traffic, "all").out().capacity()).isEqualTo(new BytesPerSecond(1000));
  }

  @Test
  void nobodyStartsWhoWouldBreakThePromiseOfASwitchOverRate() {
    net.limits = net.limits.with(new Links(1, 0.5, 1, Map.of(), new BytesPerSecond(400), 0.8));
    net.moves("a", "host1", "host2", 800L);
    assertThat(net.lacking("host1", "host3"))
        .isEqualTo(
            Net.id("a") + " was promised 0.0 MiB/s of the link out of host1 for its switch-over");
    var third = new Net().host("host1", 1000).host("host2", 1000).host("host3", 1000);
    third.limits = net.limits;
    third.moves("a", "host1", "host2", 266L);
    assertThat(third.lacking("host1", "host3")).isNull();
  }

  @Test
  void slotsOfHostsAndClusterCountBeforeLinks() {
    net.limits = net.limits.with(new Limits.Slots(1, 1, 2, 0));
    net.moves("a", "host1", "host2", null);
    assertThat(net.lacking("host1", "host3")).isEqualTo("host1 already sends 1 of 1 migrations");
    assertThat(net.lacking("host3", "host2")).isEqualTo("host2 already receives 1 of 1 migrations");
    net.moves("b", "host2", "host3", null);
    assertThat(net.lacking("host3", "host1")).isEqualTo("2 of 2 migrations move already");
  }
}
