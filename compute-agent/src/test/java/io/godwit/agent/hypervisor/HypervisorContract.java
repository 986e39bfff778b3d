package io.godwit.agent.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.Offer.Comparison;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.agent.StartSettings.AutoConverge;
import io.godwit.events.agent.StartSettings.Compression;
import io.godwit.events.agent.StartSettings.Parallel;
import io.godwit.events.convergence.Phase;
import io.godwit.events.host.HostResources.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every adapter of the port promises. */
public abstract class HypervisorContract {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final BytesPerSecond LIMIT = BytesPerSecond.ofMebi(24);

  private final List<GuestRef> guests = new ArrayList<>();

  protected abstract Rig rig();

  @AfterEach
  void removeGuests() {
    guests.forEach(rig()::remove);
  }

  @Test
  void absentGuestIsToldApartFromEveryOtherAnswer() {
    var nobody = UUID.randomUUID();

    assertThat(source().stateOf(nobody)).isEqualTo(GuestState.ABSENT);
    assertKind(Kind.NO_SUCH_GUEST, () -> source().job(nobody));
    assertKind(Kind.NO_SUCH_GUEST, () -> source().abort(nobody));
    assertKind(Kind.NO_SUCH_GUEST, () -> source().tag(nobody));
    assertKind(Kind.NO_SUCH_GUEST, () -> source().lastCompletedJob(nobody));
    assertKind(Kind.NO_SUCH_GUEST, () -> source().migrate(call(nobody, settings(null, false))));
  }

  @Test
  void hostDescribesItself() {
    var host = source().describe();

    assertThat(host.hypervisor()).isNotBlank();
    assertThat(host.memory()).isGreaterThan(Bytes.ofMebi(100));
    assertThat(host.cpus()).isPositive();
  }

  @Test
  void hostTellsWhatItHasAndItsStorageKeepsItsIdentity() {
    var name = new HostId("contract");
    source().markStorage(name);
    var first = source().resources();
    source().markStorage(name);
    var again = source().resources();

    assertThat(first.versions().hypervisor()).isPositive();
    assertThat(first.cells()).isNotEmpty().allSatisfy(c -> assertThat(c.cpus()).isNotEmpty());
    assertThat(first.pools())
        .anySatisfy(pool -> {
          assertThat(pool.name()).isEqualTo("default");
          assertThat(pool.active()).isTrue();
          assertThat(pool.available()).isGreaterThan(Bytes.ZERO);
          assertThat(pool.storage()).isNotBlank();
        });
    assertThat(again.pools())
        .extracting(Pool::storage)
        .isEqualTo(first.pools().stream().map(Pool::storage).toList());
    destination().markStorage(new HostId("other"));
    assertThat(destination().resources().pools())
        .filteredOn(pool -> pool.name().equals("default"))
        .extracting(Pool::storage)
        .doesNotContainAnyElementsOf(first.pools().stream().map(Pool::storage).toList());
  }

  @Test
  void runningGuestTellsWhatItNeedsAndTheDestinationWhatItOffers() {
    var guest = start("needy", 192, 16, 1);
    var seen =
        source().guests().stream().filter(g -> g.guest().equals(guest)).findFirst().orElseThrow();

    var needs = seen.needs();
    assertThat(needs).isNotNull();
    assertThat(needs.architecture()).isEqualTo("x86_64");
    var offer = destination().offer(seen.spec());
    assertThat(offer.emulation(needs.architecture(), needs.virtualization()))
        .hasValueSatisfying(e -> assertThat(e.machines()).contains(needs.machine()));
    assertThat(offer.machine()).isNotNull();
    assertThat(offer.cpu().comparison()).isIn(Comparison.IDENTICAL, Comparison.SUPERSET);
    rig().shutOff(guest);
    assertThat(source().guests())
        .filteredOn(g -> g.guest().equals(guest))
        .singleElement()
        .satisfies(g -> assertThat(g.needs()).isNull());
  }

