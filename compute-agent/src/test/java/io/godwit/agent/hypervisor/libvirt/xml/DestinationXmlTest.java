package io.godwit.agent.hypervisor.libvirt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.agent.hypervisor.libvirt.adapter.LibvirtXml;
import io.godwit.events.Bytes;
import io.godwit.events.DiskCopy;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds.DeviceKind;
import io.godwit.events.agent.GuestNeeds.Layer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Definitions as they have to be at the destination: on documents in libvirt's format. */
class DestinationXmlTest {
  private static final String PINNED = text("domain-pinned.xml");
  private static final String LAYERS = text("domain-layers.xml");
  private static final Bytes MEMORY = Bytes.ofMebi(8192);

  private static String text(String name) {
    try (var stream = DestinationXmlTest.class.getResourceAsStream("/libvirt/" + name)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DestinationXml.Terms terms(
      String xml, Claims claims, DiskCopy copy, Map<String, String> paths) {
    return new DestinationXml.Terms(DomainXml.needs(LibvirtXml.of(xml)), claims, copy, paths);
  }

  private static String live(String xml, Claims claims) {
    return DestinationXml.live(xml, terms(xml, claims, DiskCopy.NONE, Map.of()));
  }

  private static Claims cpus(Integer... cpus) {
    return new Claims(MEMORY, List.of(), List.of(), List.of(cpus), List.of(), List.of());
  }

  private static Claims cells(int... cells) {
    var claimed =
        Arrays.stream(cells).mapToObj(cell -> new Claims.Cell(cell, Bytes.ofMebi(4096))).toList();
    return new Claims(MEMORY, List.of(), claimed, List.of(), List.of(), List.of());
  }

  private static Claims device(DeviceKind kind, String from, String to) {
    return new Claims(
        MEMORY,
        List.of(),
        List.of(),
        List.of(),
        List.of(new Claims.Device(kind, from, to)),
        List.of());
  }

  private static Claims volume(String target, String format, Layer... backing) {
    var volume =
        new Claims.Volume(
            target, "new", "v", format, MEMORY, MEMORY, List.of(backing), "/pools/new/it's.img");
    return new Claims(MEMORY, List.of(), List.of(), List.of(), List.of(), List.of(volume));
  }

  private static String copied(String xml, Claims claims, DiskCopy copy) {
    var target = claims.volumes().getFirst().target();
    return DestinationXml.live(
        xml, terms(xml, claims, copy, Map.of(target, "/pools/new/it's.img")));
  }

  /** Lines that differ, without the spaces before them. */
  private static List<String> changed(String before, String after) {
    var lines = before.lines().toList();
    return after.lines().filter(line -> !lines.contains(line)).map(String::strip).toList();
  }

  @Test
  void pinnedCpusAreThoseThatWereClaimedOneByOne() {
    var xml = live(PINNED, cpus(20, 21, 22, 23));

    assertThat(changed(PINNED, xml))
        .containsExactly(
            "<vcpu placement='static' cpuset='20-23'>4</vcpu>",
            "<vcpupin vcpu='0' cpuset='20'/>",
            "<vcpupin vcpu='1' cpuset='21'/>",
            "<vcpupin vcpu='2' cpuset='22'/>",
            "<vcpupin vcpu='3' cpuset='23'/>",
            "<emulatorpin cpuset='20-23'/>");
  }

  @Test
  void otherNumberOfCpusThanThereWereLeavesEachAnywhereAmongThem() {
    assertThat(changed(PINNED, live(PINNED, cpus(1, 9))))
        .contains("<vcpupin vcpu='0' cpuset='1,9'/>", "<emulatorpin cpuset='1,9'/>");
  }

  @Test
  void memoryIsBoundToTheClaimedCells() {
    assertThat(changed(PINNED, live(PINNED, cells(2, 5))))
        .containsExactly(
            "<memory mode='strict' nodeset='2,5'/>",
            "<memnode cellid='0' mode='strict' nodeset='2'/>",
            "<memnode cellid='1' mode='strict' nodeset='5'/>");
    assertThat(live(LAYERS, cells(2))).as("a preference binds nothing").isEqualTo(LAYERS);
  }

  @Test
  void devicesGetTheirClaimedAddresses() {
    assertThat(
            changed(PINNED, live(PINNED, device(DeviceKind.PCI, "0000:3b:00.0", "0001:af:1f.7"))))
        .containsExactly("<address domain='0x0001' bus='0xaf' slot='0x1f' function='0x7'/>");
    assertThat(
            changed(PINNED, live(PINNED, device(DeviceKind.PCI, "0000:81:02.1", "0000:c1:00.3"))))
        .as("of a virtual function under an interface")
        .containsExactly(
            "<address type='pci' domain='0x0000' bus='0xc1' slot='0x00' function='0x3'/>");
    assertThat(
            changed(
                PINNED,
                live(
                    PINNED,
                    device(
                        DeviceKind.MDEV,
                        "e55bf865-6983-4d53-967f-51e8a3bb0f57",
                        "11111111-2222-3333-4444-555555555555"))))
        .containsExactly("<address uuid='11111111-2222-3333-4444-555555555555'/>");
    assertThat(changed(PINNED, live(PINNED, device(DeviceKind.USB, "1.4", "3.9"))))
        .containsExactly("<address bus='3' device='9'/>");
  }

  @Test
  void claimOfWhatTheGuestDoesNotHaveIsRefusedLiveAndLeftOutOfTheKeptDefinition() {
    var claims = device(DeviceKind.PCI, "0000:99:00.0", "0000:01:00.0");

    assertThatThrownBy(() -> live(PINNED, claims)).hasMessageContaining("0000:99:00.0");
    assertThat(DestinationXml.kept(PINNED, terms(PINNED, claims, DiskCopy.NONE, Map.of())))
        .isEqualTo(PINNED);
    assertThatThrownBy(() -> copied(PINNED, volume("vdz", "raw"), DiskCopy.FULL))
        .hasMessageContaining("vdz");
  }

  @Test
  void addressThatIsNoneIsRefused() {
    for (var wrong : List.of("0000:01:00.9", "'/><evil/>", "1:2")) {
      assertThatThrownBy(() -> live(PINNED, device(DeviceKind.PCI, "0000:3b:00.0", wrong)))
          .hasMessageContaining("no address");
    }
  }

  @Test
  void wholeCopyHasNoLayersBelowIt() {
    var xml = copied(LAYERS, volume("vda", "qcow2"), DiskCopy.FULL);

    var disk = DomainXml.needs(LibvirtXml.of(xml)).disks().getFirst();
    assertThat(disk.source()).isEqualTo("/pools/new/it's.img");
    assertThat(disk.format()).isEqualTo("qcow2");
    assertThat(disk.backing()).isEmpty();
    assertThat(xml)
        .contains("<source file='/pools/new/it&apos;s.img'/><backingStore/>")
        .doesNotContain("base-2026");
  }

  @Test
  void incrementalCopyLiesOnTheClaimedLayers() {
    var layers =
        new Layer[] {
          new Layer("/dev/vg/base", "raw"), new Layer("/pools/new/<root>.qcow2", "qcow2")
        };
    var xml = copied(LAYERS, volume("vda", "qcow2", layers), DiskCopy.INCREMENTAL);

    assertThat(DomainXml.needs(LibvirtXml.of(xml)).disks().getFirst().backing())
        .containsExactly(layers);
    assertThat(xml)
        .contains(
            "<backingStore type='block'><format type='raw'/><source dev='/dev/vg/base'/>"
                + "<backingStore type='file'>");
  }

  @Test
  void volumeOfAPoolBecomesAFileAndItsOtherWordsStay() {
    var xml = copied(LAYERS, volume("vdb", "raw"), DiskCopy.FULL);

    assertThat(xml)
        .contains(
            "<disk type='file' device='disk'>\n      <driver name='qemu' type='raw' "
                + "cache='directsync'/>\n      <source file='/pools/new/it&apos;s.img'/>")
        .doesNotContain("pool='fast'");
  }

  @Test
  void formatOfTheDefinitionCounts() {
    assertThatThrownBy(() -> copied(LAYERS, volume("vdb", "qcow2"), DiskCopy.FULL))
        .hasMessage("disk vdb is raw by its definition, and qcow2 was claimed");
  }

  @Test
  void whatIsNotClaimedStaysByteForByte() {
    assertThat(live(PINNED, Claims.of(MEMORY))).isEqualTo(PINNED);
    assertThat(terms(PINNED, Claims.of(MEMORY), DiskCopy.NONE, Map.of()).changeNothing()).isTrue();
    assertThat(terms(LAYERS, cpus(1), DiskCopy.NONE, Map.of()).changeNothing())
        .as("nothing of it is pinned")
        .isTrue();

    var odd =
        """
        <?xml version="1.0"?>
        <!-- a > b --><domain type='qemu' xmlns:q="urn:q"><os><type>hvm</type></os>
          <q:commandline><q:arg value='a &gt; "b"'/></q:commandline><![CDATA[ <cputune> ]]>
          <vcpu cpuset = "1-2" >2</vcpu><cputune><vcpupin vcpu='0' cpuset='1-2'/></cputune>
        </domain>
        """;
    assertThat(live(odd, cpus(7, 8)))
        .isEqualTo(odd.replace("\"1-2\"", "\"7-8\"").replace("'1-2'", "'7-8'"));
  }

  @Test
  void documentTypeIsRefused() {
    assertThatThrownBy(() -> XmlText.root("<!DOCTYPE d [<!ENTITY e 'x'>]><d>&e;</d>"))
        .hasMessageContaining("document type");
    for (var torn : List.of("", "<a", "<a>", "<a><b></a>", "<a b></a>", "<a b=c/>")) {
      assertThatThrownBy(() -> XmlText.root(torn)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
