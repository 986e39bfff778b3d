package io.godwit.agent.hypervisor.libvirt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.libvirt.adapter.LibvirtXml;
import io.godwit.events.Bytes;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds.Layer;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorageXmlTest {
  private static Claims.Volume volume(String name, Layer... backing) {
    return new Claims.Volume(
        "vda", "default", name, "qcow2", Bytes.ofMebi(64), Bytes.ofMebi(20), List.of(backing));
  }

  @Test
  void volumeInAFolderIsSparseAndElsewhereWhole() {
    assertThat(StorageXml.volume(volume("a<b"), "dir"))
        .isEqualTo(
            "<volume><name>a&lt;b</name><capacity unit='bytes'>67108864</capacity>"
                + "<allocation unit='bytes'>0</allocation>"
                + "<target><format type='qcow2'/></target></volume>");
    assertThat(StorageXml.volume(volume("a"), "logical"))
        .contains("<allocation unit='bytes'>67108864</allocation>");
  }

  @Test
  void volumeLiesOnTheFirstClaimedLayerWithItsFormat() {
    var xml =
        StorageXml.volume(
            volume("a", new Layer("/i/top.qcow2", "qcow2"), new Layer("/i/root.raw", "raw")),
            "dir");

    assertThat(xml)
        .contains("<backingStore><path>/i/top.qcow2</path><format type='qcow2'/></backingStore>")
        .doesNotContain("root.raw");
    assertThat(StorageXml.backingOf(LibvirtXml.of(xml))).contains("/i/top.qcow2");
  }

  @Test
  void chainsMirrorsVolumesAndFirmwareCountAsUsed() {
    var paths = new HashSet<String>();
    var volumes = new HashSet<String>();
    StorageXml.addUses(LibvirtXml.resource("domain-layers.xml"), paths, volumes);

    assertThat(paths)
        .containsExactlyInAnyOrder(
            "/var/lib/libvirt/images/layers.qcow2",
            "/var/lib/libvirt/images/base-2026.qcow2",
            "/var/lib/libvirt/images/base.raw",
            "/tmp/copy.raw");
    assertThat(volumes).containsExactly("fast/scratch");

    StorageXml.addUses(LibvirtXml.resource("domain-pinned.xml"), paths, volumes);
    assertThat(paths)
        .contains(
            "/var/lib/libvirt/qemu/nvram/trading_VARS.fd",
            "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4");
  }

  @Test
  void poolsAreReadWithTheirTargets() {
    var pool = StorageXml.pool(LibvirtXml.resource("pool-iscsi.xml"), false);

    assertThat(pool.type()).isEqualTo("iscsi");
    assertThat(pool.active()).isFalse();
    assertThat(pool.available()).isEqualTo(Bytes.ZERO);
    assertThat(pool.target()).isNotNull();
    assertThat(pool.target().isWellFormed()).isTrue();
    assertThat(StorageXml.pool(LibvirtXml.resource("pool-netfs.xml"), true).target()).isNull();
  }
}
