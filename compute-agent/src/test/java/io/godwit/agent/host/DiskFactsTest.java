package io.godwit.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.host.HostView.DiskLocks;
import io.godwit.events.Bytes;
import io.godwit.events.DiskCopy;
import io.godwit.events.agent.AgentCommand.Origin;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact.Answer;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.DiskKind;
import io.godwit.events.agent.GuestNeeds.Layer;
import io.godwit.events.host.HostResources.Pool;
import io.godwit.events.host.HostVersions;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskFactsTest {
  private static final Disk SHARED = Worlds.disk("vda", "shared", "marker");
  private static final Disk LOCAL = Worlds.disk("vda", "default", "elsewhere");

  private final Worlds world = new Worlds();

  private void copying(DiskCopy copy) {
    world.origin = new Origin(Worlds.VERSIONS, null, copy);
  }

  @Test
  void sameMarkerUnderTheSamePathIsTheSameStorage() {
    world.disks = List.of(SHARED);
    world.pools = List.of(Worlds.pool("shared", true, 1, "marker"));

    assertThat(world.answer("disk-vda")).isEqualTo(Answer.YES);
    assertThat(world.answer("copied-disk-room")).isEqualTo(Answer.YES);
  }

  @Test
  void sameStorageUnderAnotherPathIsNo() {
    world.disks = List.of(SHARED);
    world.pools = List.of(new Pool("shared", "dir", "/mnt/shared", true, Bytes.ZERO, "marker"));

    assertThat(world.fact("disk-vda"))
        .satisfies(fact -> {
          assertThat(fact.answer()).isEqualTo(Answer.NO);
          assertThat(fact.evidence()).contains("/srv/shared/vda.img", "/mnt/shared/vda.img");
        });
  }

  @Test
  void diskOnOtherStorageIsCopiedToThePoolOfTheSameName() {
    world.disks = List.of(LOCAL);
    world.pools = List.of(Worlds.pool("default", true, 2000, "here"));

    assertThat(world.fact("disk-vda"))
        .satisfies(fact -> {
          assertThat(fact.answer()).isEqualTo(Answer.PROBABLY_YES);
          assertThat(fact.reason()).isEqualTo("it is copied to pool default");
        });
    assertThat(world.answer("copied-disk-room")).isEqualTo(Answer.YES);
  }

  @Test
  void diskThatMayNotBeCopiedIsNo() {
    world.disks = List.of(LOCAL);
    world.pools = List.of(Worlds.pool("default", true, 2000, "here"));
    copying(DiskCopy.NONE);

    assertThat(world.answer("disk-vda")).isEqualTo(Answer.NO);
    assertThat(world.fact("disk-vda").reason()).contains("no disk may be copied");
  }

  @Test
  void missingPoolIsNo() {
    world.disks = List.of(LOCAL);
    world.pools = List.of(Worlds.pool("other", true, 2000, "here"));

    assertThat(world.answer("disk-vda")).isEqualTo(Answer.NO);
    assertThat(world.fact("disk-vda").reason()).contains("there is no pool default here");
  }

  @Test
  void copiesGoToTheToldPoolWhereThereIsNoneOfTheSameName() {
    world.disks = List.of(LOCAL);
    world.pools = List.of(Worlds.pool("copies", true, 2000, "here"));
    world.copyPool = "copies";

    assertThat(world.fact("disk-vda").reason()).isEqualTo("it is copied to pool copies");
    assertThat(world.answer("copied-disk-room")).isEqualTo(Answer.YES);
  }

  @Test
  void poolWhoseVolumesAreMadeElsewhereTakesNoCopy() {
    world.disks = List.of(LOCAL);
    world.pools =
        List.of(new Pool("default", "iscsi", "/dev/disk", true, Bytes.ofMebi(9999), "iscsi:x"));

    assertThat(world.answer("disk-vda")).isEqualTo(Answer.NO);
  }

  @Test
  void poolThatIsNotStartedLeavesItOpen() {
    world.disks = List.of(LOCAL);
    world.pools = List.of(Worlds.pool("default", false, 0, null));

    assertThat(world.answer("disk-vda")).isEqualTo(Answer.NO_IDEA);
  }

  @Test
  void disksThatCannotBeCopiedAreNo() {
    world.pools = List.of(Worlds.pool("default", true, 2000, "here"));

    world.disks = List.of(Worlds.with(LOCAL, "raw", false, true, "none"));
    assertThat(world.fact("disk-vda").reason()).contains("several guests write it");
    world.disks = List.of(Worlds.with(LOCAL, "raw", true, false, "none"));
    assertThat(world.fact("disk-vda").reason()).contains("only read");
    world.disks = List.of(Worlds.with(LOCAL, "vmdk", false, false, "none"));
    assertThat(world.fact("disk-vda").reason()).contains("format");
    assertThat(world.answer("disk-vda")).isEqualTo(Answer.NO);
  }

  @Test
  void roomForAllIsYesForWhatIsUsedProbablyAndLessIsNo() {
    world.disks = List.of(LOCAL, Worlds.disk("vdb", "default", "elsewhere"));

    world.pools = List.of(Worlds.pool("default", true, 2000, "here"));
    assertThat(world.answer("copied-disk-room")).isEqualTo(Answer.YES);
    world.pools = List.of(Worlds.pool("default", true, 1999, "here"));
    assertThat(world.answer("copied-disk-room")).isEqualTo(Answer.PROBABLY_YES);
    world.pools = List.of(Worlds.pool("default", true, 199, "here"));
    assertThat(world.answer("copied-disk-room")).isEqualTo(Answer.NO);
  }

  @Test
  void incrementalCopyNeedsTheLayersBelowHere() {
    var layered =
        Worlds.on(
            LOCAL,
            DiskKind.FILE,
            LOCAL.source(),
            List.of(new Layer("/srv/default/base.qcow2", "qcow2")));
    world.disks = List.of(layered);
    world.pools = List.of(Worlds.pool("default", true, 2000, "here"));
    copying(DiskCopy.INCREMENTAL);

    assertThat(world.fact("disk-vda").reason())
        .contains("its layer /srv/default/base.qcow2 is not here");
    world.volumes = List.of("/srv/default/base.qcow2");
    assertThat(world.answer("disk-vda")).isEqualTo(Answer.PROBABLY_YES);
  }

  @Test
  void claimedVolumeSaysWhereTheDiskIsCopiedTo() {
    world.disks = List.of(Worlds.disk("vda", "not-here", "elsewhere"));
    world.pools = List.of(Worlds.pool("copies", true, 50, "here"));
    var volume =
        new Claims.Volume(
            "vda", "copies", "vda.img", "raw", Bytes.ofMebi(1000), Bytes.ofMebi(1000), List.of());
    world.claims =
        new Claims(Bytes.ofMebi(1), List.of(), List.of(), List.of(), List.of(), List.of(volume));

    assertThat(world.fact("disk-vda").reason()).isEqualTo("it is copied to pool copies");
    // What is made already has taken its room.
    assertThat(world.answer("copied-disk-room")).isEqualTo(Answer.PROBABLY_YES);
  }

  @Test
  void deviceOfTheSameSerialNumberIsOnlyProbablyTheSame() {
    var lun = Worlds.disk("vda", "none", "serial:IET:VIRTUAL-DISK:1");
    world.disks = List.of(Worlds.on(lun, DiskKind.BLOCK, "/dev/sdc", List.of()));
    world.blockDevices = List.of("serial:IET:VIRTUAL-DISK:1");

    assertThat(world.answer("disk-vda")).isEqualTo(Answer.PROBABLY_YES);
    assertThat(world.answer("exclusive-storage")).isEqualTo(Answer.PROBABLY_NO);
  }

  @Test
  void networkStorageIsSureOnlyWhereThisHostHasItToo() {
    var image = Worlds.disk("vda", "none", "rbd:mon1/vms");
    world.disks = List.of(Worlds.on(image, DiskKind.NETWORK, "rbd://mon1/vms/web", List.of()));
    assertThat(world.answer("disk-vda")).isEqualTo(Answer.PROBABLY_YES);
    world.pools = List.of(new Pool("ceph", "rbd", null, true, Bytes.ZERO, "rbd:mon1/vms"));
    assertThat(world.answer("disk-vda")).isEqualTo(Answer.YES);
    assertThat(world.answer("disk-cache")).isEqualTo(Answer.YES);
    assertThat(world.answer("exclusive-storage")).isEqualTo(Answer.PROBABLY_NO);
  }

  @Test
  void sharedImageIsProbablyLockedByQemuAndSurelyByALockManager() {
    world.disks = List.of(SHARED);
    world.pools = List.of(Worlds.pool("shared", true, 1, "marker"));
    assertThat(world.answer("exclusive-storage")).isEqualTo(Answer.PROBABLY_YES);
    world.locks = new DiskLocks.Manager("lockd");
    assertThat(world.answer("exclusive-storage")).isEqualTo(Answer.YES);
    world.locks = new DiskLocks.None();
    world.disks = List.of(Worlds.with(SHARED, "raw", false, true, "none"));
    assertThat(world.answer("exclusive-storage")).isEqualTo(Answer.PROBABLY_NO);
    world.disks = List.of(LOCAL);
    assertThat(world.answer("exclusive-storage")).isEqualTo(Answer.YES);
  }

  @Test
  void cachedSharedDiskIsSafeOnlyWhereTheCacheIsDropped() {
    world.disks = List.of(Worlds.with(SHARED, "raw", false, false, null));
    world.pools = List.of(Worlds.pool("shared", true, 1, "marker"));
    assertThat(world.answer("disk-cache")).isEqualTo(Answer.YES);
    world.versions = new HostVersions(3_001_000, 5_000_000);
    assertThat(world.answer("disk-cache")).isEqualTo(Answer.NO);
    world.disks = List.of(Worlds.with(SHARED, "raw", false, false, "directsync"));
    assertThat(world.answer("disk-cache")).isEqualTo(Answer.YES);
    world.disks = List.of(Worlds.with(SHARED, "raw", true, false, "writeback"));
    assertThat(world.answer("disk-cache")).isEqualTo(Answer.YES);
  }
}
