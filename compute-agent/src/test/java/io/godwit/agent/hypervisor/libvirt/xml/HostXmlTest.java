package io.godwit.agent.hypervisor.libvirt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.Offer.Emulation;
import io.godwit.agent.hypervisor.Offer.Machine;
import io.godwit.agent.hypervisor.libvirt.adapter.LibvirtXml;
import io.godwit.events.Bytes;
import io.godwit.events.HostId;
import io.godwit.events.agent.GuestNeeds.DeviceKind;
import io.godwit.events.agent.HugePages;
import io.godwit.events.host.HostResources.Cell;
import io.godwit.events.host.HostResources.Device;
import io.godwit.events.host.HostResources.Pool;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostXmlTest {
  private static final CapabilitiesXml TWO_CELLS =
      new CapabilitiesXml(LibvirtXml.resource("capabilities-two-cells.xml"));

  @Test
  void cellsHaveMemoryAndCpusAndThoseWithoutMemoryAreNone() {
    assertThat(TWO_CELLS.cells())
        .containsExactly(
            new Cell(0, Bytes.ofMebi(32768), List.of(0, 2, 8, 10)),
            new Cell(1, Bytes.ofMebi(32768), List.of(1, 3)));
  }

  @Test
  void hugePagesAreSummedOverCellsAndOrdinaryPagesAreNone() {
    assertThat(TWO_CELLS.hugePages())
        .containsExactly(
            new HugePages(Bytes.ofMebi(2), Bytes.ofMebi(2048)),
            new HugePages(Bytes.ofMebi(1024), Bytes.ofMebi(46 * 1024)));
  }

  @Test
  void emulationsAreToldForEachArchitectureAndKind() {
    assertThat(TWO_CELLS.architecture()).isEqualTo("x86_64");
    assertThat(TWO_CELLS.emulations())
        .containsExactly(
            new Emulation("x86_64", "qemu", List.of("pc-q35-9.2", "q35")),
            new Emulation("x86_64", "kvm", List.of("pc-q35-9.2", "q35")),
            new Emulation("aarch64", "qemu", List.of("virt-9.2")));
  }

  @Test
  void hostOfTheLabHasOneCellAndNoHugePages() {
    var lab = new CapabilitiesXml(LibvirtXml.resource("capabilities-of-the-lab.xml"));

    assertThat(lab.cells()).containsExactly(new Cell(0, new Bytes(13068492L << 10), List.of(0, 1)));
    assertThat(lab.hugePages()).isEmpty();
    assertThat(lab.emulations())
        .filteredOn(e -> e.architecture().equals("x86_64"))
        .singleElement()
        .satisfies(e -> assertThat(e.machines()).contains("pc-q35-10.0", "q35"));
  }

  @Test
  void firmwareAndTpmAreWhatDomainCapabilitiesOffer() {
    assertThat(DomainCapabilitiesXml.machine(LibvirtXml.resource("domain-capabilities.xml")))
        .isEqualTo(new Machine(List.of("bios", "efi"), List.of("passthrough", "emulator")));
    assertThat(DomainCapabilitiesXml.machine(LibvirtXml.resource("domain-capabilities-poor.xml")))
        .isEqualTo(new Machine(List.of("bios"), List.of()));
  }

  @Test
  void functionsThatAreFreeForGuestsArePassableAndTheHostsOwnAreNot() {
    assertThat(device("nodedev-virtual-function.xml").passable())
        .containsExactly(new Device(DeviceKind.PCI, "0000:81:02.1", "8086", "1889", null, null));
    assertThat(device("nodedev-handed-over.xml").passable())
        .containsExactly(new Device(DeviceKind.PCI, "0000:af:00.0", "10de", "20b5", null, null));
    assertThat(device("nodedev-physical-function.xml").passable()).isEmpty();
    assertThat(device("nodedev-of-the-lab.xml").passable()).isEmpty();
  }

  @Test
  void mediatedDevicesArePassableAndAsManyAsAreStillToBeMade() {
    var toBeMade = new Device(DeviceKind.MDEV, "0000:3b:00.0", "10de", "15f8", "nvidia-86", null);

    assertThat(device("nodedev-mediated-types.xml").passable()).containsExactly(toBeMade, toBeMade);
    assertThat(device("nodedev-mediated.xml").passable())
        .containsExactly(
            new Device(
                DeviceKind.MDEV,
                "e55bf865-6983-4d53-967f-51e8a3bb0f57",
                null,
                null,
                "nvidia-86",
                null));
  }

  @Test
  void interfacesOfGuestsAreNotTheHosts() {
    assertThat(named("br0").networkInterface()).isPresent();
    assertThat(named("vlan12").networkInterface()).isPresent();
    assertThat(named("vnet3").networkInterface()).isEmpty();
    assertThat(named("lo").networkInterface()).isEmpty();
  }

  private static NodeDeviceXml named(String name) {
    return new NodeDeviceXml(
        LibvirtXml.of(
            "<device><capability type='net'><interface>"
                + name
                + "</interface></capability></device>"));
  }

  @Test
  void blockDeviceIsIdentifiedByItsSerialNumber() {
    assertThat(device("nodedev-block.xml").blockPath()).contains("/dev/sdc");
    assertThat(device("nodedev-block.xml").blockIdentity())
        .contains("serial:IET:VIRTUAL-DISK:36001405abcdef");
  }

  @Test
  void poolOfFoldersIsIdentifiedByTheOldestMarkerWhoeverMadeIt() {
    var xml = LibvirtXml.resource("pool-netfs.xml");
    var volumes =
        List.of(
            "a.qcow2",
            "godwit-marker-fake",
            "godwit-marker-006b000002-host1-00000001",
            "godwit-marker-006b000001-host2-00000009");

    assertThat(PoolXml.pool(xml, true, volumes))
        .isEqualTo(
            new Pool(
                "shared",
                "netfs",
                "/srv/shared",
                true,
                new Bytes(1_500_000_000),
                "godwit-marker-006b000001-host2-00000009"));
    assertThat(PoolXml.pool(xml, false, List.of()).storage()).isNull();
    assertThat(PoolXml.pool(xml, false, List.of()).available()).isEqualTo(Bytes.ZERO);
  }

  @Test
  void poolOfNetworkStorageIsIdentifiedByItsSource() {
    assertThat(PoolXml.pool(LibvirtXml.resource("pool-iscsi.xml"), false, List.of()).storage())
        .isEqualTo("iscsi:iqn.2026-01.net.example:vms");
    assertThat(PoolXml.pool(LibvirtXml.resource("pool-rbd.xml"), true, List.of()).storage())
        .isEqualTo("rbd:mon1.example.net:6789,mon2.example.net:6789/vms")
        .isEqualTo(
            DomainXml.needs(LibvirtXml.resource("domain-pinned.xml")).disks().getFirst().storage());
  }

  @Test
  void markerIsAnEmptyVolumeWithTheHostsName() {
    var host = new HostId("h-1.a");
    var name = PoolXml.marker(host, Instant.ofEpochSecond(0x6b000001L), "0123abcd");

    assertThat(name).isEqualTo("godwit-marker-006b000001-h-1.a-0123abcd");
    var volume = LibvirtXml.of(PoolXml.emptyVolume(name));
    assertThat(volume.textAt("name")).contains(name);
    assertThat(volume.textAt("capacity")).contains("0");
    assertThat(PoolXml.isMarkerOf(host, name)).isTrue();
    assertThat(PoolXml.isMarkerOf(new HostId("h-1"), name)).isFalse();
  }

  private static NodeDeviceXml device(String name) {
    return new NodeDeviceXml(LibvirtXml.resource(name));
  }
}
