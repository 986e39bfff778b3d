package io.godwit.agent.hypervisor.libvirt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.agent.hypervisor.libvirt.adapter.LibvirtXml;
import io.godwit.events.Bytes;
import io.godwit.events.GuestClass;
import io.godwit.events.GuestLabels;
import io.godwit.events.agent.GuestNeeds.Device;
import io.godwit.events.agent.GuestNeeds.DeviceKind;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.DiskKind;
import io.godwit.events.agent.GuestNeeds.Layer;
import io.godwit.events.agent.GuestNeeds.Network;
import io.godwit.events.agent.GuestNeeds.NetworkKind;
import io.godwit.events.agent.HugePages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DomainXmlTest {
  private static final XmlElement PINNED = LibvirtXml.resource("domain-pinned.xml");
  private static final XmlElement LAYERS = LibvirtXml.resource("domain-layers.xml");

  @Test
  void machineFirmwareAndTpmAreRead() {
    var needs = DomainXml.needs(PINNED);

    assertThat(needs.architecture()).isEqualTo("x86_64");
    assertThat(needs.machine()).isEqualTo("pc-q35-9.2");
    assertThat(needs.virtualization()).isEqualTo("kvm");
    assertThat(needs.firmware()).isEqualTo("efi");
    assertThat(needs.tpm()).isTrue();
    assertThat(DomainXml.needs(LAYERS).firmware()).isEqualTo("bios");
    assertThat(DomainXml.needs(LAYERS).tpm()).isFalse();
  }

  @Test
  void cpuIsKeptAsItIsWritten() {
    assertThat(DomainXml.needs(LAYERS).cpuXml())
        .isEqualTo(
            "<cpu mode='custom' match='exact' check='full'>"
                + "<model fallback='forbid'>qemu64</model>"
                + "<feature policy='disable' name='svm'/></cpu>");
  }

  @Test
  void hugePagesOfGuestCellsAndOfTheRestAreToldBySize() {
    assertThat(DomainXml.needs(PINNED).hugePages())
        .containsExactly(
            new HugePages(Bytes.ofMebi(2), Bytes.ofMebi(4096)),
            new HugePages(Bytes.ofMebi(1024), Bytes.ofMebi(4096)));
    assertThat(DomainXml.needs(LAYERS).hugePages()).isEmpty();
  }

  @Test
  void boundCellsAndPinnedCpusAreReadAndPreferencesAreNot() {
    assertThat(DomainXml.needs(PINNED).numaNodes()).containsExactly(0, 1);
    assertThat(DomainXml.needs(PINNED).pinnedCpus()).containsExactly(4, 5, 6, 12);
    assertThat(DomainXml.needs(LAYERS).numaNodes()).isEmpty();
    assertThat(DomainXml.needs(LAYERS).pinnedCpus()).isEmpty();
  }

  @Test
  void networksAreReadOnce() {
    assertThat(DomainXml.needs(PINNED).networks())
        .containsExactly(
            new Network(NetworkKind.NONE, "hostdev"),
            new Network(NetworkKind.NETWORK, "tenants"),
            new Network(NetworkKind.BRIDGE, "br-storage"),
            new Network(NetworkKind.DIRECT, "enp65s0"));
    assertThat(DomainXml.needs(LAYERS).networks())
        .containsExactly(new Network(NetworkKind.NONE, "user"));
  }

  @Test
  void devicesAreReadWithTheirAddresses() {
    assertThat(DomainXml.needs(PINNED).devices())
        .containsExactlyInAnyOrder(
            new Device(DeviceKind.PCI, "0000:81:02.1", null, null, null),
            new Device(DeviceKind.PCI, "0000:3b:00.0", null, null, null),
            new Device(DeviceKind.MDEV, "e55bf865-6983-4d53-967f-51e8a3bb0f57", null, null, null),
            new Device(DeviceKind.USB, "1.4", "0a5c", "5842", null));
  }

  @Test
  void disksAreReadWithTheirChainsFromTheDefinition() {
    assertThat(DomainXml.needs(LAYERS).disks())
        .containsExactly(
            new Disk(
                "vda",
                DiskKind.FILE,
                "/var/lib/libvirt/images/layers.qcow2",
                null,
                null,
                "qcow2",
                Bytes.ZERO,
                Bytes.ZERO,
                List.of(
                    new Layer("/var/lib/libvirt/images/base-2026.qcow2", "qcow2"),
                    new Layer("/var/lib/libvirt/images/base.raw", "raw")),
                false,
                false,
                null,
                null),
            new Disk(
                "vdb",
                DiskKind.FILE,
                "fast/scratch",
                "fast",
                "scratch",
                "raw",
                Bytes.ZERO,
                Bytes.ZERO,
                List.of(),
                false,
                false,
                "directsync",
                null));
  }

  @Test
  void networkDisksAreTheSameWhateverTheOrderOfTheirHosts() {
    var disk = DomainXml.needs(PINNED).disks().getFirst();

    assertThat(disk.kind()).isEqualTo(DiskKind.NETWORK);
    assertThat(disk.source())
        .isEqualTo("rbd://mon1.example.net:6789,mon2.example.net:6789/vms/trading");
    assertThat(disk.storage()).isEqualTo("rbd:mon1.example.net:6789,mon2.example.net:6789/vms");
  }

  @Test
  void sharedAndEmptyDrivesAreToldApart() {
    var disks = DomainXml.needs(PINNED).disks();

    assertThat(disks.get(1).shareable()).isTrue();
    assertThat(disks.get(1).kind()).isEqualTo(DiskKind.BLOCK);
    assertThat(disks.get(2).kind()).isEqualTo(DiskKind.EMPTY);
    assertThat(disks.get(2).readOnly()).isTrue();
  }

  @Test
  void blockersAreNamed() {
    assertThat(DomainXml.needs(PINNED).blockers())
        .containsExactly(
            "host-passthrough",
            "invtsc",
            "virtiofs",
            "pci-device",
            "teamed-interface",
            "mdev-device",
            "usb-device");
    assertThat(DomainXml.needs(LAYERS).blockers()).containsExactly("block-job");
  }

  @Test
  void invariantTscOfFixedFrequencyBlocksNothing() {
    var xml =
        LibvirtXml.of(
            "<domain><os><type>hvm</type></os>"
                + "<cpu mode='custom'><feature policy='require' name='invtsc'/></cpu>"
                + "<clock><timer name='tsc' frequency='2400000000'/></clock></domain>");

    assertThat(DomainXml.needs(xml).blockers()).isEmpty();
  }

  @Test
  void labelsAreReadFromOurNamespaceOnly() {
    assertThat(LabelsXml.of(PINNED))
        .isEqualTo(new GuestLabels(GuestClass.CRITICAL, "desk & floor", "feed", "trading"));
    assertThat(LabelsXml.of(LAYERS)).isEqualTo(GuestLabels.NONE);
  }

  @Test
  void otherLabelsAreThoseOfOurNamespaceWithNameAndValue() {
    var xml =
        LibvirtXml.of(
            "<domain><metadata><g:guest xmlns:g='urn:godwit:guest' project='shop'>"
                + "<g:label name='tier' value='gold'/><g:label name='rack' value='a'/>"
                + "<g:label name='tier' value='second'/><g:label name='empty' value=''/>"
                + "<label name='foreign' value='x'/></g:guest></metadata></domain>");

    assertThat(LabelsXml.of(xml).project()).isEqualTo("shop");
    assertThat(LabelsXml.of(xml).labels()).isEqualTo(Map.of("tier", "gold", "rack", "a"));
  }

  @Test
  void labelsThatCannotBeAreNotSaid() {
    var xml =
        LibvirtXml.of(
            "<domain><metadata><guest xmlns='urn:godwit:guest' class='royal' project='"
                + "p".repeat(101)
                + "' affinity=' ' anti-affinity='a&#10;b'/></metadata></domain>");

    assertThat(LabelsXml.of(xml)).isEqualTo(GuestLabels.NONE);
  }

  @Test
  void guestOfTheLabNeedsOnlyItsDiskAndItsCpu() {
    var needs = DomainXml.needs(LibvirtXml.resource("domain-of-the-lab.xml"));

    assertThat(needs.machine()).isEqualTo("pc-q35-10.0");
    assertThat(needs.virtualization()).isEqualTo("qemu");
    assertThat(needs.cpuXml()).contains("check='full'", "qemu64");
    assertThat(needs.networks()).isEmpty();
    assertThat(needs.blockers()).isEmpty();
    assertThat(needs.disks())
        .singleElement()
        .satisfies(disk -> {
          assertThat(disk.source()).isEqualTo("/shared/fx.raw");
          assertThat(disk.format()).isEqualTo("raw");
          assertThat(disk.cache()).isEqualTo("none");
          assertThat(disk.backing()).isEmpty();
        });
  }

  @Test
  void whatIsNoDefinitionIsRefused() {
    assertThatThrownBy(() -> DomainXml.needs(LibvirtXml.of("<domain/>")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void amountsAndSetsAreThoseOfLibvirt() {
    assertThat(Amounts.bytes(3, "KiB")).isEqualTo(new Bytes(3072));
    assertThat(Amounts.bytes(3, "kB")).isEqualTo(new Bytes(3000));
    assertThat(Amounts.bytes(1, "G")).isEqualTo(Bytes.ofMebi(1024));
    assertThat(Amounts.numbers("0-3,^2,7")).containsExactly(0, 1, 3, 7);
    assertThatThrownBy(() -> Amounts.numbers("0-9999999"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Amounts.bytes(1, "parsec"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
