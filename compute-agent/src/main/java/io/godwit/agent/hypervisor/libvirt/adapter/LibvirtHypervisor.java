package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;

import io.godwit.agent.hypervisor.HostDescription;
import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.hypervisor.HypervisorEvent;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.agent.hypervisor.MigrateCall;
import io.godwit.agent.hypervisor.MigrationTag;
import io.godwit.agent.hypervisor.Offer;
import io.godwit.agent.hypervisor.libvirt.CpuQuota;
import io.godwit.agent.hypervisor.libvirt.ErrorKinds;
import io.godwit.agent.hypervisor.libvirt.JobStats;
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
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.virNodeInfo;

/**
 * A host's libvirtd, over separate connections: one for questions, one for what must not wait
 * behind them (aborts and escalations), one for events, and one of its own for each migration,
 * because that call lasts as long as the migration and libvirtd serves only five calls of one
 * connection at a time.
 */
public final class LibvirtHypervisor implements Hypervisor {
  private static final int ABORT_POST_COPY = 1;
  private static final Duration DIRTY_RATE_POLL = Duration.ofMillis(200);
  private static final int LONGEST_DIRTY_RATE_SECONDS = 60;

  private final Line queries;
  private final Line controls;
  private final HostEvents events;
  private final HostQuestions host;
  private final HostStorage storage;
  private final CpuQuotas quotas;

  public LibvirtHypervisor(LibvirtSettings settings) {
    queries = new Line("queries", settings);
    controls = new Line("controls", settings);
    events = new HostEvents(settings);
    host = new HostQuestions(queries, events);
    storage = new LibvirtStorage(controls);
    quotas = CpuQuotas.ofHost(settings.uri());
  }

  @Override
  public HostDescription describe() {
    return queries.ask(connection -> {
      var node = new virNodeInfo();
      check(CALLS.virNodeGetInfo(connection.handle(), node));
      return new HostDescription(
          Versions.of(connection), new Bytes(node.memory.longValue() << 10), node.cpus);
    });
  }

  @Override
  public List<HostInventory.Guest> guests() {
    return host.guests();
  }

  @Override
  public HostResources resources() {
    return host.resources();
  }

  @Override
  public void markStorage(HostId markedBy) {
    host.markStorage(markedBy);
  }

  @Override
  public Offer offer(GuestSpec guest) {
    return host.offer(guest);
  }

  @Override
  public GuestState stateOf(UUID guest) {
    return queries.ask(connection -> {
      try {
        return connection.with(guest, GuestQueries::state);
      } catch (LibvirtFailure e) {
        if (e.code() == ErrorKinds.NO_DOMAIN) {
          return GuestState.ABSENT;
        }
        throw e;
      }
    });
  }

  @Override
  public void migrate(MigrateCall call) {
    var target = MigrationTarget.of(call, this::storage);
    onConnectionOfItsOwn(call.guest(), domain -> GuestMigration.migrate(domain, call, target));
  }

  @Override
  public void resumePostCopy(UUID guest, String peerUri) {
    onConnectionOfItsOwn(guest, domain -> GuestMigration.resumePostCopy(domain, peerUri));
  }

  @Override
  public Optional<JobSnapshot> job(UUID guest) {
    return query(
        guest,
        domain -> {
          var job = GuestQueries.runningJob(domain);
          return job.isRunningMigration()
              ? Optional.of(job.snapshot(GuestQueries.state(domain)))
              : Optional.empty();
        });
  }

  @Override
  public Optional<JobFigures> lastCompletedJob(UUID guest) {
    return query(
        guest,
        domain ->
            Optional.of(GuestQueries.completedJob(domain))
                .filter(JobStats::isCompletedMigration)
                .map(JobStats::completed));
  }

  @Override
  public void setMaxDowntime(UUID guest, Duration maxDowntime) {
    control(
        guest,
        domain -> {
          GuestSteering.requireOutgoingMigration(domain);
          GuestSteering.setMaxDowntime(domain, maxDowntime);
        });
  }

  @Override
  public Duration maxDowntime(UUID guest) {
    return query(guest, GuestSteering::maxDowntime);
  }

