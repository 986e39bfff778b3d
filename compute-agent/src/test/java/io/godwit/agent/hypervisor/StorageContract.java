package io.godwit.agent.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.storage.GuestDisks;
import io.godwit.agent.storage.HostStorage;
import io.godwit.agent.storage.HostStorage.VolumeName;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.DiskCopy;
import io.godwit.events.GuestRef;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.StartSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every adapter promises of storage, of guests that bring their disks, and of bandwidth. */
public abstract class StorageContract {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String POOL = "default";

  private final List<GuestRef> guests = new ArrayList<>();
  private final List<String> volumes = new ArrayList<>();

  protected abstract Rig rig();

  @AfterEach
  void removeWhatIsLeft() {
    guests.forEach(rig()::remove);
    volumes.forEach(volume -> {
      rig().source().storage().deleteVolume(POOL, volume);
      rig().destination().storage().deleteVolume(POOL, volume);
    });
  }

  private Hypervisor source() {
    return rig().source();
  }

  private Hypervisor destination() {
    return rig().destination();
  }

  private HostStorage there() {
    return destination().storage();
  }

  protected final Claims.Volume volume(String format) {
    var name = "contract-" + UUID.randomUUID() + "." + format;
    volumes.add(name);
    return new Claims.Volume(
        "vda", POOL, name, format, Bytes.ofMebi(64), Bytes.ofMebi(64), List.of());
  }

  protected final GuestRef withDisk(String name, String format) {
    var guest = rig().startWithDisk(name, format);
    guests.add(guest);
    return guest;
  }

  protected final MigrateCall call(
      GuestRef guest, Claims.Volume volume, DiskCopy copy, @Nullable BytesPerSecond limit) {
    var claims =
        new Claims(Bytes.ofMebi(192), List.of(), List.of(), List.of(), List.of(), List.of(volume));
    return new MigrateCall(
        guest.uuid(),
        rig().destinationUri(),
        new StartSettings(Duration.ofMillis(300), limit, null, false),
        claims,
        copy);
  }

  private static Set<String> paths(Hypervisor host, GuestRef guest) {
    return host.storage().guestDisks().stream()
        .filter(disks -> disks.guest().equals(guest))
        .map(GuestDisks::paths)
        .findFirst()
        .orElse(Set.of());
  }

  @Test
  void volumeIsMadeOnceAndDeleted() {
    for (var format : List.of("raw", "qcow2")) {
      var volume = volume(format);
      assertThat(there().volumePath(POOL, volume.volume())).isEmpty();

      var path = there().makeVolume(volume);

      assertThat(path).endsWith("/" + volume.volume());
      assertThat(there().volumePath(POOL, volume.volume())).contains(path);
      assertThat(there().volumeAt(path)).contains(new VolumeName(POOL, volume.volume()));
      assertThat(there().volumesOn(POOL, path)).isEmpty();
      assertThatThrownBy(() -> there().makeVolume(volume)).isInstanceOf(HypervisorException.class);
      there().deleteVolume(POOL, volume.volume());
      assertThat(there().volumePath(POOL, volume.volume())).isEmpty();
      assertThat(there().volumeAt(path)).isEmpty();
      there().deleteVolume(POOL, volume.volume());
    }
  }

  @Test
  void poolIsStoppedAndStartedAndNothingInItIsLost() {
    var volume = volume("raw");
    var path = there().makeVolume(volume);

    there().stopPool(POOL);
    there().stopPool(POOL);
    assertThat(there().pools())
        .filteredOn(pool -> pool.name().equals(POOL))
        .singleElement()
        .satisfies(pool -> assertThat(pool.active()).isFalse());
    assertThatThrownBy(() -> there().volumePath(POOL, volume.volume()))
        .isInstanceOf(HypervisorException.class);

    there().startPool(POOL);
    there().startPool(POOL);
    assertThat(there().volumePath(POOL, volume.volume())).contains(path);
    assertThat(there().pools())
        .filteredOn(pool -> pool.name().equals(POOL))
        .singleElement()
        .satisfies(pool -> {
          assertThat(pool.active()).isTrue();
          assertThat(pool.available()).isGreaterThan(Bytes.ofMebi(64));
          assertThat(path).startsWith(pool.path() + "/");
        });
  }