  @Test
  void runningGuestTellsHowMuchOfItsMemoryIsInUse() {
    var sparing = start("sparing", 512, 16, 1);
    var filling = start("filling", 512, 256, 1);

    Await.until("both say so", SOON, () -> used(sparing) != null && used(filling) != null);
    Await.until("it has filled its set", SOON, () -> usedMebi(filling) >= 256);

    assertThat(usedMebi(filling)).isLessThanOrEqualTo(512);
    // What the guest's system and the hypervisor's process need is the same for both.
    assertThat(usedMebi(filling) - usedMebi(sparing)).isBetween(128L, 320L);
    rig().shutOff(sparing);
    assertThat(used(sparing)).isNull();
  }

  private long usedMebi(GuestRef guest) {
    return Objects.requireNonNull(used(guest)).count() >> 20;
  }

  private @Nullable Bytes used(GuestRef guest) {
    return source().guests().stream()
        .filter(one -> one.guest().equals(guest))
        .findFirst()
        .orElseThrow()
        .used();
  }

  @Test
  void unreachableHostIsToldSoWithinTheTimeLimit() {
    var guest = UUID.randomUUID();
    long before = System.nanoTime();

    assertKind(Kind.UNREACHABLE, () -> rig().unreachable().stateOf(guest));
    assertKind(Kind.UNREACHABLE, () -> rig().unreachable().guests());
    assertKind(
        Kind.UNREACHABLE, () -> rig().unreachable().migrate(call(guest, settings(null, false))));

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void guestMovesWithItsDefinitionAndItsTag() {
    var guest = start("calm", 192, 16, 1);
    var tag = new MigrationTag(MigrationId.of("contract", "calm"), 3);
    var events = new CopyOnWriteArrayList<HypervisorEvent>();
    rig().source().listen(events::add);
    assertThat(source().guests()).anyMatch(g -> g.guest().equals(guest) && g.persistent());
    assertThat(source().job(guest.uuid())).isEmpty();
    assertThat(source().tag(guest.uuid())).isEmpty();
    assertThat(source().lastCompletedJob(guest.uuid())).isEmpty();
    assertKind(Kind.NO_JOB, () -> source().abort(guest.uuid()));
    assertKind(Kind.NO_JOB, () -> source().startPostCopy(guest.uuid()));
    assertKind(Kind.NO_JOB, () -> source().setMaxDowntime(guest.uuid(), Duration.ofSeconds(1)));

    source().writeTag(guest.uuid(), tag);
    var end = RunningMigration.start(rig(), guest, settings(null, false)).end();

    assertThat(end).isEmpty();
    assertMoved(guest);
    assertThat(destination().tag(guest.uuid())).contains(tag);
    assertThat(destination().guests())
        .filteredOn(g -> g.guest().equals(guest))
        .singleElement()
        .satisfies(g -> {
          assertThat(g.persistent()).isTrue();
          assertThat(g.memory()).isEqualTo(Bytes.ofMebi(192));
          assertThat(g.virtualCpus()).isEqualTo(1);
        });
    assertCompletedFiguresAtDestination(guest);
    assertCompletionIsTold(guest, events);
  }

  private static void assertCompletionIsTold(GuestRef guest, List<HypervisorEvent> events) {
    Await.until(
        "the source's event of the completed job",
        SOON,
        () -> events.stream().anyMatch(e -> isCompletionOf(guest, e)));
  }

  private static boolean isCompletionOf(GuestRef guest, HypervisorEvent event) {
    return event instanceof HypervisorEvent.JobCompleted(var uuid, var figures)
        && uuid.equals(guest.uuid())
        && figures != null
        && figures.transferred().compareTo(Bytes.ofMebi(16)) > 0;
  }

  private void assertCompletedFiguresAtDestination(GuestRef guest) {
    var figures = destination().lastCompletedJob(guest.uuid()).orElseThrow();
    assertThat(figures.elapsed()).isPositive();
    assertThat(figures.transferred()).isGreaterThan(Bytes.ofMebi(16));
    assertThat(figures.downtime()).isNotNull().isBetween(Duration.ZERO, Duration.ofSeconds(5));
    // Reading does not take them away.
    assertThat(destination().lastCompletedJob(guest.uuid())).contains(figures);
  }

  @Test
  void guestThatDoesNotRunIsNotMigrated() {
    var guest = start("off", 192, 16, 1);

    rig().shutOff(guest);

    assertThat(source().stateOf(guest.uuid())).isEqualTo(GuestState.SHUT_OFF);
    assertKind(Kind.WRONG_STATE, () -> source().migrate(call(guest.uuid(), settings(null, false))));
  }

  @Test
  void destinationThatCannotBeReachedFailsTheCallAndLeavesTheGuest() {
    var guest = start("stays", 192, 16, 1);
    assertKind(
        Kind.FAILED,
        () ->
            source()
                .migrate(new MigrateCall(guest.uuid(), rig().nowhereUri(), settings(null, false))));

    assertThat(source().stateOf(guest.uuid())).isEqualTo(GuestState.RUNNING);
    assertThat(source().job(guest.uuid())).isEmpty();
  }

  @Test
  void neverConvergingGuestIsSteeredAndAbortedInPreCopy() {
    var guest = start("hot", 320, 128, 300);
    var migration = RunningMigration.start(rig(), guest, settings(LIMIT, false));

    assertFiguresGrow(migration);
    assertThat(destination().stateOf(guest.uuid())).isEqualTo(GuestState.PAUSED_MIGRATING);
    assertThat(destination().job(guest.uuid())).isPresent();
    assertSettingsAreReadBack(guest);
    assertKind(Kind.UNSUPPORTED, () -> source().startPostCopy(guest.uuid()));
    assertKind(
        Kind.WRONG_STATE,
        () -> source().writeTag(guest.uuid(), new MigrationTag(MigrationId.of("c", "h"), 1)));
    source().abort(guest.uuid());

    assertThat(migration.end()).map(HypervisorException::kind).contains(Kind.ABORTED);
    assertThat(source().stateOf(guest.uuid())).isEqualTo(GuestState.RUNNING);
    assertThat(source().job(guest.uuid())).isEmpty();
    Await.until(
        "the destination is clean",
        SOON,
        () -> destination().stateOf(guest.uuid()) == GuestState.ABSENT);
  }

  private void assertFiguresGrow(RunningMigration migration) {
    var first = migration.snapshot("sent 8 MiB", j -> sent(j) > 8 << 20);
    var later = migration.snapshot("sent 32 MiB more", j -> sent(j) > sent(first) + (32 << 20));
    var seconds = later.elapsed().minus(first.elapsed()).toMillis() / 1000.0;

    assertThat(later.phase()).isEqualTo(Phase.PRE_COPY);
    assertThat(later.memoryTotal()).isGreaterThanOrEqualTo(Bytes.ofMebi(320));
    assertThat(later.memoryRemaining()).isBetween(Bytes.ofMebi(1), later.memoryTotal());
    assertThat(later.memoryProcessed()).isGreaterThan(first.memoryProcessed());
    assertThat(later.iteration()).isPositive();
    // The limit is kept, and used.
    assertThat((sent(later) - sent(first)) / seconds)
        .isBetween(LIMIT.count() * 0.5, LIMIT.count() * 1.4);
  }

  private void assertSettingsAreReadBack(GuestRef guest) {
    assertThat(source().maxDowntime(guest.uuid())).isEqualTo(Duration.ofMillis(300));
    assertThat(source().bandwidth(guest.uuid())).contains(LIMIT);

    source().setMaxDowntime(guest.uuid(), Duration.ofMillis(450));
    source().setBandwidth(guest.uuid(), BytesPerSecond.ofMebi(16));

    assertThat(source().maxDowntime(guest.uuid())).isEqualTo(Duration.ofMillis(450));
    assertThat(source().bandwidth(guest.uuid())).contains(BytesPerSecond.ofMebi(16));

    source().setBandwidth(guest.uuid(), null);

    assertThat(source().bandwidth(guest.uuid())).isEmpty();
  }

  @Test
  void moreDowntimeLetsANeverConvergingGuestSwitchOver() {
    var guest = start("patient", 256, 96, 300);
    var migration = RunningMigration.start(rig(), guest, settings(LIMIT, false));
    // The second pass of a guest that does not converge.
    migration.snapshot("a second pass", j -> j.memoryProcessed().compareTo(j.memoryTotal()) > 0);

    source().setMaxDowntime(guest.uuid(), Duration.ofSeconds(20));

    assertThat(migration.end()).isEmpty();
    assertMoved(guest);
  }

  @Test
  void postCopyMovesANeverConvergingGuestAndCannotBeAborted() {
    var guest = start("armed", 320, 128, 300);
    var events = new CopyOnWriteArrayList<HypervisorEvent>();
    source().listen(events::add);
    var migration = RunningMigration.start(rig(), guest, settings(LIMIT, true));
    migration.snapshot("sent 16 MiB", j -> sent(j) > 16 << 20);

    source().startPostCopy(guest.uuid());
    var fetching = migration.snapshot("post-copy", j -> j.phase() == Phase.POST_COPY);

    assertThat(fetching.memoryRemaining()).isGreaterThan(Bytes.ZERO);
    assertThat(source().stateOf(guest.uuid())).isEqualTo(GuestState.PAUSED_POST_COPY);
    Await.until(
        "it runs at the destination",
        SOON,
        () -> destination().stateOf(guest.uuid()) == GuestState.RUNNING_POST_COPY);
    assertKind(Kind.WRONG_STATE, () -> source().abort(guest.uuid()));
    assertThat(migration.end()).isEmpty();
    assertMoved(guest);
    // The only place where libvirt gives the figures of a migration by post-copy.
    assertCompletionIsTold(guest, events);
  }

  @Test
  void pausedPostCopyIsResumed() {
    var guest = start("resumed", 320, 128, 300);
    var migration = RunningMigration.start(rig(), guest, settings(LIMIT, true));
    migration.snapshot("sent 16 MiB", j -> sent(j) > 16 << 20);
    source().startPostCopy(guest.uuid());
    Await.until(
        "it runs at the destination",
        SOON,
        () -> destination().stateOf(guest.uuid()) == GuestState.RUNNING_POST_COPY);

    source().pausePostCopy(guest.uuid());

    assertThat(migration.end()).isPresent();
    Await.until(
        "both sides stand still",
        SOON,
        () ->
            source().stateOf(guest.uuid()) == GuestState.POST_COPY_FAILED
                && destination().stateOf(guest.uuid()) == GuestState.POST_COPY_FAILED);
    // QEMU needs a moment after it says so until it takes the resume.
    Await.until(
        "the resume is taken", SOON, () -> RunningMigration.resume(rig(), guest).end().isEmpty());
    assertMoved(guest);
  }

  @Test
  void eightMigrationsAtOnceAndAnAbortAnswersWithinASecond() {
    var migrations = new ArrayList<RunningMigration>();
    for (int i = 1; i <= 8; i++) {
      var guest = start("eight-" + i, 128, 24, 10);
      migrations.add(
          RunningMigration.start(rig(), guest, settings(BytesPerSecond.ofMebi(4), false)));
    }
    migrations.forEach(m -> m.snapshot("pre-copy", j -> j.phase() == Phase.PRE_COPY));

    for (var migration : migrations) {
      long before = System.nanoTime();
      source().abort(migration.guest().uuid());
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    }

    assertThat(migrations)
        .allSatisfy(m -> assertThat(m.end()).map(HypervisorException::kind).contains(Kind.ABORTED));
  }

  @Test
  void dirtyRateIsMeasuredBeforeAMigration() {
    var guest = start("measured", 320, 128, 200);

    var second = source().dirtied(guest.uuid(), Duration.ofSeconds(1));
    var three = source().dirtied(guest.uuid(), Duration.ofSeconds(3));

    assertThat(second).isBetween(Bytes.ofMebi(30), Bytes.ofMebi(400));
    // Distinct pages: the longer one shows the working set.
    assertThat(three).isBetween(Bytes.ofMebi(64), Bytes.ofMebi(320));
  }

  @Test
  void measurementUnderWayHoldsUpNoMigration() throws Exception {
    var guest = start("hurried", 192, 16, 1);
    var measured =
        CompletableFuture.supplyAsync(() -> source().dirtied(guest.uuid(), Duration.ofSeconds(10)));
    long before = System.nanoTime();

    assertThat(RunningMigration.start(rig(), guest, settings(null, false)).end()).isEmpty();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(9));
    assertMoved(guest);
    // Its guest left: it says so, or what it had found by then.
    assertThat(measured.handle((_, _) -> true).get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void suspendedGuestIsSentAndRunsAtTheDestination() {
    var guest = start("suspended", 256, 96, 300);
    assertKind(Kind.NO_JOB, () -> source().suspend(guest.uuid()));
    var migration = RunningMigration.start(rig(), guest, settings(LIMIT, false));
    migration.snapshot("sent 16 MiB", j -> sent(j) > 16 << 20);

    source().suspend(guest.uuid());

    assertThat(source().stateOf(guest.uuid()))
        .isIn(GuestState.PAUSED_MIGRATING, GuestState.PAUSED_BY_USER);
    assertKind(Kind.WRONG_STATE, () -> source().suspend(guest.uuid()));
    assertKind(Kind.UNSUPPORTED, () -> source().resume(guest.uuid()));
    assertThat(migration.end()).isEmpty();
    assertMoved(guest);
  }

  @Test
  void suspendedGuestRunsAtTheSourceAfterAnAbort() {
    var guest = start("let-go", 320, 128, 300);
    var migration = RunningMigration.start(rig(), guest, settings(BytesPerSecond.ofMebi(4), false));
    migration.snapshot("sent 2 MiB", j -> sent(j) > 2 << 20);
    source().suspend(guest.uuid());

    source().abort(guest.uuid());

    assertThat(migration.end()).map(HypervisorException::kind).contains(Kind.ABORTED);
    Await.until("it runs", SOON, () -> source().stateOf(guest.uuid()) == GuestState.RUNNING);
    source().resume(guest.uuid());
    assertThat(source().stateOf(guest.uuid())).isEqualTo(GuestState.RUNNING);
  }

  @Test
  void ownThrottlingSlowsAGuestThatDirtiesMoreThanIsSent() {
    var guest = start("slowed", 320, 64, 300);
    var migration =
        RunningMigration.start(
            rig(),
            guest,
            new StartSettings(
                Duration.ofMillis(300), LIMIT, null, false, new AutoConverge(30, 20), null));

    var slowed = migration.snapshot("throttling", j -> j.throttlePercent() > 0);

    assertThat(slowed.throttlePercent()).isEqualTo(30);
    source().abort(guest.uuid());
    assertThat(migration.end()).map(HypervisorException::kind).contains(Kind.ABORTED);
  }

  @Test
  void severalCompressedConnectionsMoveAGuest() {
    var guest = start("parallel", 256, 64, 20);
    var parallel = new Parallel(2, Compression.ZSTD);

    var migration =
        RunningMigration.start(
            rig(),
            guest,
            new StartSettings(Duration.ofMillis(300), null, null, false, null, parallel));

    assertThat(migration.end()).isEmpty();
    assertMoved(guest);
  }

  @Test
  void quotaSlowsAGuestWhereTheHostHasThem() {
    var guest = start("quota", 192, 16, 1);
    try {
      source().setThrottle(guest.uuid(), 40);
    } catch (HypervisorException e) {
      assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
      assertThat(e).hasMessageContaining("cannot be slowed by a quota");
      assertThat(source().throttle(guest.uuid())).isZero();
      return;
    }
    assertThat(source().throttle(guest.uuid())).isEqualTo(40);
    source().setThrottle(guest.uuid(), 0);
    assertThat(source().throttle(guest.uuid())).isZero();
  }

  protected final GuestRef start(String name, int memory, int workingSet, int dirtyRate) {
    var guest = rig().start(name, memory, workingSet, dirtyRate);
    guests.add(guest);
    return guest;
  }

  private Hypervisor source() {
    return rig().source();
  }

  private Hypervisor destination() {
    return rig().destination();
  }

  private MigrateCall call(UUID guest, StartSettings settings) {
    return new MigrateCall(guest, rig().destinationUri(), settings);
  }

  private static StartSettings settings(@Nullable BytesPerSecond limit, boolean postCopyArmed) {
    return new StartSettings(Duration.ofMillis(300), limit, null, postCopyArmed);
  }

  private static long sent(JobSnapshot job) {
    return job.transferred().count();
  }

  private void assertMoved(GuestRef guest) {
    assertThat(destination().stateOf(guest.uuid())).isEqualTo(GuestState.RUNNING);
    assertThat(source().stateOf(guest.uuid())).isEqualTo(GuestState.ABSENT);
    assertThat(destination().job(guest.uuid())).isEqualTo(Optional.empty());
  }

  private static void assertKind(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HypervisorException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