  @Override
  public void setBandwidth(UUID guest, @Nullable BytesPerSecond limit) {
    control(
        guest,
        domain -> {
          GuestSteering.requireOutgoingMigration(domain);
          GuestSteering.setBandwidth(domain, limit);
        });
  }

  @Override
  public Optional<BytesPerSecond> bandwidth(UUID guest) {
    return query(guest, GuestSteering::bandwidth);
  }

  @Override
  public void startPostCopy(UUID guest) {
    control(guest, domain -> check(CALLS.virDomainMigrateStartPostCopy(domain, 0)));
  }

  @Override
  public void abort(UUID guest) {
    control(
        guest,
        domain -> {
          GuestSteering.requireOutgoingMigration(domain);
          check(CALLS.virDomainAbortJob(domain));
        });
  }

  @Override
  public void pausePostCopy(UUID guest) {
    control(guest, domain -> check(CALLS.virDomainAbortJobFlags(domain, ABORT_POST_COPY)));
  }

  @Override
  public void writeTag(UUID guest, MigrationTag tag) {
    control(guest, domain -> GuestSteering.writeTag(domain, tag));
  }

  @Override
  public Optional<MigrationTag> tag(UUID guest) {
    return query(guest, GuestSteering::tag);
  }

  @Override
  public void suspend(UUID guest) {
    control(
        guest,
        domain -> {
          GuestSteering.requireOutgoingMigration(domain);
          GuestSteering.suspend(domain);
        });
  }

  @Override
  public void resume(UUID guest) {
    control(guest, GuestSteering::resume);
  }

  @Override
  public void setThrottle(UUID guest, int percent) {
    quotas.set(named(guest), percent, () -> ownQuota(guest));
  }

  @Override
  public int throttle(UUID guest) {
    return quotas.percent(named(guest), () -> ownQuota(guest));
  }

  private CpuQuota ownQuota(UUID guest) {
    var xml = query(guest, domain -> check(CALLS.virDomainGetXMLDesc(domain, 0)).toString());
    return CpuQuota.ofOwner(SecureXml.read(xml));
  }

  private String named(UUID guest) {
    return query(guest, CALLS::virDomainGetName);
  }

  @Override
  public Bytes dirtied(UUID guest, Duration period) {
    int seconds = Math.clamp(period.toSeconds(), 1, LONGEST_DIRTY_RATE_SECONDS);
    control(guest, domain -> check(CALLS.virDomainStartDirtyRateCalc(domain, seconds, 0)));
    long deadline = System.nanoTime() + Duration.ofSeconds(seconds + 5L).toNanos();
    while (System.nanoTime() < deadline) {
      pause();
      var mebi = query(guest, domain -> Optional.ofNullable(GuestQueries.dirtyRate(domain)));
      if (mebi.isPresent()) {
        return Bytes.ofMebi(mebi.get() * seconds);
      }
    }
    throw new HypervisorException(Kind.FAILED, "the dirty rate was not measured in time");
  }

  @Override
  public HostStorage storage() {
    return storage;
  }

  @Override
  public void listen(Consumer<HypervisorEvent> listener) {
    events.listen(listener);
  }

  @Override
  public void close() {
    events.close();
    queries.close();
    controls.close();
  }

  private <T> T query(UUID guest, Function<DomainPointer, T> question) {
    return queries.ask(connection -> connection.with(guest, question));
  }

  private void control(UUID guest, Consumer<DomainPointer> order) {
    controls.ask(connection -> connection.with(guest, returningNothing(order)));
  }

  private void onConnectionOfItsOwn(UUID guest, Consumer<DomainPointer> migration) {
    var connection = controls.open();
    try {
      connection.with(
          guest,
          domain -> {
            try {
              migration.accept(domain);
              return true;
            } catch (LibvirtFailure e) {
              throw e.ofMigration(connection.isAlive());
            }
          });
    } catch (LibvirtFailure e) {
      throw e.ofCall(connection.isAlive());
    } finally {
      connection.release();
    }
  }

  private static Function<DomainPointer, Boolean> returningNothing(Consumer<DomainPointer> order) {
    return domain -> {
      order.accept(domain);
      return true;
    };
  }

  private static void pause() {
    try {
      Thread.sleep(DIRTY_RATE_POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HypervisorException(Kind.UNREACHABLE, "was not waited for: interrupted");
    }
  }
}
