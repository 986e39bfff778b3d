package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.Rig;
import io.godwit.agent.hypervisor.StorageContract;
import io.godwit.agent.hypervisor.libvirt.xml.DomainXml;
import io.godwit.events.Bytes;
import io.godwit.events.DiskCopy;
import io.godwit.events.GuestRef;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.Layer;
import io.godwit.events.agent.GuestState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract of storage on real hosts, and what only real images can break. */
class LibvirtStorageOnLabTest extends StorageContract {
  private static final String IMAGES = "/var/lib/libvirt/images";

  private static LabRig rig;

  @BeforeAll
  static void connect() throws IOException, InterruptedException {
    rig = LabRig.connect();
  }

  @AfterAll
  static void disconnect() throws IOException {
    if (rig != null) {
      rig.close();
    }
  }

  @Override
  protected Rig rig() {
    return rig;
  }

  /**
   * A guest writes a qcow2 header, with a file of its host as the image below, into its raw disk.
   * Whoever probes the disk takes it for qcow2 and gives the guest that file to read.
   */
  @Test
  void plantedHeaderIsNeverBelieved() throws Exception {
    var guest = withDisk("planted", "raw");
    var secret = "secret-" + UUID.randomUUID();
    for (var host : List.of("host1", "host2")) {
      Files.writeString(rig.images(host).resolve(secret), secret.repeat(20_000));
    }
    var planted = rig.images("host1").resolve(guest.name() + ".raw");
    plant(planted, IMAGES + "/" + secret);
    var before = Files.readAllBytes(planted);
    assertThatAProberIsFooled(IMAGES + "/" + secret, IMAGES + "/" + planted.getFileName());

    var volume = volume("raw");
    rig.destination().storage().makeVolume(volume);
    rig.source().migrate(call(guest, volume, DiskCopy.FULL, null));

    assertThat(rig.destination().stateOf(guest.uuid())).isEqualTo(GuestState.RUNNING);
    assertThat(disk(guest))
        .satisfies(disk -> {
          assertThat(disk.format()).isEqualTo("raw");
          assertThat(disk.backing()).isEmpty();
        });
    assertThat(filesOf(guest))
        .anyMatch(f -> f.endsWith(volume.volume()))
        .noneMatch(f -> f.endsWith(secret));
    rig.shutOffAtDestination(guest);
    assertThat(Files.readAllBytes(rig.images("host2").resolve(volume.volume()))).isEqualTo(before);
    for (var host : List.of("host1", "host2")) {
      Files.delete(rig.images(host).resolve(secret));
    }
  }

  /** Else this test would prove nothing. */
  private static void assertThatAProberIsFooled(String secret, String planted) {
    var connection = Connection.open(LibvirtSettings.of(rig.sourceUri()));
    try {
      Pools.with(connection, "default", pool -> check(CALLS.virStoragePoolRefresh(pool, 0)));
    } finally {
      connection.release();
    }
    assertThat(rig.source().storage().volumesOn("default", secret)).containsExactly(planted);
  }

  private static void plant(Path image, String below) throws IOException {
    try (var file = FileChannel.open(image, StandardOpenOption.WRITE)) {
      var name = below.getBytes(UTF_8);
      var header = ByteBuffer.allocate(112 + name.length);
      header.put(new byte[] {'Q', 'F', 'I', (byte) 0xfb}).putInt(3);
      header.putLong(112).putInt(name.length).putInt(16).putLong(64 << 20).putInt(0);
      header.putInt(1).putLong(0x30000).putLong(0x10000).putInt(1).putInt(0).putLong(0);
      header.putLong(0).putLong(0).putLong(0).putInt(4).putInt(104).putLong(0).put(name);
      file.write(header.flip(), 0);
      file.write(ByteBuffer.allocate(0x10000).putLong(0, 0x20000), 0x10000);
      var counts = ByteBuffer.allocate(0x10000);
      for (int cluster = 0; cluster < 4; cluster++) {
        counts.putShort(2 * cluster, (short) 1);
      }
      file.write(counts, 0x20000);
      file.write(ByteBuffer.allocate(0x10000), 0x30000);
      file.force(true);
    }
  }

