package io.godwit.scheduler.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.DiskCopy;
import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.events.Reason;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.DeviceKind;
import io.godwit.events.agent.GuestNeeds.DiskKind;
import io.godwit.events.agent.GuestNeeds.Layer;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.HugePages;
import io.godwit.events.host.HostResources.Pool;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.dispatch.Flies;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Scene;
import io.godwit.scheduler.dispatch.Waits;
import io.godwit.scheduler.placement.Needs.Has;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is reserved: chosen from what a host has, less what is taken and what is reserved. */
class ClaimingTest {
  private final Scene scene = new Scene(4000, "host1", "host2", "host3");
  private final Needs needs = new Needs();
  private final Has has = new Has();

  @Test
  void memoryWithItsMargin() {
    assertThat(claims()).isEqualTo(Claims.of(Bytes.ofMebi(600)));
  }

  @Test
  void freeDeviceOfTheSameVendorAndProductByAddress() {
    needs.devices = List.of(Needs.pci("0000:03:00.1", "1572"), Needs.pci("0000:03:00.2", "1572"));
    has.pci("0000:05:00.2", "1572", null)
        .pci("0000:05:00.1", "1572", null)
        .pci("0000:04:00.0", "10fb", null)
        .pci("0000:01:00.0", "1572", "other");
    assertThat(claims().devices())
        .containsExactly(
            new Claims.Device(DeviceKind.PCI, "0000:03:00.1", "0000:05:00.1"),
            new Claims.Device(DeviceKind.PCI, "0000:03:00.2", "0000:05:00.2"));
  }

  @Test
  void deviceThatIsUsedOrReservedOrAnotherOneIsNoneEvenIfForced() {
    needs.devices = List.of(Needs.pci("0000:03:00.1", "1572"));
    has.pci("0000:05:00.1", "10fb", null);
    assertThat(lacking()).isEqualTo("it has no pci device 8086:1572");
    has.pci("0000:05:00.2", "1572", "db7");
    assertThat(lacking()).isEqualTo("it has no pci device 8086:1572 that is free (1: db7)");
    has.pci("0000:05:00.3", "1572", null);
    reserved(
        new Claims(
            Bytes.ofMebi(1),
            List.of(),
            List.of(),
            List.of(),
            List.of(new Claims.Device(DeviceKind.PCI, "0000:09:00.1", "0000:05:00.3")),
            List.of()));
    assertThat(lacking())
        .isEqualTo("it has no pci device 8086:1572 that is free (2: db7, reserved)");
    assertThat(forced().suitable()).isFalse();
  }

  @Test
  void mediatedDevicesOfOneParentAreHandedOutOneByOne() {
    needs.devices = List.of(Needs.mdev("uuid-1", "nvidia-35"), Needs.mdev("uuid-2", "nvidia-35"));
    has.mdev("0000:06:00.0", "nvidia-35").mdev("0000:06:00.0", "nvidia-35");
    assertThat(claims().devices())
        .containsExactly(
            new Claims.Device(DeviceKind.MDEV, "uuid-1", "0000:06:00.0"),
            new Claims.Device(DeviceKind.MDEV, "uuid-2", "0000:06:00.0"));
    reserved(
        new Claims(
            Bytes.ofMebi(1),
            List.of(),
            List.of(),
            List.of(),
            List.of(new Claims.Device(DeviceKind.MDEV, "uuid-9", "0000:06:00.0")),
            List.of()));
    assertThat(lacking()).startsWith("it has no mdev device of type nvidia-35 that is free");
  }

  @Test
  void deviceThatNobodyCanNameMatchesNone() {
    needs.devices =
        List.of(new GuestNeeds.Device(DeviceKind.PCI, "0000:03:00.1", null, null, null));
    has.pci("0000:05:00.1", "1572", null);
    assertThat(lacking()).startsWith("it has no pci device");
  }

