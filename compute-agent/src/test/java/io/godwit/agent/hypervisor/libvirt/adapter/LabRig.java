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
import java.util.UUID;

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
  public void shutOff(GuestRef guest) {
    var connection = Connection.open(LibvirtSettings.of(from.uri()));
    try {
      connection.with(guest.uuid(), domain -> check(LibvirtCalls.CALLS.virDomainDestroy(domain)));
    } finally {
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
