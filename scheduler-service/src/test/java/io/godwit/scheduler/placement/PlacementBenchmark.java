package io.godwit.scheduler.placement;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.events.Reason;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.DiskKind;
import io.godwit.events.agent.GuestNeeds.Network;
import io.godwit.events.agent.GuestNeeds.NetworkKind;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.GuestState;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostResources;
import io.godwit.events.host.HostVersions;
import io.godwit.scheduler.dispatch.Dispatch;
import io.godwit.scheduler.dispatch.Dispatcher;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Scene;
import io.godwit.scheduler.dispatch.Waiting;
import io.godwit.scheduler.dispatch.Waits;
import io.godwit.scheduler.links.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one guest's placement costs over a large fleet, each host with 20 guests; the medians are in
 * the lines p0.50. The board is what is made once per dispatch for all guests.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g", "-XX:ActiveProcessorCount=1"})
public class PlacementBenchmark {
  private static final HostId SOURCE = new HostId("host0");
  private static final int GUESTS = 20;

  /** One host of so many tells its inventory between two dispatches. */
  private static final int TELLING = 500;

  /** Of guests that belong together or apart: about fifty in each. */
  private static final int GROUPS = 4000;

  /** Plain: memory only. Rich: networks, disks on shared storage, affinity. */
  @Param({"plain", "rich"})
  private String guest = "plain";

  @Param({"10000"})
  private int hosts;

  private Fleet fleet = new Fleet(List.of(), List.of());
  private Placements placements =
      new Placements(new Board(fleet, Limits.DEFAULT), Scene.NOW, Limits.DEFAULT);
  private Traffic traffic = Moving.in(fleet, new Board(fleet, Limits.DEFAULT).ways());
  private final Atlas atlas = new Atlas(Limits.DEFAULT);
  private int turn;
  private Waiting waiting = Scene.waiting(Scene.spec("a", 1), Reason.USER, Scene.NOW, null);

  @Setup
  public void setUp() {
    var random = new Random(1);
    var all = new ArrayList<Fleet.Host>();
    for (int i = 0; i < hosts; i++) {
      all.add(host("host" + i, random));
    }
    fleet = new Fleet(all, List.of());
    var board = new Board(fleet, Limits.DEFAULT);
    placements = new Placements(board, Scene.NOW, Limits.DEFAULT);
    traffic = Moving.in(fleet, board.ways());
    boolean rich = guest.equals("rich");
    var spec = Scene.spec("host0-0", 8192, rich ? needs() : null);
    waiting = Scene.waiting(spec, Reason.USER, Scene.NOW, null);
    if (rich) {
      waiting = Waits.with(waiting, it -> it.labels = labels(0));
    }
  }

  /** The placement itself: filters, claims, weights, and the best few in words. */
  @Benchmark
  public Choice chooseOneGuest() {
    return placements.choose(waiting, SOURCE, traffic);
  }

  /** What is made once for all guests of a dispatch. */
  @Benchmark
  public Board makeTheBoard() {
    var board = new Board(fleet, Limits.DEFAULT);
    board.whereabouts();
    return board;
  }

  /** A dispatch of one guest with all that belongs to it, the first after a start. */
  @Benchmark
  public Dispatch dispatchOneGuest() {
    return Dispatcher.dispatch(fleet, List.of(waiting), Scene.NOW, Limits.DEFAULT);
  }

  /**
   * Any other dispatch of one guest with all that belongs to it: every host has been heard of since
   * the one before, and some have told another inventory.
   */
  @Benchmark
  public Dispatch dispatchOneGuestOnAndOn() {
    var now = new Fleet(heard(fleet.hosts()), List.of());
    return Dispatcher.dispatch(now, List.of(waiting), Scene.NOW, Limits.DEFAULT, atlas);
  }

  private List<Fleet.Host> heard(List<Fleet.Host> before) {
    var heard = new ArrayList<Fleet.Host>(before.size());
    for (var host : before) {
      boolean tells = heard.size() % TELLING == turn;
      var inventory = host.inventory();
      heard.add(
          new Fleet.Host(
              host.id(),
              tells && inventory != null ? again(inventory) : inventory,
              Scene.NOW,
              true));
    }
    turn = (turn + 1) % TELLING;
    return heard;
  }

  private static HostInventory again(HostInventory told) {
    return new HostInventory(
        told.host(),
        told.at(),
        told.hypervisor(),
        told.peerUri(),
        told.memory(),
        told.cpus(),
        told.linkRate(),
        told.guests(),
        told.resources());
  }

  private static Fleet.Host host(String name, Random random) {
    var guests = new ArrayList<HostInventory.Guest>();
    for (int i = 0; i < GUESTS; i++) {
      GuestSpec spec = Scene.spec(name + "-" + i, 4096 + random.nextInt(16384), needs());
      guests.add(
          new HostInventory.Guest(
              spec.guest(),
              GuestState.RUNNING,
              spec.memory(),
              4,
              true,
              labels(random.nextInt(GROUPS)),
              spec.needs()));
    }
    var inventory =
        new HostInventory(
            new HostId(name),
            Scene.NOW,
            "QEMU",
            "qemu+tcp://" + name + "/system",
            Bytes.ofMebi(262_144 + random.nextInt(65_536)),
            64,
            new BytesPerSecond(1_250_000_000L * (1 + random.nextInt(4))),
            guests,
            resources());
    return new Fleet.Host(new HostId(name), inventory, Scene.NOW, true);
  }

  private static GuestLabels labels(int group) {
    return new GuestLabels(null, "shop", "app" + group, "db" + group);
  }

  private static HostResources resources() {
    return new HostResources(
        new HostVersions(10_000_000, 11_003_000),
        null,
        List.of(
            new Network(NetworkKind.NETWORK, "default"), new Network(NetworkKind.BRIDGE, "br0")),
        List.of(
            new HostResources.Pool(
                "default", "dir", "/var/lib/libvirt/images", true, Bytes.ofMebi(100_000), "local"),
            new HostResources.Pool(
                "shared", "netfs", "/srv/shared", true, Bytes.ofMebi(100_000), "nfs")),
        List.of(),
        List.of(),
        List.of());
  }

  private static GuestNeeds needs() {
    return new GuestNeeds(
        "x86_64",
        "pc-q35-10.0",
        "kvm",
        "efi",
        false,
        null,
        List.of(
            new Network(NetworkKind.NETWORK, "default"), new Network(NetworkKind.BRIDGE, "br0")),
        List.of(disk("vda"), disk("vdb")),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Disk disk(String target) {
    return new Disk(
        target,
        DiskKind.FILE,
        "/srv/shared/" + target + ".qcow2",
        "shared",
        target + ".qcow2",
        "qcow2",
        Bytes.ofMebi(10_240),
        Bytes.ofMebi(1024),
        List.of(),
        false,
        false,
        null,
        "nfs");
  }
}
