package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;

import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.hypervisor.Rig;
import io.godwit.events.GuestRef;
import io.godwit.parts.Lab;
import io.godwit.parts.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.libvirt.jna.DomainPointer;

/** Two hosts of the lab, and a socket behind which nobody answers. */
final class LabRig implements Rig, AutoCloseable {
  private final Lab lab;
  private final Lab.Host from;
  private final Lab.Host to;
  private final LibvirtHypervisor source;
  private final LibvirtHypervisor destination;
  private final Path folder;
  private final ServerSocketChannel silence;
  private final LibvirtHypervisor unreachable;

  private LabRig(Lab lab) throws IOException, InterruptedException {
    this.lab = lab;
    var hosts = lab.list().hosts();
    from = hosts.get(0);
    to = hosts.get(1);
    source = new LibvirtHypervisor(LibvirtSettings.of(from.uri()));
    destination = new LibvirtHypervisor(LibvirtSettings.of(to.uri()));
    folder = Files.createTempDirectory("silent");
    silence = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    silence.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
    unreachable =
        new LibvirtHypervisor(
            new LibvirtSettings(
                "qemu+unix:///system?socket=" + folder.resolve("socket"),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                5,
                4));
  }

  static LabRig connect() throws IOException, InterruptedException {
    return new LabRig(Parts.lab());
  }

  @Override
  public Hypervisor source() {
    return source;
  }

  @Override
  public Hypervisor destination() {
    return destination;
  }

  @Override
  public String destinationUri() {
    return to.peerUri();
  }

  @Override
  public String nowhereUri() {
    return "qemu+tcp://127.0.0.1/system"; // libvirtd listens on the host's address only
  }

  @Override
  public Hypervisor unreachable() {
    return unreachable;
  }

  String sourceUri() {
    return from.uri();
  }

  Lab lab() {
    return lab;
  }

  @Override
  public GuestRef start(String name, int memoryMebi, int workingSetMebi, int dirtyMebiPerSecond) {
    return doing(() -> {
      lab.guest(
          new Lab.Wanted(
              "hv-" + name, from.host(), memoryMebi, workingSetMebi, dirtyMebiPerSecond, 0));
      var guest = lab.list().guest("hv-" + name).orElseThrow();
      return new GuestRef(UUID.fromString(guest.uuid()), guest.guest());
    });
  }

  @Override
  public GuestRef startWithDisk(String name, String format) {
    return doing(() -> {
      var disk = List.of("--disk", "64:" + format);
      lab.guest(new Lab.Wanted("hv-" + name, from.host(), 192, 16, 1, 0, disk));
      var guest = lab.list().guest("hv-" + name).orElseThrow();
      return new GuestRef(UUID.fromString(guest.uuid()), guest.guest());
    });
  }

  /** Folder of a host's own pool, as this machine sees it. */
  Path images(String host) throws IOException, InterruptedException {
    // The meter's folder and the hosts' lie side by side in the lab's.
    return Path.of(lab.list().meterDirectory())
        .resolveSibling("hosts")
        .resolve(host)
        .resolve("images");
  }

  @Override
  public void shutOff(GuestRef guest) {
    onDomain(from.uri(), guest, domain -> check(LibvirtCalls.CALLS.virDomainDestroy(domain)));
  }

  void shutOffAtDestination(GuestRef guest) {
    onDomain(to.uri(), guest, domain -> check(LibvirtCalls.CALLS.virDomainDestroy(domain)));
  }

  /** At the source. */
  void startAgain(GuestRef guest) {
    onDomain(from.uri(), guest, domain -> check(LibvirtCalls.CALLS.virDomainCreate(domain)));
  }

  private static void onDomain(String uri, GuestRef guest, Function<DomainPointer, Integer> work) {
    var connection = Connection.open(LibvirtSettings.of(uri));
    try {
      connection.with(guest.uuid(), work);
    } finally {
      connection.release();
    }
  }

  String destinationControlUri() {
    return to.uri();
  }

  /** With another pool at the destination, which is emptied and undefined after the work. */
  void withPoolAtDestination(String name, String folder, Runnable work) {
    var connection = Connection.open(LibvirtSettings.of(to.uri()));
    var xml =
        "<pool type='dir'><name>%s</name><target><path>%s</path></target></pool>"
            .formatted(name, folder);
    var pool = check(LibvirtCalls.CALLS.virStoragePoolDefineXML(connection.handle(), xml, 0));
    try {
      check(LibvirtCalls.CALLS.virStoragePoolBuild(pool, 0));
      check(LibvirtCalls.CALLS.virStoragePoolCreate(pool, 0));
      work.run();
    } finally {
      LibvirtCalls.CALLS.virStoragePoolDestroy(pool);
      LibvirtCalls.CALLS.virStoragePoolUndefine(pool);
      LibvirtCalls.CALLS.virStoragePoolFree(pool);
      connection.release();
    }
  }

  @Override
  public void remove(GuestRef guest) {
    doing(() -> {
      lab.removeGuest(guest.name());
      return true;
    });
  }

  private interface LabWork<T> {
    T run() throws IOException, InterruptedException;
  }

  private static <T> T doing(LabWork<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Closing the socket lets go of whoever still waits behind it. */
  @Override
  public void close() throws IOException {
    source.close();
    destination.close();
    unreachable.close();
    silence.close();
    Files.delete(folder.resolve("socket"));
    Files.delete(folder);
  }
}
