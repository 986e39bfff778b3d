package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;

import io.godwit.agent.host.DestinationFacts;
import io.godwit.agent.host.HostIdentity;
import io.godwit.agent.host.HostView.DiskLocks;
import io.godwit.agent.host.Question;
import io.godwit.agent.host.adapter.HostInspector;
import io.godwit.agent.host.adapter.NetworkProbe;
import io.godwit.agent.hypervisor.Await;
import io.godwit.events.Bytes;
import io.godwit.events.DiskCopy;
import io.godwit.events.HostId;
import io.godwit.events.agent.AgentCommand.Origin;
import io.godwit.events.agent.Fact;
import io.godwit.events.host.HostInventory;
import io.godwit.parts.Lab;
import io.godwit.parts.Parts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A lab of its own: a newer host, an older one, and what each says of the other's guests. */
final class MixedLab {
  private static final long TOLD_MEBI = 4096;

  /**
   * One of its hosts.
   *
   * @param told memory that guests may use
   */
  record Host(Lab.Host lab, LibvirtHypervisor hypervisor, Bytes told) {
    HostId id() {
      return new HostId(lab.host());
    }

    HostInventory.Guest guest(String name) {
      return Await.value(
          name + " is told with what it needs",
          Duration.ofSeconds(15),
          () ->
              hypervisor.guests().stream()
                  .filter(guest -> guest.guest().name().equals(name) && guest.needs() != null)
                  .findFirst());
    }

    <T> T connected(Function<Connection, T> work) {
      var connection = Connection.open(LibvirtSettings.of(lab.uri()));
      try {
        return work.apply(connection);
      } finally {
        connection.release();
      }
    }

    Host told(long mebi) {
      return new Host(lab, hypervisor, Bytes.ofMebi(mebi));
    }
  }

  final Lab lab;
  final Host newer;
  final Host older;

  private MixedLab(Lab lab) throws IOException, InterruptedException {
    this.lab = lab;
    var hosts = lab.list().hosts();
    newer = host(hosts.get(0));
    older = host(hosts.get(1));
  }

  private static Host host(Lab.Host host) {
    return new Host(
        host,
        new LibvirtHypervisor(LibvirtSettings.of(host.uri())),
        Bytes.ofMebi(host.memoryMiB()));
  }

  static MixedLab up() throws IOException, InterruptedException {
    Parts.requireLibvirt();
    var script = Path.of("..", "deploy", "lab", "lab").toAbsolutePath().normalize();
    var lab = new Lab(script, "facts" + ProcessHandle.current().pid() % 100_000);
    lab.up(new Lab.Making(2, "1gbit", List.of("forky", "trixie"), TOLD_MEBI));
    var mixed = new MixedLab(lab);
    for (var host : List.of(mixed.newer, mixed.older)) {
      host.hypervisor().markStorage(host.id());
    }
    return mixed;
  }

  /** What {@code to} answers about a guest that runs on {@code from}. */
  Map<String, Fact> facts(String guest, Host from, Host to, DiskCopy copy) {
    return facts(from.guest(guest), from, to, copy);
  }

  Map<String, Fact> facts(HostInventory.Guest guest, Host from, Host to, DiskCopy copy) {
    var versions = from.hypervisor().resources().versions();
    var origin = new Origin(versions, from.lab().peerUri(), copy);
    var identity = new HostIdentity(to.id(), to.lab().peerUri(), null, to.told());
    var inspector =
        new HostInspector(
            identity,
            to.hypervisor(),
            null,
            () -> new DiskLocks.Unknown("not read"),
            new NetworkProbe(false));
    var question = new Question(to.id(), from.id(), guest.spec(), origin, null);
    var view = inspector.inspect(guest.spec(), origin);
    return DestinationFacts.of(question, view, Clock.systemUTC().instant()).stream()
        .collect(Collectors.toMap(Fact::name, fact -> fact));
  }

  /** Writes the header of a qcow2 image of 1 TiB above {@code backing} into a shared raw disk. */
  void plantHeader(String disk, String backing) throws IOException {
    var name = backing.getBytes(StandardCharsets.US_ASCII);
    var header =
        ByteBuffer.allocate(1024)
            .putInt(0x514649fb) // "QFI" and 0xfb
            .putInt(2)
            .putLong(512)
            .putInt(name.length)
            .putInt(16)
            .putLong(1L << 40)
            .position(512)
            .put(name)
            .rewind();
    try (var file = FileChannel.open(shared(disk), StandardOpenOption.WRITE)) {
      file.write(header, 0);
    }
  }

  private Path shared(String disk) throws IOException {
    var meter = Path.of(listing().meterDirectory());
    return meter.resolveSibling("shared").resolve(disk);
  }

  private Lab.Listing listing() throws IOException {
    try {
      return lab.list();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts a network of that name that goes nowhere. */
  static void startNetwork(Host host, String name) {
    var xml = "<network><name>" + name + "</name><bridge name='br-" + name + "'/></network>";
    host.connected(connection -> {
      CALLS.virNetworkFree(check(CALLS.virNetworkCreateXML(connection.handle(), xml)));
      return true;
    });
  }

  /** Stops a pool; its definition stays. */
  static void stopPool(Host host, String name) {
    host.connected(connection -> {
      var pool = check(CALLS.virStoragePoolLookupByName(connection.handle(), name));
      check(CALLS.virStoragePoolDestroy(pool));
      return CALLS.virStoragePoolFree(pool);
    });
  }

  static void startPool(Host host, String name) {
    host.connected(connection -> {
      var pool = check(CALLS.virStoragePoolLookupByName(connection.handle(), name));
      check(CALLS.virStoragePoolCreate(pool, 0));
      return CALLS.virStoragePoolFree(pool);
    });
  }

  static @Nullable String storage(Host host, String pool) {
    return host.hypervisor().resources().pools().stream()
        .filter(p -> p.name().equals(pool))
        .findFirst()
        .orElseThrow()
        .storage();
  }

  void down() throws IOException, InterruptedException {
    newer.hypervisor().close();
    older.hypervisor().close();
    lab.down();
  }
}
