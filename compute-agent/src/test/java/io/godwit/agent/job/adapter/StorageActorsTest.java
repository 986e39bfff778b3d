package io.godwit.agent.job.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.Await;
import io.godwit.agent.journal.adapter.JournalFile;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.DiskCopy;
import io.godwit.events.GuestRef;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentEvent.BandwidthApplied;
import io.godwit.events.agent.AgentEvent.BandwidthMeasured;
import io.godwit.events.agent.AgentEvent.DestinationPrepared;
import io.godwit.events.agent.AgentEvent.DestinationTornDown;
import io.godwit.events.agent.AgentEvent.GuestStateReported;
import io.godwit.events.agent.AgentEvent.MigrationEnded;
import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.AgentEvent.MigrationStarted;
import io.godwit.events.agent.AgentEvent.PreparationFailed;
import io.godwit.events.agent.AgentEvent.SourceReleased;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.Order.Issuer;
import io.godwit.events.agent.StartSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Storage prepared, used, torn down and released by the agents of two simulated hosts. */
class StorageActorsTest {
  private static final MigrationId MIGRATION = MigrationId.of("test", "storage");

  @TempDir Path folder;
  private final Fleet fleet = new Fleet();
  private JournalFile here;
  private JournalFile there;
  private MigrationActors source;
  private MigrationActors destination;
  private GuestRef guest;

  @BeforeEach
  void open() {
    here = new JournalFile(folder.resolve("here"));
    there = new JournalFile(folder.resolve("there"));
    source = fleet.agent(fleet.source(), here);
    destination = fleet.agent(fleet.destination(), there);
    guest = fleet.guestWithDisk("web");
  }

  @AfterEach
  void close() throws Exception {
    here.close();
    there.close();
    fleet.close();
  }

  private static void await(CompletableFuture<Void> dealtWith) throws Exception {
    dealtWith.get(10, TimeUnit.SECONDS);
  }

  private Claims claims(String volume) {
    var wanted =
        new Claims.Volume(
            "vda", "default", volume, "qcow2", Bytes.ofMebi(64), Bytes.ofMebi(64), List.of());
    return new Claims(
        Bytes.ofMebi(512), List.of(), List.of(), List.of(), List.of(), List.of(wanted));
  }

  private void prepare(String volume) throws Exception {
    await(
        destination.handle(
            new AgentCommand.PrepareDestination(
                fleet.order(MIGRATION, Issuer.SCHEDULER),
                new GuestSpec(guest, Bytes.ofMebi(512), 1),
                Fleet.SOURCE,
                null,
                claims(volume)),
            null));
  }

  private void tearDown() throws Exception {
    await(
        destination.handle(
            new AgentCommand.TearDown(fleet.order(MIGRATION, Issuer.SCHEDULER), guest), null));
  }

  private boolean isThere(String volume) {
    return fleet.destination().storage().volumePath("default", volume).isPresent();
  }

  private List<Disk> disks() {
    return fleet.source().guests().stream()
        .filter(g -> g.guest().equals(guest))
        .flatMap(g -> Objects.requireNonNull(g.needs()).disks().stream())
        .toList();
  }

  private void start(BytesPerSecond limit) throws Exception {
    await(
        source.handle(
            new AgentCommand.StartMigration(
                fleet.order(MIGRATION, Issuer.SCHEDULER),
                guest,
                Fleet.DESTINATION,
                "simulated://b",
                new StartSettings(Duration.ofMillis(300), limit, null, true),
                claims("arrived.qcow2"),
                DiskCopy.FULL),
            null));
    fleet.outbox.await(MIGRATION, MigrationStarted.class);
  }

