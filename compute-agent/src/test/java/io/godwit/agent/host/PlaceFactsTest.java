package io.godwit.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.Offer.FreeCell;
import io.godwit.events.Bytes;
import io.godwit.events.GuestLabels;
import io.godwit.events.GuestRef;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.Device;
import io.godwit.events.agent.GuestNeeds.DeviceKind;
import io.godwit.events.agent.GuestNeeds.Network;
import io.godwit.events.agent.GuestNeeds.NetworkKind;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.HugePages;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostResources;
import io.godwit.events.host.HostResources.Cell;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Huge pages, cells, pinned CPUs, devices, networks. */
class PlaceFactsTest {
  private final Worlds world = new Worlds();

  private static Claims claims(List<Claims.Cell> cells, List<Integer> cpus) {
    return new Claims(Bytes.ofMebi(1000), List.of(), cells, cpus, List.of(), List.of());
  }

  private static HostResources.Device function(String address, @Nullable String usedBy) {
    return new HostResources.Device(DeviceKind.PCI, address, "8086", "1889", null, usedBy);
  }

  @Test
  void hugePagesCountByTheirSize() {
    world.hugePages = List.of(new HugePages(Bytes.ofMebi(1024), Bytes.ofMebi(2048)));
    world.freePages = List.of(new HugePages(Bytes.ofMebi(2), Bytes.ofMebi(99999)));
    assertThat(world.answer("huge-pages")).isEqualTo(Answer.NO);
    world.freePages = List.of(new HugePages(Bytes.ofMebi(1024), Bytes.ofMebi(2048)));
    assertThat(world.answer("huge-pages")).isEqualTo(Answer.YES);
  }

  @Test
  void boundGuestNeedsAsManyCellsWithRoomForTheirPart() {
    world.numaNodes = List.of(0, 1);
    assertThat(world.answer("numa")).isEqualTo(Answer.NO_IDEA);
    world.freeCells = List.of(new FreeCell(0, Bytes.ofMebi(9000)));
    assertThat(world.fact("numa").reason()).isEqualTo("this host has fewer cells");
    world.freeCells =
        List.of(new FreeCell(0, Bytes.ofMebi(9000)), new FreeCell(1, Bytes.ofMebi(499)));
    assertThat(world.answer("numa")).isEqualTo(Answer.NO);
    world.freeCells =
        List.of(new FreeCell(0, Bytes.ofMebi(9000)), new FreeCell(1, Bytes.ofMebi(500)));
    assertThat(world.answer("numa")).isEqualTo(Answer.YES);
  }

  @Test
  void cellsOfHugePagesAreOnlyProbablyEnough() {
    world.numaNodes = List.of(0);
    world.hugePages = List.of(new HugePages(Bytes.ofMebi(1024), Bytes.ofMebi(1024)));
    world.freeCells = List.of(new FreeCell(0, Bytes.ofMebi(1)));

    assertThat(world.answer("numa")).isEqualTo(Answer.PROBABLY_YES);
  }

  @Test
  void claimedCellsAreTheOnesThatCount() {
    world.numaNodes = List.of(0);
    world.freeCells =
        List.of(new FreeCell(0, Bytes.ofMebi(9000)), new FreeCell(1, Bytes.ofMebi(100)));

    world.claims = claims(List.of(new Claims.Cell(1, Bytes.ofMebi(1000))), List.of());
    assertThat(world.answer("numa")).isEqualTo(Answer.NO);
    world.claims = claims(List.of(new Claims.Cell(0, Bytes.ofMebi(1000))), List.of());
    assertThat(world.answer("numa")).isEqualTo(Answer.YES);
  }

  @Test
  void pinnedGuestNeedsAsManyCpusAndTheClaimedOnes() {
    world.pinnedCpus = List.of(4, 5);
    assertThat(world.answer("pinned-cpus")).isEqualTo(Answer.NO_IDEA);
    world.cells = List.of(new Cell(0, Bytes.ofMebi(1), List.of(0)));
    assertThat(world.answer("pinned-cpus")).isEqualTo(Answer.NO);
    world.cells = List.of(new Cell(0, Bytes.ofMebi(1), List.of(0, 1)));
    assertThat(world.answer("pinned-cpus")).isEqualTo(Answer.PROBABLY_YES);
    world.claims = claims(List.of(), List.of(0, 1));
    assertThat(world.answer("pinned-cpus")).isEqualTo(Answer.YES);
    world.claims = claims(List.of(), List.of(0, 7));
    assertThat(world.answer("pinned-cpus")).isEqualTo(Answer.NO);
  }

  @Test
  void usedDeviceIsNamedWithItsUser() {
    world.devices = List.of(new Device(DeviceKind.PCI, "0000:03:00.1", "8086", "1889", null));
    world.hostDevices = List.of(function("0000:81:02.1", "db"));

    assertThat(world.fact("devices"))
        .satisfies(fact -> {
          assertThat(fact.answer()).isEqualTo(Answer.NO);
          assertThat(fact.reason())
              .isEqualTo("no free device like PCI 8086:1889: 0000:81:02.1 is used by db");
        });
  }

