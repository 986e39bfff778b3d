package io.godwit.agent.hypervisor.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.godwit.agent.hypervisor.HypervisorEvent;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.agent.hypervisor.MigrateCall;
import io.godwit.agent.hypervisor.simulated.SimulatedMigration.Ending;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.convergence.Phase;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SimulatedFleetTest {
  private static final HostId SOURCE = new HostId("a");
  private static final HostId DESTINATION = new HostId("b");
  private static final BytesPerSecond LINK = BytesPerSecond.ofMebi(60);
  private static final Duration LONG = Duration.ofMinutes(10);

  private final SimulatedFleet fleet = new SimulatedFleet();

  SimulatedFleetTest() {
    fleet.addHost(new SimulatedHost(SOURCE, LINK, Bytes.ofMebi(8192), 4));
    fleet.addHost(new SimulatedHost(DESTINATION, LINK, Bytes.ofMebi(8192), 4));
  }

  @Test
  void guestThatDirtiesLessThanTheLinkCarriesCompletesWithinItsDowntime() {
    var guest = guest("calm", 512, 64, 20);
    var migration = migrate(guest, null, null, false);

    fleet.advanceTo(LONG);

    assertThat(migration.ending()).isEqualTo(new Ending.Completed());
    assertThat(fleet.on(SOURCE).stateOf(guest)).isEqualTo(GuestState.ABSENT);
    assertThat(fleet.on(DESTINATION).stateOf(guest)).isEqualTo(GuestState.RUNNING);
    var figures = fleet.on(DESTINATION).lastCompletedJob(guest).orElseThrow();
    // 128 MiB in the first pass, 64 (1 - e^-0.67) in the second, and so on
    assertThat(figures.elapsed()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(figures.downtime()).isLessThan(Duration.ofMillis(350));
  }

  @Test
  void passesOfANeverConvergingGuestSettleAtTheFixedPoint() {
    var guest = guest("hot", 512, 256, 400);
    var migration = migrate(guest, null, null, false);

    fleet.advanceTo(Duration.ofSeconds(100));

    assertThat(migration.ending()).isNull();
    double set = 256 << 20;
    double fixedPoint = set;
    for (int i = 0; i < 100; i++) {
      fixedPoint = set * (1 - Math.exp(-400.0 * fixedPoint / (60 * set)));
    }
    assertThat(startOfNextPass(migration)).isCloseTo(fixedPoint, within(set / 100));
  }

  private double startOfNextPass(SimulatedMigration migration) {
    int pass = migration.transfer.pass();
    var now = Duration.ofSeconds(100);
    while (migration.transfer.pass() == pass) {
      now = now.plus(fleet.untilNextChange().orElseThrow()).plusNanos(1000);
      fleet.advanceTo(now);
    }
    return migration.transfer.unsent();
  }

  @Test
  void timeInOneLeapOrInManyStepsEndsTheSame() {
    var guest = guest("calm", 512, 64, 20);
    migrate(guest, null, null, true);
    var other = new SimulatedFleetTest();
    var twin = other.guest("calm", 512, 64, 20);
    other.migrate(twin, null, null, true);

    fleet.advanceTo(LONG);
    for (long millis = 0; millis <= LONG.toMillis(); millis += 7) {
      other.fleet.advanceTo(Duration.ofMillis(millis));
    }

    var leap = fleet.on(DESTINATION).lastCompletedJob(guest).orElseThrow();
    var steps = other.fleet.on(DESTINATION).lastCompletedJob(twin).orElseThrow();
    assertThat(steps.elapsed()).isCloseTo(leap.elapsed(), Duration.ofMillis(1));
    assertThat((double) steps.transferred().count())
        .isCloseTo((double) leap.transferred().count(), within(100_000.0));
  }

  @Test
  void migrationsShareALink() {
    var first = guest("first", 512, 16, 0);
    var second = guest("second", 512, 16, 0);
    migrate(first, null, null, false);
    migrate(second, null, null, false);

    fleet.advanceTo(LONG);

    // 80 MiB each over half of 60 MiB/s
    assertThat(fleet.on(DESTINATION).lastCompletedJob(first).orElseThrow().elapsed())
        .isCloseTo(Duration.ofMillis(2700), Duration.ofMillis(100));
    assertThat(fleet.on(DESTINATION).lastCompletedJob(second).orElseThrow().elapsed())
        .isCloseTo(Duration.ofMillis(2700), Duration.ofMillis(100));
  }

  @Test
  void limitHoldsUntilTheGuestStandsStill() {
    var guest = guest("limited", 512, 64, 300);
    var migration = migrate(guest, BytesPerSecond.ofMebi(10), null, false);

    fleet.advanceTo(Duration.ofSeconds(60));
    assertThat(job(guest).bandwidth()).isEqualTo(BytesPerSecond.ofMebi(10));
    // 64 MiB in 7 s at the limit: allowed, and then done at the link's rate
    fleet.on(SOURCE).setMaxDowntime(guest, Duration.ofSeconds(7));
    fleet.advanceTo(LONG);

    assertThat(migration.ending()).isEqualTo(new Ending.Completed());
    assertThat(fleet.on(DESTINATION).lastCompletedJob(guest).orElseThrow().downtime())
        .isBetween(Duration.ofMillis(900), Duration.ofMillis(1200));
  }

  @Test
  void trueRateOfTheLinkLetsAHotGuestSwitchOverWithinItsDowntime() {
    var slow = new HostId("slow");
    var fast = new HostId("fast");
    fleet.addHost(new SimulatedHost(slow, BytesPerSecond.ofMebi(1200), Bytes.ofMebi(8192), 4));
    fleet.addHost(new SimulatedHost(fast, BytesPerSecond.ofMebi(1200), Bytes.ofMebi(8192), 4));
    var guest = guestOn(slow, "hot", 512, 256, 400);
    var settings =
        new StartSettings(
            Duration.ofMillis(300), BytesPerSecond.ofMebi(64), BytesPerSecond.ofMebi(1000), false);

    var migration = fleet.on(slow).migrate(new MigrateCall(guest, "simulated://fast", settings));
    fleet.advanceTo(LONG);

    assertThat(migration.ending()).isEqualTo(new Ending.Completed());
    assertThat(fleet.on(fast).lastCompletedJob(guest).orElseThrow().downtime())
        .isLessThan(Duration.ofMillis(300));
  }

  @Test
  void postCopyEndsWhenWhatRemainsIsSent() {
    var guest = guest("hot", 512, 256, 400);
    var migration = migrate(guest, null, null, true);
    fleet.advanceTo(Duration.ofSeconds(8));

    fleet.on(SOURCE).startPostCopy(guest);
    assertThat(job(guest).phase()).isEqualTo(Phase.POST_COPY);
    assertThat(fleet.on(SOURCE).stateOf(guest)).isEqualTo(GuestState.PAUSED_POST_COPY);
    assertThat(fleet.on(DESTINATION).stateOf(guest)).isEqualTo(GuestState.RUNNING_POST_COPY);
    assertThatThrownBy(() -> fleet.on(SOURCE).abort(guest))
        .isInstanceOfSatisfying(
            HypervisorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.WRONG_STATE));
    fleet.advanceTo(Duration.ofSeconds(8 + 6)); // at most 320 MiB at 60 MiB/s

    assertThat(migration.ending()).isEqualTo(new Ending.Completed());
  }

  @Test
  void brokenPostCopyStandsStillOnBothSidesUntilItIsResumed() {
    var guest = guest("hot", 512, 256, 400);
    var migration = migrate(guest, null, null, true);
    fleet.advanceTo(Duration.ofSeconds(8));
    fleet.on(SOURCE).startPostCopy(guest);

    fleet.breakPostCopy(guest, "client socket is closed");
    fleet.advanceTo(Duration.ofSeconds(100));

    assertThat(migration.ending()).isEqualTo(new Ending.Failed("client socket is closed"));
    assertThat(fleet.on(SOURCE).stateOf(guest)).isEqualTo(GuestState.POST_COPY_FAILED);
    assertThat(fleet.on(DESTINATION).stateOf(guest)).isEqualTo(GuestState.POST_COPY_FAILED);
    fleet.on(SOURCE).resumePostCopy(guest, "simulated://b");
    fleet.advanceTo(LONG);
    assertThat(fleet.on(DESTINATION).stateOf(guest)).isEqualTo(GuestState.RUNNING);
    assertThat(fleet.on(SOURCE).stateOf(guest)).isEqualTo(GuestState.ABSENT);
  }

  @Test
  void failureBeforeTheSwitchLeavesTheGuestAtTheSource() {
    var guest = guest("calm", 512, 16, 1);
    fleet.failBeforeSwitch(guest, "out of luck");
    var migration = migrate(guest, null, null, false);

    fleet.advanceTo(LONG);

    assertThat(migration.ending()).isEqualTo(new Ending.Failed("out of luck"));
    assertThat(fleet.on(SOURCE).stateOf(guest)).isEqualTo(GuestState.RUNNING);
    assertThat(fleet.on(DESTINATION).stateOf(guest)).isEqualTo(GuestState.ABSENT);
    assertThat(fleet.on(SOURCE).job(guest)).isEmpty();
  }

  @Test
  void unreachableHostSaysNothingWhileItsMigrationGoesOn() {
    var guest = guest("calm", 512, 16, 1);
    var migration = migrate(guest, null, null, false);

    fleet.setUnreachable(SOURCE, true);
    fleet.advanceTo(LONG);

    assertThatThrownBy(() -> fleet.on(SOURCE))
        .isInstanceOfSatisfying(
            HypervisorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
    assertThat(migration.ending()).isEqualTo(new Ending.Completed());
  }

  @Test
  void iterationCounterIsAPassOnlyWithoutPostCopyArmed() {
    var plain = guest("plain", 512, 256, 400);
    migrate(plain, null, null, false);
    fleet.advanceTo(Duration.ofSeconds(4));
    assertThat(job(plain).iteration()).isEqualTo(1);
    assertThat(job(plain).dirtyRate()).isEqualTo(BytesPerSecond.ZERO);
    fleet.on(SOURCE).abort(plain);

    var armed = guest("armed", 512, 256, 400);
    migrate(armed, null, null, true);
    fleet.advanceTo(Duration.ofSeconds(8));

    assertThat(job(armed).iteration()).isBetween(38L, 42L);
    assertThat(fleet.takeEvents())
        .noneMatch(e -> e.event() instanceof HypervisorEvent.IterationBegan);
  }

  @Test
  void zeroPagesCostNothingButAreDealtWith() {
    var guest = guest("empty", 1024, 16, 0);
    migrate(guest, null, null, false);

    fleet.advanceTo(Duration.ofSeconds(1)); // 60 of 80 MiB

    var job = job(guest);
    assertThat(job.transferred()).isEqualTo(Bytes.ofMebi(60));
    assertThat(job.memoryProcessed()).isEqualTo(Bytes.ofMebi(768));
    assertThat(job.memoryRemaining()).isEqualTo(Bytes.ofMebi(256));
  }

  private JobSnapshot job(UUID guest) {
    return fleet.on(SOURCE).job(guest).orElseThrow();
  }

  private UUID guest(String name, int memory, int workingSet, int dirtyRate) {
    return guestOn(SOURCE, name, memory, workingSet, dirtyRate);
  }

  private UUID guestOn(HostId host, String name, int memory, int workingSet, int dirtyRate) {
    var uuid = UUID.nameUUIDFromBytes(new byte[] {(byte) name.hashCode()});
    fleet.addGuest(
        host,
        SimulatedGuest.of(
            new GuestRef(uuid, name),
            Bytes.ofMebi(memory),
            Bytes.ofMebi(workingSet),
            BytesPerSecond.ofMebi(dirtyRate)));
    return uuid;
  }

  private SimulatedMigration migrate(
      UUID guest,
      @Nullable BytesPerSecond limit,
      @Nullable BytesPerSecond switchover,
      boolean armed) {
    var settings = new StartSettings(Duration.ofMillis(300), limit, switchover, armed);
    return fleet.on(SOURCE).migrate(new MigrateCall(guest, "simulated://b", settings));
  }
}