  @Test
  void diskMovesAndTheSourcesVolumeGoesAfterwards() throws Exception {
    var disks = disks();
    fleet.destination().storage().stopPool("default");
    prepare("arrived.qcow2");
    fleet.outbox.await(MIGRATION, DestinationPrepared.class);
    assertThat(isThere("arrived.qcow2")).isTrue();

    start(BytesPerSecond.ofMebi(100));
    assertThat(fleet.outbox.await(MIGRATION, MigrationEnded.class).outcome())
        .isEqualTo(Outcome.SUCCEEDED);
    assertThat(fleet.outbox.samples).anyMatch(s -> s.diskTotal().equals(Bytes.ofMebi(32)));

    await(
        source.handle(
            new AgentCommand.ReleaseSource(fleet.order(MIGRATION, Issuer.SCHEDULER), guest, disks),
            null));
    var released = fleet.outbox.await(MIGRATION, SourceReleased.class);
    assertThat(released.removed()).containsExactly(disks.getFirst().source());
    assertThat(released.kept()).isEmpty();
    assertThat(fleet.source().storage().volumeAt(disks.getFirst().source())).isEmpty();

    // What the guest has got is not taken away again, and is its own from now on.
    await(
        destination.handle(
            new AgentCommand.ReportGuestState(fleet.order(MIGRATION, Issuer.SCHEDULER), guest),
            null));
    assertThat(fleet.outbox.await(MIGRATION, GuestStateReported.class).state())
        .isEqualTo(GuestState.RUNNING);
    assertThat(there.of(MIGRATION).holdings().isEmpty()).isTrue();
    tearDown();
    fleet.outbox.await(MIGRATION, DestinationTornDown.class);
    assertThat(isThere("arrived.qcow2")).isTrue();
  }

  @Test
  void sourceOfAGuestThatIsStillHereKeepsItsVolumes() throws Exception {
    var disks = disks();
    prepare("arrived.qcow2");
    start(BytesPerSecond.ofMebi(2));
    await(source.handle(fleet.abort(MIGRATION, guest), null));
    fleet.outbox.await(MIGRATION, MigrationEnded.class);

    await(
        source.handle(
            new AgentCommand.ReleaseSource(fleet.order(MIGRATION, Issuer.SCHEDULER), guest, disks),
            null));

    var released = fleet.outbox.await(MIGRATION, SourceReleased.class);
    assertThat(released.removed()).isEmpty();
    assertThat(released.kept()).singleElement().asString().contains("RUNNING");
    assertThat(fleet.source().storage().volumeAt(disks.getFirst().source())).isPresent();
  }

  @Test
  void preparationIsTornDownAfterAnAbortAndARestart() throws Exception {
    fleet.destination().storage().stopPool("default");
    prepare("arrived.qcow2");
    fleet.outbox.await(MIGRATION, DestinationPrepared.class);
    start(BytesPerSecond.ofMebi(2));

    // While the guest comes in, its volume is in use: the answer waits.
    tearDown();
    assertThat(isThere("arrived.qcow2")).isTrue();
    destination.stop();
    there.close();
    there = new JournalFile(folder.resolve("there"));
    destination = fleet.agent(fleet.destination(), there);

    await(source.handle(fleet.abort(MIGRATION, guest), null));
    fleet.outbox.await(MIGRATION, MigrationEnded.class);
    Await.until(
        "everything is gone",
        Duration.ofSeconds(10),
        () -> there.of(MIGRATION).holdings().isEmpty());
    assertThat(fleet.destination().storage().pools().getFirst().active())
        .as("the pool that was started for it")
        .isFalse();
    tearDown();
    fleet.outbox.await(MIGRATION, DestinationTornDown.class);
    fleet.destination().storage().startPool("default");
    assertThat(isThere("arrived.qcow2")).isFalse();
  }

  @Test
  void anothersVolumeFailsThePreparationAndStays() throws Exception {
    fleet.destination().storage().makeVolume(claims("taken.qcow2").volumes().getFirst());

    prepare("taken.qcow2");

    assertThat(fleet.outbox.await(MIGRATION, PreparationFailed.class).detail())
        .isEqualTo("there is already a volume taken.qcow2 of pool default");
    assertThat(isThere("taken.qcow2")).isTrue();
  }

  @Test
  void shareIsChangedInFlightAndItsEffectIsTold() throws Exception {
    prepare("arrived.qcow2");
    start(BytesPerSecond.ofMebi(20));
    var limit = BytesPerSecond.ofMebi(4);

    await(
        source.handle(
            new AgentCommand.SetBandwidth(fleet.order(MIGRATION, Issuer.SCHEDULER), guest, limit),
            null));

    assertThat(fleet.outbox.await(MIGRATION, BandwidthApplied.class).inForce()).isEqualTo(limit);
    var measured = fleet.outbox.await(MIGRATION, BandwidthMeasured.class);
    assertThat(measured.kept()).isTrue();
    assertThat(measured.measured())
        .isBetween(BytesPerSecond.ofMebi(3), new BytesPerSecond((long) (limit.count() * 1.1)));
  }
}
