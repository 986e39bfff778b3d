package io.godwit.agent.job.adapter;

import io.godwit.agent.host.HostView;
import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.hypervisor.simulated.SimulatedFleet;
import io.godwit.agent.hypervisor.simulated.SimulatedGuest;
import io.godwit.agent.hypervisor.simulated.SimulatedHost;
import io.godwit.agent.hypervisor.simulated.adapter.SimulatedWorld;
import io.godwit.agent.journal.Journal;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.DiskCopy;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Order;
import io.godwit.events.agent.Order.Issuer;
import io.godwit.events.agent.StartSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Two simulated hosts, in whose world four seconds pass in one, and the first one's agents. */
final class Fleet implements AutoCloseable {
  static final HostId SOURCE = new HostId("a");
  static final HostId DESTINATION = new HostId("b");

  final FakeOutbox outbox = new FakeOutbox();
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final SimulatedWorld world;
  private long sequence;

  Fleet() {
    var fleet = new SimulatedFleet();
    for (var host : new HostId[] {SOURCE, DESTINATION}) {
      fleet.addHost(
          new SimulatedHost(host, new BytesPerSecond(62_500_000), Bytes.ofMebi(16384), 8));
    }
    world = SimulatedWorld.ofSpeed(fleet, 4);
  }

  Hypervisor source() {
    return world.hypervisor(SOURCE);
  }

  Hypervisor destination() {
    return world.hypervisor(DESTINATION);
  }

  /** A guest on the first host; one that rewrites 400 MiB/s never converges. */
  GuestRef guest(String name, int workingSetMebi, int dirtyRateMebi) {
    var guest = new GuestRef(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), name);
    world.change(fleet ->
        fleet.addGuest(
            SOURCE,
            SimulatedGuest.of(
                guest,
                Bytes.ofMebi(512),
                Bytes.ofMebi(workingSetMebi),
                BytesPerSecond.ofMebi(dirtyRateMebi))));
    return guest;
  }

  /** A quiet guest on the first host, with a disk vda of its own pool of which 32 MiB are used. */
  GuestRef guestWithDisk(String name) {
    var guest = guest(name, 64, 20);
    world.change(
        fleet -> fleet.addDisk(guest.uuid(), "vda", "qcow2", Bytes.ofMebi(64), Bytes.ofMebi(32)));
    return guest;
  }

  /** Agents of the first host, as they are when a process starts. */
  MigrationActors agent(Hypervisor hypervisor, Journal journal) {
    var actors =
        new MigrationActors(
            SOURCE,
            new ActorParts(
                hypervisor,
                journal,
                outbox,
                new JobMetrics(new SimpleMeterRegistry()),
                Clock.systemUTC(),
                pool,
                Duration.ofMillis(60),
                (guest, origin) ->
                    new HostView.Seen("simulated", Bytes.ofMebi(16384), hypervisor.guests()),
                new NoIscsi(),
                Duration.ofMillis(50),
                () -> {}));
    hypervisor.listen(actors::happened);
    actors.restart();
    return actors;
  }

  Order order(MigrationId migration, Issuer issuer) {
    return order(migration, issuer, Duration.ofSeconds(60));
  }

  Order order(MigrationId migration, Issuer issuer, Duration valid) {
    return new Order(
        SOURCE, migration, 1, issuer, ++sequence, Clock.systemUTC().instant().plus(valid));
  }

  AgentCommand start(MigrationId migration, GuestRef guest) {
    return startAfter(List.of(), order(migration, Issuer.SCHEDULER), guest);
  }

  AgentCommand startAfter(List<MigrationId> after, Order order, GuestRef guest) {
    return new AgentCommand.StartMigration(
        order,
        guest,
        DESTINATION,
        "simulated://b",
        new StartSettings(Duration.ofMillis(300), null, null, true),
        Claims.of(Bytes.ofMebi(512)),
        DiskCopy.FULL,
        after);
  }

  AgentCommand abort(MigrationId migration, GuestRef guest) {
    return new AgentCommand.AbortMigration(order(migration, Issuer.SCHEDULER), guest, "test");
  }

  @Override
  public void close() {
    world.close();
    pool.shutdownNow();
  }
}
