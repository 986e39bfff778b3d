package io.godwit.agent.hypervisor.simulated.adapter;

import io.godwit.agent.hypervisor.HostDescription;
import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.hypervisor.HypervisorEvent;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.agent.hypervisor.MigrateCall;
import io.godwit.agent.hypervisor.MigrationTag;
import io.godwit.agent.hypervisor.Offer;
import io.godwit.agent.hypervisor.simulated.HostOperations;
import io.godwit.agent.hypervisor.simulated.SimulatedMigration;
import io.godwit.agent.hypervisor.simulated.SimulatedMigration.Ending;
import io.godwit.agent.storage.HostStorage;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.JobFigures;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostResources;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One host of a simulated fleet, as an agent sees it. */
public final class SimulatedHypervisor implements Hypervisor {
  private final SimulatedWorld world;
  private final HostId host;
  private final HostStorage storage;

  SimulatedHypervisor(SimulatedWorld world, HostId host) {
    this.world = world;
    this.host = host;
    storage = new SimulatedHostStorage(this::change);
  }

  @Override
  public HostDescription describe() {
    return ask(HostOperations::describe);
  }

  @Override
  public List<HostInventory.Guest> guests() {
    return ask(HostOperations::guests);
  }

  @Override
  public HostResources resources() {
    return ask(HostOperations::resources);
  }

  /** Simulated storage says itself which it is. */
  @Override
  public void markStorage(HostId markedBy) {}

  @Override
  public Offer offer(GuestSpec guest) {
    return ask(HostOperations::offer);
  }

  @Override
  public GuestState stateOf(UUID guest) {
    return ask(here -> here.stateOf(guest));
  }

  @Override
  public void migrate(MigrateCall call) {
    awaitEnd(change(here -> here.migrate(call)));
  }

  @Override
  public void resumePostCopy(UUID guest, String peerUri) {
    awaitEnd(change(here -> here.resumePostCopy(guest, peerUri)));
  }

  private void awaitEnd(SimulatedMigration migration) {
    world.await(() -> migration.ending() != null);
    switch (Objects.requireNonNull(migration.ending())) {
      case Ending.Completed() -> {}
      case Ending.Aborted() ->
          throw new HypervisorException(Kind.ABORTED, "the migration was aborted");
      case Ending.Failed(var words) -> throw new HypervisorException(Kind.FAILED, words);
    }
  }

  @Override
  public Optional<JobSnapshot> job(UUID guest) {
    return ask(here -> here.job(guest));
  }

  @Override
  public Optional<JobFigures> lastCompletedJob(UUID guest) {
    return ask(here -> here.lastCompletedJob(guest));
  }

  @Override
  public void setMaxDowntime(UUID guest, Duration maxDowntime) {
    order(here -> here.setMaxDowntime(guest, maxDowntime));
  }

  @Override
  public Duration maxDowntime(UUID guest) {
    return ask(here -> here.maxDowntime(guest));
  }

  @Override
  public void setBandwidth(UUID guest, @Nullable BytesPerSecond limit) {
    order(here -> here.setBandwidth(guest, limit));
  }

  @Override
  public Optional<BytesPerSecond> bandwidth(UUID guest) {
    return ask(here -> here.bandwidth(guest));
  }

  @Override
  public void startPostCopy(UUID guest) {
    order(here -> here.startPostCopy(guest));
  }

  @Override
  public void abort(UUID guest) {
    order(here -> here.abort(guest));
  }

  @Override
  public void pausePostCopy(UUID guest) {
    order(here -> here.pausePostCopy(guest));
  }

  @Override
  public void writeTag(UUID guest, MigrationTag tag) {
    order(here -> here.writeTag(guest, tag));
  }

  @Override
  public Optional<MigrationTag> tag(UUID guest) {
    return ask(here -> here.tag(guest));
  }

  @Override
  public void suspend(UUID guest) {
    order(here -> here.suspend(guest));
  }

  @Override
  public void resume(UUID guest) {
    order(here -> here.resume(guest));
  }

  @Override
  public void setThrottle(UUID guest, int percent) {
    order(here -> here.throttle(guest, percent));
  }

  @Override
  public int throttle(UUID guest) {
    return ask(here -> here.throttle(guest));
  }

  @Override
  public Bytes dirtied(UUID guest, Duration period) {
    var distinct = ask(here -> here.dirtied(guest, period));
    world.pass(period);
    return distinct;
  }

  @Override
  public HostStorage storage() {
    return storage;
  }

  @Override
  public void listen(Consumer<HypervisorEvent> listener) {
    world.listen(host, listener);
  }

  /** The world is shared, and closed by who made it. */
  @Override
  public void close() {}

  private <T> T ask(Function<HostOperations, T> question) {
    return world.see(fleet -> question.apply(fleet.on(host)));
  }

  private <T> T change(Function<HostOperations, T> work) {
    return world.look(fleet -> work.apply(fleet.on(host)));
  }

  private void order(Consumer<HostOperations> order) {
    var _ =
        change(here -> {
          order.accept(here);
          return true;
        });
  }
}