  @Test
  void unknownPoolIsAnError() {
    assertThatThrownBy(() -> there().startPool("nowhere"))
        .isInstanceOfSatisfying(
            HypervisorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FAILED));
  }

  @Test
  void guestBringsItsDiskAndTheSourcesIsFreeToGo() {
    var guest = withDisk("brings", "qcow2");
    var before = paths(source(), guest);
    var volume = volume("qcow2");
    var path = there().makeVolume(volume);

    var migration =
        RunningMigration.start(
            rig(), guest, call(guest, volume, DiskCopy.FULL, BytesPerSecond.ofMebi(40)));
    var job = migration.snapshot("disk figures", j -> j.diskTotal().count() > 0);
    assertThat(job.diskRemaining()).isLessThanOrEqualTo(job.diskTotal());
    migration.snapshot("memory figures", j -> j.memoryTotal().count() > 0);

    assertThat(migration.end()).isEmpty();
    assertThat(destination().stateOf(guest.uuid())).isEqualTo(GuestState.RUNNING);
    assertThat(source().stateOf(guest.uuid())).isEqualTo(GuestState.ABSENT);
    assertThat(paths(destination(), guest)).contains(path).doesNotContainAnyElementsOf(before);
    assertThat(source().storage().guestDisks()).noneMatch(d -> d.guest().equals(guest));
    for (var old : before) {
      var left = source().storage().volumeAt(old).orElseThrow();
      source().storage().deleteVolume(left.pool(), left.volume());
      assertThat(source().storage().volumeAt(old)).isEmpty();
    }
  }

  @Test
  void diskThatIsNeitherSeenThereNorCopiedKeepsTheGuestHere() {
    var guest = withDisk("kept", "raw");
    var settings = new StartSettings(Duration.ofMillis(300), null, null, false);

    assertThatThrownBy(
            () -> source().migrate(new MigrateCall(guest.uuid(), rig().destinationUri(), settings)))
        .isInstanceOfSatisfying(
            HypervisorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FAILED));
    assertThat(source().stateOf(guest.uuid())).isEqualTo(GuestState.RUNNING);
  }

  @Test
  void abortWhileDisksAreCopiedLeavesTheGuestAndFreesTheVolume() {
    var guest = withDisk("aborted", "raw");
    var before = paths(source(), guest);
    var volume = volume("raw");
    there().makeVolume(volume);
    var migration =
        RunningMigration.start(
            rig(), guest, call(guest, volume, DiskCopy.FULL, BytesPerSecond.ofMebi(4)));
    migration.snapshot("disk figures", j -> j.diskTotal().count() > 0);

    source().abort(guest.uuid());

    assertThat(migration.end()).map(HypervisorException::kind).contains(Kind.ABORTED);
    assertThat(source().stateOf(guest.uuid())).isEqualTo(GuestState.RUNNING);
    assertThat(paths(source(), guest)).isEqualTo(before);
    Await.until(
        "the destination is clean",
        SOON,
        () -> destination().stateOf(guest.uuid()) == GuestState.ABSENT);
    assertThat(there().guestDisks()).noneMatch(d -> d.guest().equals(guest));
    there().deleteVolume(POOL, volume.volume());
    assertThat(there().volumePath(POOL, volume.volume())).isEmpty();
  }

  @Test
  void bandwidthThatIsChangedInFlightIsKept() {
    var guest = rig().start("shared-link", 320, 128, 300);
    guests.add(guest);
    var settings =
        new StartSettings(Duration.ofMillis(300), BytesPerSecond.ofMebi(40), null, false);
    var migration =
        RunningMigration.start(
            rig(), guest, new MigrateCall(guest.uuid(), rig().destinationUri(), settings));
    migration.snapshot("sent 16 MiB", j -> j.transferred().count() > 16 << 20);

    for (int mebi : new int[] {10, 30}) {
      var limit = BytesPerSecond.ofMebi(mebi);
      source().setBandwidth(guest.uuid(), limit);
      assertThat(source().bandwidth(guest.uuid())).contains(limit);
      var from = migration.snapshot("a first look", j -> true);
      var to =
          migration.snapshot(
              "two seconds later",
              j -> j.elapsed().minus(from.elapsed()).compareTo(Duration.ofSeconds(2)) >= 0);
      double seconds = to.elapsed().minus(from.elapsed()).toMillis() / 1000.0;
      double rate = (to.transferred().count() - from.transferred().count()) / seconds;
      assertThat(rate).isBetween(limit.count() * 0.5, limit.count() * 1.1);
    }
    source().abort(guest.uuid());
    assertThat(migration.end()).isPresent();
  }
}
