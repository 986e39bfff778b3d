package io.godwit.agent.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.libvirt.adapter.LibvirtXml;
import io.godwit.agent.hypervisor.libvirt.xml.DomainXml;
import io.godwit.events.Bytes;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.host.HostResources.Pool;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskPlacesTest {
  private static final GuestNeeds NEEDS = DomainXml.needs(LibvirtXml.resource("domain-layers.xml"));

  private static Pool pool(String name, String path, boolean active) {
    return new Pool(name, "dir", path, active, Bytes.ZERO, "marker-" + name);
  }

  @Test
  void diskIsInThePoolWhoseFolderItsPathIsIn() {
    var pools =
        List.of(
            pool("above", "/var/lib/libvirt", true),
            pool("images", "/var/lib/libvirt/images", true),
            pool("like", "/var/lib/libvirt/ima", true));

    var disk = DiskPlaces.in(pools, NEEDS).disks().getFirst();

    assertThat(disk.pool()).isEqualTo("images");
    assertThat(disk.volume()).isEqualTo("layers.qcow2");
    assertThat(disk.storage()).isEqualTo("marker-images");
  }

  @Test
  void diskThatIsGivenByPoolAndVolumeGetsItsPath() {
    var disk = DiskPlaces.in(List.of(pool("fast", "/srv/fast", true)), NEEDS).disks().getLast();

    assertThat(disk.source()).isEqualTo("/srv/fast/scratch");
    assertThat(disk.storage()).isEqualTo("marker-fast");
  }

  @Test
  void diskInNoPoolStaysWithoutOne() {
    var disk =
        DiskPlaces.in(List.of(pool("images", "/var/lib/libvirt/images", false)), NEEDS)
            .disks()
            .getFirst();

    assertThat(disk.pool()).isNull();
    assertThat(disk.storage()).isNull();
  }
}
