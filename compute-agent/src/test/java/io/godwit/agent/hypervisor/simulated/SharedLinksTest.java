package io.godwit.agent.hypervisor.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.MigrateCall;
import io.godwit.agent.hypervisor.simulated.SimulatedMigration.Ending;
import io.godwit.agent.physics.Transfer;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.agent.StartSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Several migrations at once. Every guest has 160 MiB that are not zero, and nothing is dirtied.
 */
class SharedLinksTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private final SimulatedFleet fleet = new SimulatedFleet();

  @Test
  void hostSendsAndReceivesAtItsWholeRateAtOnce() {
    host("a", 100, null);
    host("b", 100, null);
    var there = guest("a", "there");
    var back = guest("b", "back");
    migrate("a", there, "b", null);
    migrate("b", back, "a", null);

    fleet.advanceTo(LONG);

    assertThat(took("b", there)).isCloseTo(seconds(1.63), Duration.ofMillis(20));
    assertThat(took("a", back)).isCloseTo(seconds(1.63), Duration.ofMillis(20));
  }

  @Test
  void slowDestinationsAreFilledSideBySide() {
    host("a", 100, null);
    host("b", 40, null);
    host("c", 40, null);
    var first = guest("a", "first");
    var second = guest("a", "second");
    migrate("a", first, "b", null);
    migrate("a", second, "c", null);

    fleet.advanceTo(LONG);

    assertThat(took("b", first)).isCloseTo(seconds(4.03), Duration.ofMillis(60));
    assertThat(took("c", second)).isCloseTo(seconds(4.03), Duration.ofMillis(60));
  }

  @Test
  void uplinkIsSharedByWhatLeavesTheGroupAndByNothingElse() {
    host("a", 100, "left");
    host("b", 100, "left");
    host("c", 100, "left");
    host("d", 100, "right");
    fleet.addUplink("left", BytesPerSecond.ofMebi(40));
    fleet.addUplink("right", BytesPerSecond.ofMebi(1000));
    var leaves = guest("a", "leaves");
    var leavesToo = guest("b", "leaves-too");
    var stays = guest("b", "stays");
    migrate("a", leaves, "d", null);
    migrate("b", leavesToo, "d", null);
    migrate("b", stays, "c", null);

    fleet.advanceTo(seconds(1));

    assertThat(rate("a", leaves)).isEqualTo(BytesPerSecond.ofMebi(20));
    assertThat(rate("b", leavesToo)).isEqualTo(BytesPerSecond.ofMebi(20));
    assertThat(rate("b", stays)).isEqualTo(BytesPerSecond.ofMebi(80));
  }

  @Test
  void limitHoldsAndTheOtherGetsTheRest() {
    host("a", 100, null);
    host("b", 100, null);
    var limited = guest("a", "limited");
    var free = guest("a", "free");
    migrate("a", limited, "b", BytesPerSecond.ofMebi(25));
    migrate("a", free, "b", null);

    fleet.advanceTo(seconds(1));
    assertThat(rate("a", limited)).isEqualTo(BytesPerSecond.ofMebi(25));
    assertThat(rate("a", free)).isEqualTo(BytesPerSecond.ofMebi(75));

    fleet.on(new HostId("a")).setBandwidth(limited, BytesPerSecond.ofMebi(60));
    assertThat(rate("a", limited)).isEqualTo(BytesPerSecond.ofMebi(50));
  }

  @Test
  void disksAreCopiedBeforeTheMemoryAndWithinTheLimit() {
    host("a", 100, null);
    host("b", 100, null);
    var guest = guest("a", "with-disk");
    var settings =
        new StartSettings(Duration.ofMillis(300), BytesPerSecond.ofMebi(50), null, false);
    var place = Objects.requireNonNull(fleet.guests().get(guest));
    var transfer =
        new Transfer(place.guest.workload(), 512 << 20, 200 << 20, settings, fleet.now(), true);
    var migration =
        new SimulatedMigration(
            fleet.host(new HostId("a")),
            fleet.host(new HostId("b")),
            settings.bandwidthLimit(),
            transfer);
    fleet.begin(guest, migration);

    fleet.advanceTo(seconds(1));
    var job = fleet.on(new HostId("a")).job(guest).orElseThrow();
    assertThat(job.diskTotal()).isEqualTo(Bytes.ofMebi(200));
    assertThat(job.diskRemaining()).isEqualTo(Bytes.ofMebi(150));
    assertThat(job.memoryProcessed()).isEqualTo(Bytes.ZERO);
    fleet.advanceTo(seconds(5));
    assertThat(fleet.on(new HostId("a")).job(guest).orElseThrow().diskRemaining())
        .isEqualTo(Bytes.ZERO);
    fleet.advanceTo(LONG);

    assertThat(migration.ending()).isEqualTo(new Ending.Completed());
    assertThat(took("b", guest)).isCloseTo(seconds(4 + 3.2 + 0.03), Duration.ofMillis(60));
  }

  @Test
  void migrationThatIsAbortedLeavesItsShareToTheOther() {
    host("a", 100, null);
    host("b", 100, null);
    var aborted = guest("a", "aborted");
    var goesOn = guest("a", "goes-on");
    migrate("a", aborted, "b", null);
    migrate("a", goesOn, "b", null);
    fleet.advanceTo(seconds(1));

    fleet.on(new HostId("a")).abort(aborted);

    assertThat(rate("a", goesOn)).isEqualTo(BytesPerSecond.ofMebi(100));
  }

  private void host(String name, int mebibytesPerSecond, @Nullable String uplink) {
    fleet.addHost(
        new SimulatedHost(
            new HostId(name),
            BytesPerSecond.ofMebi(mebibytesPerSecond),
            Bytes.ofMebi(65536),
            8,
            Optional.ofNullable(uplink)));
  }

  private UUID guest(String host, String name) {
    var uuid = new UUID(0, name.hashCode());
    fleet.addGuest(
        new HostId(host),
        SimulatedGuest.of(
            new GuestRef(uuid, name), Bytes.ofMebi(512), Bytes.ofMebi(96), BytesPerSecond.ZERO));
    return uuid;
  }

  private void migrate(
      String source, UUID guest, String destination, @Nullable BytesPerSecond limit) {
    var settings = new StartSettings(Duration.ofMillis(300), limit, null, false);
    fleet
        .on(new HostId(source))
        .migrate(new MigrateCall(guest, "simulated://" + destination, settings));
  }

  private BytesPerSecond rate(String host, UUID guest) {
    return fleet.on(new HostId(host)).job(guest).orElseThrow().bandwidth();
  }

  private Duration took(String host, UUID guest) {
    return fleet.on(new HostId(host)).lastCompletedJob(guest).orElseThrow().elapsed();
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
