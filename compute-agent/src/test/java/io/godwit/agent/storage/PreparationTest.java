package io.godwit.agent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.storage.Preparation.Next;
import io.godwit.events.Bytes;
import io.godwit.events.GuestRef;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.DiskKind;
import io.godwit.events.agent.GuestSpec;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PreparationTest {
  private static final IscsiTarget TARGET =
      new IscsiTarget("10.0.0.5:3260", "iqn.2026-01.io.example:store");
  private static final Made VOLUME = Made.volume("default", "web.qcow2");

  private static Claims.Volume volume(String name, String format, long mebi) {
    return new Claims.Volume(
        "vda", "default", name, format, Bytes.ofMebi(mebi), Bytes.ofMebi(mebi), List.of());
  }

  private static Preparation of(List<Disk> disks, Claims.Volume... volumes) {
    var needs =
        new GuestNeeds(
            "x86_64",
            "pc-q35-10.0",
            "qemu",
            "bios",
            false,
            null,
            List.of(),
            disks,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    var guest = new GuestSpec(new GuestRef(new UUID(0, 1), "web"), Bytes.ofMebi(512), 1, needs);
    var memory = Claims.of(Bytes.ofMebi(512));
    return new Preparation(
        guest,
        new Claims(memory.memory(), List.of(), List.of(), List.of(), List.of(), List.of(volumes)));
  }

  private static Disk disk(String target, String source, @Nullable String pool) {
    return new Disk(
        target,
        DiskKind.FILE,
        source,
        pool,
        pool == null ? null : "v",
        "raw",
        Bytes.ofMebi(1),
        Bytes.ofMebi(1),
        List.of(),
        false,
        false,
        null,
        null);
  }

  private static StoragePool pool(String name, boolean active, @Nullable IscsiTarget target) {
    return new StoragePool(
        name,
        target == null ? "dir" : "iscsi",
        active,
        active ? Bytes.ofMebi(100) : Bytes.ZERO,
        "/pools/" + name,
        target,
        false);
  }

  private static StorageView view(Set<Made> volumes, StoragePool... pools) {
    return new StorageView(List.of(pools), volumes, Set.of(), null);
  }

  private static String why(Next next) {
    assertThat(next).isInstanceOf(Next.Impossible.class);
    return ((Next.Impossible) next).why();
  }

  @Test
  void guestOnNetworkStorageNeedsNothing() {
    assertThat(of(List.of(disk("vda", "rbd://mon/vms/web", null))).isNothing()).isTrue();
    assertThat(of(List.of(disk("vda", "/pools/nfs/web", "nfs"))).isNothing()).isFalse();
    assertThat(of(List.of(), volume("web.qcow2", "qcow2", 50)).isNothing()).isFalse();
  }

  @Test
  void poolIsStartedThenTheVolumeIsMadeThenNothing() {
    var preparation = of(List.of(), volume("web.qcow2", "qcow2", 50));

    assertThat(preparation.next(view(Set.of(), pool("default", false, null)), List.of()))
        .isEqualTo(new Next.Do(new Step.StartPool("default")));
    assertThat(preparation.next(view(Set.of(), pool("default", true, null)), List.of()))
        .isEqualTo(new Next.Do(new Step.MakeVolume(volume("web.qcow2", "qcow2", 50))));
    assertThat(preparation.next(view(Set.of(VOLUME), pool("default", true, null)), List.of(VOLUME)))
        .isEqualTo(new Next.Ready());
  }

  @Test
  void whatWasThereBeforeIsNeverTakenForItsOwn() {
    var preparation = of(List.of(), volume("web.qcow2", "qcow2", 50));

    var next = preparation.next(view(Set.of(VOLUME), pool("default", true, null)), List.of());

    assertThat(why(next)).isEqualTo("there is already a volume web.qcow2 of pool default");
  }

  @Test
  void whatCannotBeMadeIsSaidWithItsReason() {
    var active = view(Set.of(), pool("default", true, null));

    assertThat(why(of(List.of(), volume("web", "qcow2", 50)).next(view(Set.of()), List.of())))
        .isEqualTo("this host has no storage pool default");
    assertThat(why(of(List.of(), volume("web", "qcow2", 101)).next(active, List.of())))
        .contains("pool default has")
        .contains("volume web needs");
    assertThat(why(of(List.of(), volume("web", "vmdk", 50)).next(active, List.of())))
        .isEqualTo("a volume of format vmdk is not made");
    assertThat(why(of(List.of(), volume("../etc/web", "raw", 50)).next(active, List.of())))
        .isEqualTo("'../etc/web' is no name of a volume");
  }

  @Test
  void targetIsLoggedInToBeforeItsPoolIsStarted() {
    var preparation = of(List.of(disk("vda", "/pools/san/v", "san")));
    var stopped = pool("san", false, TARGET);
    var loggedIn = new StorageView(List.of(stopped), Set.of(), Set.of(TARGET), null);

    assertThat(preparation.next(view(Set.of(), stopped), List.of()))
        .isEqualTo(new Next.Do(new Step.LogIn(TARGET)));
    assertThat(preparation.next(loggedIn, List.of()))
        .isEqualTo(new Next.Do(new Step.StartPool("san")));
    assertThat(preparation.next(view(Set.of(), pool("san", true, TARGET)), List.of()))
        .isEqualTo(new Next.Ready());
  }

  @Test
  void diskByItsPathOnATargetNeedsASessionWithoutAPool() {
    var path = "/dev/disk/by-path/ip-10.0.0.5:3260-iscsi-iqn.2026-01.io.example:store-lun-1";
    var preparation = of(List.of(disk("vda", path, null)));

    assertThat(preparation.next(view(Set.of()), List.of()))
        .isEqualTo(new Next.Do(new Step.LogIn(TARGET)));
  }

  @Test
  void missingInitiatorIsSaid() {
    var preparation = of(List.of(disk("vda", "/pools/san/v", "san")));
    var view =
        new StorageView(
            List.of(pool("san", false, TARGET)), Set.of(), Set.of(), "no iscsiadm here");

    assertThat(why(preparation.next(view, List.of())))
        .isEqualTo(TARGET + " is not logged in to: no iscsiadm here");
  }

  @Test
  void poolWithASecretIsLeftToLibvirt() {
    var secret =
        new StoragePool("san", "iscsi", false, Bytes.ZERO, "/dev/disk/by-path", TARGET, true);
    var preparation = of(List.of(disk("vda", "/pools/san/v", "san")));

    assertThat(preparation.next(view(Set.of(), secret), List.of()))
        .isEqualTo(new Next.Do(new Step.StartPool("san")));
  }

  @Test
  void poolThatOnlyACopiedDiskWasInIsNotStarted() {
    var preparation =
        of(List.of(disk("vda", "/pools/old/v", "old")), volume("web.qcow2", "raw", 50));

    assertThat(preparation.pools()).containsExactly("default");
  }
}
