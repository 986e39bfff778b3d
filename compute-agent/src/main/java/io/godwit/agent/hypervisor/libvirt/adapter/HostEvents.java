package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;

import com.sun.jna.Pointer;
import io.godwit.agent.hypervisor.HypervisorEvent;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.libvirt.JobStats;
import io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.ChangeCallback;
import io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.IterationCallback;
import io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.JobCompletedCallback;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.Libvirt.VirConnectDomainEventCallback;
import org.libvirt.jna.Libvirt.VirDomainEventCallback;

/**
 * The events of a host, over a connection of their own that is opened again when it dies. What
 * happened meanwhile is lost: events are hints.
 */
final class HostEvents implements AutoCloseable {
  private static final int LIFECYCLE = 0;

  /**
   * After which a guest's definition may be another: METADATA_CHANGE, DEVICE_ADDED, TUNABLE,
   * BLOCK_JOB_2, DEVICE_REMOVED, DISK_CHANGE.
   */
  private static final int[] REDEFINING = {23, 19, 17, 16, 15, 9};

  private static final int MIGRATION_ITERATION = 20;
  private static final int JOB_COMPLETED = 21;
  private static final long LOOK_EVERY_SECONDS = 2;

  private final LibvirtSettings settings;
  private final List<Consumer<HypervisorEvent>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean started = new AtomicBoolean();
  private final ScheduledExecutorService keeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("libvirt-events-keeper").daemon().factory());

  // libvirt keeps only their addresses, so they must stay reachable here.
  private final VirConnectDomainEventCallback lifecycle =
      (connection, domain, event, detail, opaque) -> {
        tell(new HypervisorEvent.GuestChanged(GuestQueries.uuid(domain)));
        return 0;
      };
  private final ChangeCallback changed =
      (connection, domain) -> tell(new HypervisorEvent.GuestChanged(GuestQueries.uuid(domain)));
  private final IterationCallback iteration =
      (connection, domain, number, opaque) ->
          tell(new HypervisorEvent.IterationBegan(GuestQueries.uuid(domain), number));
  private final JobCompletedCallback jobCompleted =
      (connection, domain, parameters, count, opaque) ->
          tell(
              new HypervisorEvent.JobCompleted(
                  GuestQueries.uuid(domain),
                  // The event brings the parameters of virDomainGetJobStats, but not its type.
                  new JobStats(3, TypedParameters.numbers(parameters, count)).completed()));

  private final List<Integer> registrations = new ArrayList<>();
  private @Nullable Connection connection;
  private volatile boolean connected;
  private Consumer<UUID> onChange = guest -> {};
  private Runnable onLoss = () -> {};

  HostEvents(LibvirtSettings settings) {
    this.settings = settings;
  }

  /** Who hears first that a guest changed; set before anything else. */
  void onChange(Consumer<UUID> listener) {
    onChange = listener;
  }

  /** Who hears that events may have been missed; set before anything else. */
  void onLoss(Runnable listener) {
    onLoss = listener;
  }

  /** Whether changes are heard of. */
  boolean isConnected() {
    return connected;
  }

  void listen(Consumer<HypervisorEvent> listener) {
    listeners.add(listener);
    if (started.compareAndSet(false, true)) {
      var _ = keeper.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void tell(HypervisorEvent event) {
    if (event instanceof HypervisorEvent.GuestChanged(var guest)) {
      onChange.accept(guest);
    }
    listeners.forEach(listener -> listener.accept(event));
  }

  private synchronized void look() {
    if (connection != null && connection.isAlive()) {
      return;
    }
    try {
      drop();
      connection = Connection.open(settings);
      register(connection, LIFECYCLE, lifecycle);
      register(connection, MIGRATION_ITERATION, iteration);
      register(connection, JOB_COMPLETED, jobCompleted);
      for (int event : REDEFINING) {
        register(connection, event, changed);
      }
      onLoss.run(); // what happened before is not known
      connected = true;
    } catch (HypervisorException | LibvirtFailure e) {
      drop(); // it is tried again; whoever asks the host meanwhile is told why it does not answer
    }
  }

  private void register(Connection to, int event, VirDomainEventCallback callback) {
    registrations.add(
        check(
            CALLS.virConnectDomainEventRegisterAny(
                to.handle(), null, event, callback, Pointer.NULL, null)));
  }

  /** A registration holds its connection, so it has to go first; on a dead one too. */
  private void drop() {
    connected = false;
    if (connection != null) {
      for (int registration : registrations) {
        CALLS.virConnectDomainEventDeregisterAny(connection.handle(), registration);
      }
      registrations.clear();
      connection.release();
      connection = null;
    }
  }

  @Override
  public void close() {
    keeper.shutdownNow();
    listeners.clear();
    dropAtEnd();
  }

  private synchronized void dropAtEnd() {
    drop();
  }
}