  private static Disk disk(GuestRef guest) {
    var connection = Connection.open(LibvirtSettings.of(rig.destinationControlUri()));
    try {
      var xml =
          connection.with(
              guest.uuid(), domain -> check(CALLS.virDomainGetXMLDesc(domain, 0)).toString());
      return DomainXml.needs(SecureXml.read(xml)).disks().getFirst();
    } finally {
      connection.release();
    }
  }

  /** What the guest's process at the destination has open. */
  private static List<String> filesOf(GuestRef guest) throws IOException {
    try (var processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> commandLine(process).contains("guest=" + guest.name() + ","))
          .flatMap(LibvirtStorageOnLabTest::open)
          .toList();
    }
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline"));
    } catch (IOException e) {
      return "";
    }
  }

  private static Stream<String> open(Path process) {
    try (var files = Files.list(process.resolve("fd"))) {
      return files.map(LibvirtStorageOnLabTest::target).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void topLayerIsCopiedOntoTheLayersThatAreThere() throws Exception {
    var guest = withDisk("layered", "qcow2");
    var name = guest.name() + ".qcow2";
    // The disk as it is becomes the layer below, on both hosts.
    var base = "base-" + UUID.randomUUID() + ".qcow2";
    rig.shutOff(guest);
    Files.copy(rig.images("host1").resolve(name), rig.images("host1").resolve(base));
    Files.copy(rig.images("host1").resolve(name), rig.images("host2").resolve(base));
    rig.source().storage().deleteVolume("default", name);
    var layer = new Layer(IMAGES + "/" + base, "qcow2");
    rig.source().storage().makeVolume(onLayer(name, layer));
    rig.startAgain(guest);

    var claimed = onLayer(volume("qcow2").volume(), layer);
    var path = rig.destination().storage().makeVolume(claimed);
    rig.source().migrate(call(guest, claimed, DiskCopy.INCREMENTAL, null));

    assertThat(disk(guest).source()).isEqualTo(path);
    assertThat(disk(guest).backing()).containsExactly(layer);
    assertThat(Files.size(rig.images("host2").resolve(claimed.volume())))
        .as("only the top layer, in which nothing was written, is there")
        .isLessThan(8 << 20);
    assertThat(rig.destination().storage().volumesOn("default", layer.source()))
        .containsExactly(path);
    rig.shutOffAtDestination(guest);
    rig.destination().storage().deleteVolume("default", base);
    rig.source().storage().deleteVolume("default", name);
    rig.source().storage().deleteVolume("default", base);
  }

  private static Claims.Volume onLayer(String name, Layer layer) {
    return new Claims.Volume(
        "vda", "default", name, "qcow2", Bytes.ofMebi(64), Bytes.ofMebi(64), List.of(layer));
  }

  @Test
  void diskLandsInAPoolOfAnotherPathWithItsKeptDefinition() {
    var guest = withDisk("elsewhere", "qcow2");
    var folder = "/var/lib/libvirt/elsewhere";
    rig.withPoolAtDestination(
        "elsewhere",
        folder,
        () -> {
          var there =
              new Claims.Volume(
                  "vda",
                  "elsewhere",
                  "it's & that.qcow2",
                  "qcow2",
                  Bytes.ofMebi(64),
                  Bytes.ofMebi(64),
                  List.of(),
                  folder + "/it's & that.qcow2");
          rig.destination().storage().makeVolume(there);
          rig.source().migrate(call(guest, there, DiskCopy.FULL, null));

          assertThat(disk(guest).source()).isEqualTo(there.path());
          rig.shutOffAtDestination(guest);
          assertThat(rig.destination().stateOf(guest.uuid())).isEqualTo(GuestState.SHUT_OFF);
          assertThat(rig.destination().storage().guestDisks())
              .filteredOn(disks -> disks.guest().equals(guest))
              .as("of the kept definition")
              .singleElement()
              .satisfies(disks -> assertThat(disks.paths()).containsExactly(there.path()));
          rig.destination().storage().deleteVolume("elsewhere", there.volume());
        });
  }
}
