package io.godwit.agent.host.adapter;

import io.godwit.agent.host.HostIdentity;
import io.godwit.agent.host.InventoryChanges;
import io.godwit.agent.host.UsedDevices;
import io.godwit.agent.hypervisor.HostDescription;
import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.events.host.HostHeartbeat;
import io.godwit.events.host.HostInventory;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a host now and then, and soon after it said that something changed; publishes what
 * changed, and that the agent lives. Heartbeats have a thread of their own: neither a slow
 * hypervisor nor a slow broker keeps the other's word back.
 */
public final class HostWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HostWatch.class);
  private static final long SETTLE_MILLIS = 100;

  private final HostIdentity identity;
  private final Hypervisor hypervisor;
  private final ReportingProperties reporting;
  private final Clock clock;
  private final InventoryChanges changes;
  private final HostResourcesWatch resources;
  private final ScheduledExecutorService looker;
  private final ScheduledExecutorService heart;
  private final AtomicBoolean lookPlanned = new AtomicBoolean();
  private @Nullable HostDescription description;
  private volatile boolean connected;

  public HostWatch(
      HostIdentity identity, Hypervisor hypervisor, ReportingProperties reporting, Clock clock) {
    this.identity = identity;
    this.hypervisor = hypervisor;
    this.reporting = reporting;
    this.clock = clock;
    changes = new InventoryChanges(reporting.inventoryRefresh());
    resources =
        new HostResourcesWatch(
            identity, hypervisor, clock, reporting.resourcesPoll(), reporting.inventoryRefresh());
    looker = executor("inventory-" + identity.host());
    heart = executor("heartbeat-" + identity.host());
  }

  private static ScheduledExecutorService executor(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name(name).factory());
  }

  /**
   * @param inventories where inventories go
   * @param heartbeats where heartbeats go; false: another agent has claimed the host
   * @param running how many migrations run
   * @param fenced called once when another agent has claimed the host
   */
  public void start(
      Consumer<HostInventory> inventories,
      Predicate<HostHeartbeat> heartbeats,
      IntSupplier running,
      Runnable fenced) {
    var _ =
        looker.scheduleWithFixedDelay(
            () -> look(inventories),
            0,
            reporting.inventoryPoll().toMillis(),
            TimeUnit.MILLISECONDS);
    var _ =
        heart.scheduleAtFixedRate(
            () -> beat(heartbeats, running, fenced),
            SETTLE_MILLIS,
            reporting.heartbeat().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Something is said to have changed: looks soon, once for many such words. */
  public void wake(Consumer<HostInventory> inventories) {
    if (lookPlanned.compareAndSet(false, true)) {
      var _ =
          looker.schedule(
              () -> {
                lookPlanned.set(false);
                look(inventories);
              },
              SETTLE_MILLIS,
              TimeUnit.MILLISECONDS);
    }
  }

  /** Whether the hypervisor answered when it was last asked. */
  public boolean isConnected() {
    return connected;
  }

  private void look(Consumer<HostInventory> inventories) {
    try {
      var inventory = inventory();
      if (!connected) {
        log.info("{}: the hypervisor answers: {}", identity.host(), inventory.hypervisor());
      }
      connected = true;
      if (changes.take(inventory)) {
        inventories.accept(inventory);
      }
    } catch (HypervisorException e) {
      if (connected || description == null) {
        log.warn("{}: the hypervisor does not answer: {}", identity.host(), e.getMessage());
      }
      connected = false;
    } catch (RuntimeException e) {
      log.error("{}: could not be looked at", identity.host(), e);
    }
  }

  private HostInventory inventory() {
    var host = description;
    if (host == null || !connected) {
      host = hypervisor.describe(); // it may have been another one before it went away
      description = host;
      resources.forget();
    }
    var has = resources.read(host); // first: guests are placed on its storage
    var guests = hypervisor.guests();
    var told = identity.memory();
    return new HostInventory(
        identity.host(),
        clock.instant(),
        host.hypervisor(),
        identity.peerUri(),
        told == null ? host.memory() : told,
        host.cpus(),
        identity.linkRate(),
        guests,
        has == null ? null : UsedDevices.in(has, guests));
  }

  private void beat(Predicate<HostHeartbeat> heartbeats, IntSupplier running, Runnable fenced) {
    try {
      var heartbeat =
          new HostHeartbeat(identity.host(), clock.instant(), connected, running.getAsInt());
      if (!heartbeats.test(heartbeat)) {
        heart.shutdown();
        fenced.run();
      }
    } catch (RuntimeException e) {
      log.error("{}: no heartbeat", identity.host(), e);
    }
  }

  @Override
  public void close() {
    looker.shutdownNow();
    heart.shutdownNow();
  }
}