  @Test
  void hugePagesBySizeLessThoseOfGuestsAndOthersClaims() {
    needs.hugePages = List.of(new HugePages(Needs.PAGE, Bytes.ofMebi(500)));
    has.hugePages =
        List.of(
            new HugePages(Needs.PAGE, Bytes.ofMebi(1500)),
            new HugePages(Bytes.ofMebi(1024), Bytes.ofMebi(4096)));
    assertThat(claims().hugePages()).isEqualTo(needs.hugePages);
    resident(here -> here.hugePages = List.of(new HugePages(Needs.PAGE, Bytes.ofMebi(600))));
    reserved(
        new Claims(
            Bytes.ofMebi(1),
            List.of(new HugePages(Needs.PAGE, Bytes.ofMebi(500))),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
    assertThat(lacking())
        .isEqualTo("it has 400.0 MiB free in huge pages of 2.0 MiB, 500.0 MiB are needed");
    assertThat(forced().suitable()).isTrue();
    assertThat(Objects.requireNonNull(forced().claims()).hugePages()).isEmpty();
  }

  @Test
  void cellsOfTheSameNumberFirstAndThenTheLowest() {
    needs.numaNodes = List.of(2, 3);
    has.cells(1000, 4);
    assertThat(claims().cells())
        .containsExactly(
            new Claims.Cell(2, Bytes.ofMebi(250)), new Claims.Cell(3, Bytes.ofMebi(250)));
    resident(here -> here.numaNodes = List.of(2));
    assertThat(claims().cells())
        .extracting(Claims.Cell::cell)
        .as("600 MiB are bound to cell 2, 400 are free")
        .containsExactly(2, 3);
    reserved(
        new Claims(
            Bytes.ofMebi(1),
            List.of(),
            List.of(new Claims.Cell(2, Bytes.ofMebi(200))),
            List.of(),
            List.of(),
            List.of()));
    assertThat(claims().cells()).extracting(Claims.Cell::cell).containsExactly(0, 3);
  }

  @Test
  void tooFewCellsWithRoom() {
    needs.numaNodes = List.of(0, 1);
    has.cells(1000, 2);
    resident(here -> here.numaNodes = List.of(1));
    reserved(
        new Claims(
            Bytes.ofMebi(1),
            List.of(),
            List.of(new Claims.Cell(1, Bytes.ofMebi(200))),
            List.of(),
            List.of(),
            List.of()));
    assertThat(lacking()).isEqualTo("it has 1 of 2 NUMA cells with 250.0 MiB free, 2 are needed");
    assertThat(Objects.requireNonNull(forced().claims()).cells()).isEmpty();
  }

  @Test
  void cpusOfTheClaimedCellThatNobodyIsPinnedTo() {
    needs.numaNodes = List.of(1);
    needs.pinnedCpus = List.of(8, 5, 8);
    has.cells(1000, 2);
    assertThat(claims().cpus()).as("the same number where it is free").containsExactly(4, 5, 4);
    resident(here -> here.pinnedCpus = List.of(4, 5));
    assertThat(claims().cpus()).containsExactly(6, 7, 6);
    resident(here -> here.pinnedCpus = List.of(6));
    assertThat(lacking())
        .isEqualTo(
            "it has 1 CPUs of the claimed NUMA cells that nobody is pinned to, 2 are needed");
  }

  @Test
  void cpusWithoutACellComeFromTheOneThatHasMost() {
    needs.pinnedCpus = List.of(20, 21, 22);
    has.cells(1000, 3);
    resident(here -> here.pinnedCpus = List.of(0, 4, 5));
    assertThat(claims().cpus()).containsExactly(8, 9, 10);
  }

  @Test
  void hostThatSaysNothingOfItselfCannotTakeWhatNeedsMoreThanMemory() {
    needs.pinnedCpus = List.of(1);
    scene.guest("host1", spec(), GuestState.RUNNING, GuestLabels.NONE);
    assertThat(rank(it -> {}).reason()).isEqualTo("it has not said what else than memory it has");
  }

  @Test
  void diskOnStorageThatBothSeeIsNotCopied() {
    needs.disks = List.of(Needs.disk("vda", "qcow2", "shared", "nfs-1"));
    has.pools(Needs.pool("elsewhere", 1, "nfs-1"));
    assertThat(claims().volumes()).isEmpty();
  }

  @Test
  void diskThatTheHostDoesNotSeeIsCopiedIntoThePoolOfTheSameName() {
    needs.disks =
        List.of(
            Needs.disk("vda", "qcow2", "local", "disk-1"),
            Needs.disk("vdb", "raw", "local", "disk-1"));
    has.pools(Needs.pool("default", 5000, "disk-3"), Needs.pool("local", 5000, "disk-2"));
    assertThat(claims().volumes())
        .containsExactly(
            volume("vda", "local", "vda.qcow2", "qcow2", 120, List.of()),
            volume("vdb", "local", "vdb.raw", "raw", 1000, List.of()));
  }

  @Test
  void diskOutsideOfAnyPoolIsCopiedIntoTheConfiguredOne() {
    needs.disks = List.of(Needs.disk("vda", "raw", null, null));
    has.pools(Needs.pool("default", 5000, "disk-2"));
    assertThat(claims().volumes())
        .containsExactly(volume("vda", "default", "vda.raw", "raw", 1000, List.of()));
  }

  @Test
  void volumeWhoseNameIsTakenThereGetsAnother() {
    needs.disks = List.of(Needs.disk("vda", "raw", "local", "disk-1"));
    has.pools(Needs.pool("local", 5000, "disk-2"));
    resident(here -> here.disks = List.of(Needs.disk("vda", "raw", "local", "disk-2")));
    assertThat(claims().volumes())
        .extracting(Claims.Volume::volume)
        .containsExactly(spec().guest().uuid() + "-vda.raw");
  }

  @Test
  void layersBelowStayOnlyWhereTheyAreThereAlready() {
    var backing = List.of(new Layer("/base/debian.qcow2", "qcow2"));
    needs.disks =
        List.of(Needs.disk("vda", DiskKind.FILE, "qcow2", "local", "1", backing, false, false));
    has.pools(Needs.pool("local", 5000, "2"));
    assertThat(claims().volumes())
        .containsExactly(volume("vda", "local", "vda.qcow2", "qcow2", 1000, List.of()));
    assertThat(
            Objects.requireNonNull(rankThere(it -> it.diskCopy = DiskCopy.INCREMENTAL).claims())
                .volumes())
        .containsExactly(volume("vda", "local", "vda.qcow2", "qcow2", 120, backing));
  }

  @Test
  void disksThatAreNotCopied() {
    needs.disks =
        List.of(
            Needs.disk("sda", DiskKind.EMPTY, "raw", null, null, List.of(), true, false),
            Needs.disk("sdb", DiskKind.NETWORK, "raw", null, null, List.of(), false, false),
            Needs.disk("sdc", DiskKind.FILE, "raw", null, null, List.of(), true, false));
    assertThat(claims().volumes()).isEmpty();
  }

  @Test
  void diskThatCannotBeCopiedSaysWhy() {
    var disk = Needs.disk("vda", "raw", "local", "1");
    needs.disks = List.of(disk);
    assertThat(lacking()).isEqualTo("it has no pool 'local' for disk vda");
    has.pools(new Pool("local", "iscsi", null, true, Bytes.ofMebi(5000), "2"));
    assertThat(lacking()).isEqualTo("it has no pool 'local' for disk vda");
    has.pools(Needs.pool("local", 999, "2"));
    assertThat(lacking()).isEqualTo("pool local has 999.0 MiB free, disk vda needs 1000.0 MiB");
    has.pools(Needs.pool("local", 5000, "2"));
    assertThat(rankThere(it -> it.diskCopy = DiskCopy.NONE).reason())
        .isEqualTo("it does not see disk vda, which may not be copied");
    needs.disks = List.of(Needs.disk("vda", "vmdk", "local", "1"));
    assertThat(lacking()).isEqualTo("disk vda of format vmdk is not copied");
    needs.disks =
        List.of(Needs.disk("vda", DiskKind.FILE, "raw", "local", "1", List.of(), false, true));
    assertThat(lacking()).isEqualTo("it does not see disk vda, which other guests may write");
  }

  @Test
  void spaceOfAPoolIsHandedOutOnceAndOneThatIsNotStartedIsAskedLater() {
    needs.disks = List.of(Needs.disk("vda", "raw", "local", "1"));
    has.pools(Needs.pool("local", 1999, "2"));
    reserved(
        new Claims(
            Bytes.ofMebi(1),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(volume("vda", "local", "other.raw", "raw", 1000, List.of()))));
    assertThat(lacking()).isEqualTo("pool local has 999.0 MiB free, disk vda needs 1000.0 MiB");
    has.pools(new Pool("local", "dir", "/images", false, Bytes.ZERO, null));
    assertThat(claims().volumes()).hasSize(1);
  }

  @Test
  void volumesOfOneGuestDoNotTakeEachOthersSpaceOrName() {
    needs.disks =
        List.of(Needs.disk("vda", "raw", "local", "1"), Needs.disk("vdb", "raw", "local", "1"));
    has.pools(Needs.pool("local", 1999, "2"));
    assertThat(lacking()).isEqualTo("pool local has 999.0 MiB free, disk vdb needs 1000.0 MiB");
  }

  private static Claims.Volume volume(
      String target, String pool, String name, String format, long space, List<Layer> backing) {
    return new Claims.Volume(
        target,
        pool,
        name,
        format,
        Bytes.ofMebi(1000),
        Bytes.ofMebi(space),
        backing,
        "/images/" + name);
  }

  /** Something on its way to host2. */
  private void reserved(Claims claims) {
    scene.flies("coming", 1, "host3", "host2", Phase.MOVING, Reason.USER);
    scene.butFlight(flight -> Flies.with(flight, it -> it.claims = claims));
  }

  /** A guest that runs on host2, of 600 MiB. */
  private void resident(Consumer<Needs> change) {
    var here = new Needs();
    change.accept(here);
    var spec = Scene.spec("resident" + scene.at("host2").size(), 600, here.build());
    scene.guest("host2", spec, GuestState.RUNNING, GuestLabels.NONE);
  }

  private GuestSpec spec() {
    return Scene.spec("a", 500, needs.build());
  }

  private Claims claims() {
    var ranked = rankThere(it -> {});
    assertThat(ranked.suitable()).as(ranked.reason()).isTrue();
    return Objects.requireNonNull(ranked.claims());
  }

  private String lacking() {
    var ranked = rankThere(it -> {});
    assertThat(ranked.suitable()).isFalse();
    return ranked.reason();
  }

  private Ranked forced() {
    return rankThere(it -> {
      it.named = new HostId("host2");
      it.forced = true;
    });
  }

  private Ranked rankThere(Consumer<Waits> change) {
    scene.resources.put("host2", has.build());
    scene.at("host1").clear();
    scene.guest("host1", spec(), GuestState.RUNNING, GuestLabels.NONE);
    return rank(change);
  }

  private Ranked rank(Consumer<Waits> change) {
    var waiting = Waits.with(Scene.waiting(spec(), Reason.USER, Scene.NOW, null), change);
    return Placements.rank(scene.fleet(), waiting, Scene.NOW, Limits.DEFAULT).stream()
        .filter(ranked -> ranked.host().equals(new HostId("host2")))
        .findFirst()
        .orElseThrow();
  }
}