  @Test
  void eachDeviceNeedsOneOfItsOwn() {
    var one = new Device(DeviceKind.PCI, "0000:03:00.1", "8086", "1889", null);
    var other = new Device(DeviceKind.PCI, "0000:03:00.2", "8086", "1889", null);
    world.devices = List.of(one, other);
    world.hostDevices = List.of(function("0000:81:02.1", null));
    assertThat(world.answer("devices")).isEqualTo(Answer.NO);
    world.hostDevices = List.of(function("0000:81:02.1", null), function("0000:81:02.2", null));
    assertThat(world.answer("devices")).isEqualTo(Answer.YES);
  }

  @Test
  void mediatedDeviceNeedsOneOfItsType() {
    world.devices = List.of(new Device(DeviceKind.MDEV, "u", "10de", "15f8", "nvidia-86"));
    world.hostDevices =
        List.of(
            new HostResources.Device(
                DeviceKind.MDEV, "0000:3b:00.0", "10de", "15f8", "nvidia-84", null));
    assertThat(world.answer("devices")).isEqualTo(Answer.NO);
    world.hostDevices =
        List.of(
            new HostResources.Device(
                DeviceKind.MDEV, "0000:3b:00.0", "10de", "15f8", "nvidia-86", null));
    assertThat(world.answer("devices")).isEqualTo(Answer.YES);
  }

  @Test
  void deviceWhoseMakeIsNotKnownFitsNone() {
    world.devices = List.of(new Device(DeviceKind.PCI, "0000:03:00.1", null, null, null));
    world.hostDevices =
        List.of(new HostResources.Device(DeviceKind.PCI, "x", null, null, null, null));

    assertThat(world.answer("devices")).isEqualTo(Answer.NO);
  }

  @Test
  void claimedDeviceThatSomebodyTookIsNo() {
    world.devices = List.of(new Device(DeviceKind.PCI, "0000:03:00.1", "8086", "1889", null));
    world.hostDevices = List.of(function("0000:81:02.1", "db"), function("0000:81:02.2", null));
    world.claims = claimed("0000:81:02.1");
    assertThat(world.fact("devices").reason()).isEqualTo("0000:81:02.1 is used by db");
    world.claims = claimed("0000:81:02.2");
    assertThat(world.answer("devices")).isEqualTo(Answer.YES);
    world.claims = claimed("0000:81:02.9");
    assertThat(world.answer("devices")).isEqualTo(Answer.NO);
  }

  private static Claims claimed(String address) {
    return new Claims(
        Bytes.ofMebi(1000),
        List.of(),
        List.of(),
        List.of(),
        List.of(new Claims.Device(DeviceKind.PCI, "0000:03:00.1", address)),
        List.of());
  }

  @Test
  void guestsThatHaveADeviceAreItsUsers() {
    var needs =
        new GuestNeeds(
            "x86_64",
            "q35",
            "kvm",
            "bios",
            false,
            null,
            List.of(),
            List.of(),
            List.of(new Device(DeviceKind.PCI, "0000:81:02.1", "8086", "1889", null)),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    var guest =
        new HostInventory.Guest(
            new GuestRef(new UUID(0, 5), "db"),
            GuestState.RUNNING,
            Bytes.ofMebi(1),
            1,
            true,
            GuestLabels.NONE,
            needs);
    var resources =
        new HostResources(
            Worlds.VERSIONS,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(function("0000:81:02.1", null), function("0000:81:02.2", null)));

    assertThat(UsedDevices.in(resources, List.of(guest)).devices())
        .containsExactly(function("0000:81:02.1", "db"), function("0000:81:02.2", null));
  }

  @Test
  void networkHasToBeUpUnderItsName() {
    world.networks = List.of(new Network(NetworkKind.NETWORK, "tenants"));
    assertThat(world.fact("network-tenants"))
        .satisfies(fact -> {
          assertThat(fact.answer()).isEqualTo(Answer.NO);
          assertThat(fact.evidence()).isEqualTo("guest NETWORK tenants; host none");
        });
    world.hostNetworks = world.networks;
    assertThat(world.answer("network-tenants")).isEqualTo(Answer.YES);
  }

  @Test
  void bridgeThatIsOnlyKnownAsAnInterfaceIsProbablyThere() {
    world.networks = List.of(new Network(NetworkKind.BRIDGE, "br0"));
    assertThat(world.answer("network-br0")).isEqualTo(Answer.NO);
    world.hostNetworks = List.of(new Network(NetworkKind.DIRECT, "br0"));
    assertThat(world.answer("network-br0")).isEqualTo(Answer.PROBABLY_YES);
    world.hostNetworks = List.of();
    world.interfacesTold = false;
    assertThat(world.answer("network-br0")).isEqualTo(Answer.NO_IDEA);
  }

  @Test
  void interfaceThatNeedsNothingOfTheHostIsYes() {
    world.networks = List.of(new Network(NetworkKind.NONE, "user"));
    assertThat(world.answer("network-user")).isEqualTo(Answer.YES);
  }
}
