package io.godwit.agent.hypervisor.simulated;

import io.godwit.agent.hypervisor.HostDescription;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.agent.hypervisor.MigrateCall;
import io.godwit.agent.hypervisor.MigrationTag;
import io.godwit.agent.hypervisor.Offer;
import io.godwit.agent.hypervisor.simulated.SimulatedMigration.Ending;
import io.godwit.agent.physics.Dirtying;
import io.godwit.agent.physics.Transfer;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.InvalidField;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.JobFigures;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostResources;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one host's hypervisor does and says at the fleet's present moment. Valid for that moment
 * only.
 */
public final class HostOperations {
  private final SimulatedFleet fleet;
  private final SimulatedHost host;

  HostOperations(SimulatedFleet fleet, SimulatedHost host) {
    this.fleet = fleet;
    this.host = host;
  }

  public HostDescription describe() {
    return new HostDescription("simulated", host.memory(), host.cpus());
  }

  public List<HostInventory.Guest> guests() {
    return fleet.guests().values().stream()
        .filter(place -> state(place) != GuestState.ABSENT)
        .map(place ->
            new HostInventory.Guest(
                place.guest.guest(),
                state(place),
                place.guest.memory(),
                place.guest.virtualCpus(),
                place.guest.persistent(),
                place.guest.labels(),
                place.state == GuestState.SHUT_OFF
                    ? null
                    : SimulatedHardware.needs(
                        fleet.storage().disks(place.guest.guest().uuid(), host.id())),
                place.state == GuestState.SHUT_OFF ? null : place.guest.workload().used()))
        .sorted(Comparator.comparing(guest -> guest.guest().name()))
        .toList();
  }

  public HostResources resources() {
    return SimulatedHardware.resources(host, fleet.storage().isActive(host.id()));
  }

  /** Every simulated host says the same of every guest. */
  public Offer offer() {
    return SimulatedHardware.offer(host);
  }

  public GuestState stateOf(UUID guest) {
    var place = fleet.guests().get(guest);
    return place == null ? GuestState.ABSENT : state(place);
  }

  private GuestState state(GuestPlace place) {
    var uuid = place.guest.guest().uuid();
    return fleet
        .migration(uuid)
        .filter(migration -> migration.isOn(host.id()))
        .map(migration -> migration.stateOn(host.id(), place.state))
        .orElse(place.host.equals(host.id()) ? place.state : GuestState.ABSENT);
  }

  /** Begins a migration; its ending is set when the call would return. */
  public SimulatedMigration migrate(MigrateCall call) {
    var place = known(call.guest());
    if (place.state == GuestState.SHUT_OFF) {
      throw new HypervisorException(Kind.WRONG_STATE, "the guest does not run");
    }
    if (fleet.migration(call.guest()).isPresent()) {
      throw new HypervisorException(Kind.WRONG_STATE, "the guest migrates already");
    }
    var destination = peer(call.peerUri());
    var disks = fleet.storage().begin(call.guest(), destination.id(), call.claims().volumes());
    place.maxDowntime = call.settings().maxDowntime();
    place.limit = call.settings().bandwidthLimit();
    var transfer =
        new Transfer(
            place.guest.workload(),
            (double) place.guest.memory().count(),
            (double) disks.count(),
            call.settings(),
            fleet.now() - place.born,
            true);
    transfer.setQuota(place.throttlePercent);
    transfer.setPaused(place.state == GuestState.PAUSED_BY_USER);
    var migration = new SimulatedMigration(host, destination, place.limit, transfer);
    fleet.begin(call.guest(), migration);
    return migration;
  }

  private SimulatedHost peer(String uri) {
    try {
      var peer = SimulatedHost.ofUri(uri);
      if (fleet.isReachable(peer) && !peer.equals(host.id())) {
        return fleet.host(peer);
      }
    } catch (InvalidField e) {
      // said below
    }
    throw new HypervisorException(Kind.FAILED, "unable to connect to server at '" + uri + "'");
  }

  public Optional<JobSnapshot> job(UUID guest) {
    known(guest);
    return fleet
        .migration(guest)
        .map(m -> Snapshots.of(m.transfer, m.broken, m.suspended, m.moves() ? fleet.rate(m) : 0));
  }

  public Optional<JobFigures> lastCompletedJob(UUID guest) {
    return Optional.ofNullable(known(guest).lastJob);
  }

  public void setMaxDowntime(UUID guest, Duration maxDowntime) {
    var place = known(guest);
    fleet.outgoing(guest).transfer.setMaxDowntime(maxDowntime.toNanos() / 1e9);
    place.maxDowntime = maxDowntime;
  }

  public Duration maxDowntime(UUID guest) {
    return known(guest).maxDowntime;
  }

  public void setBandwidth(UUID guest, @Nullable BytesPerSecond limit) {
    var place = known(guest);
    fleet.outgoing(guest).limit = limit;
    fleet.ratesChanged();
    place.limit = limit;
  }

  public Optional<BytesPerSecond> bandwidth(UUID guest) {
    return Optional.ofNullable(known(guest).limit);
  }

  public void startPostCopy(UUID guest) {
    known(guest);
    var migration = fleet.outgoing(guest);
    if (!migration.transfer.settings().postCopyArmed()) {
      throw new HypervisorException(Kind.UNSUPPORTED, "post-copy was not armed at the start");
    }
    if (migration.transfer.stage() != Transfer.Stage.PRE_COPY) {
      throw new HypervisorException(Kind.WRONG_STATE, "the migration is not in pre-copy");
    }
    migration.transfer.switchToPostCopy();
    fleet.changed(guest, migration);
  }

  public void abort(UUID guest) {
    known(guest);
    var migration = fleet.outgoing(guest);
    if (migration.transfer.stage() == Transfer.Stage.POST_COPY) {
      throw new HypervisorException(Kind.WRONG_STATE, "cannot abort migration in post-copy mode");
    }
    fleet.end(guest, migration, new Ending.Aborted());
  }

  public void pausePostCopy(UUID guest) {
    known(guest);
    fleet.breakPostCopy(guest, "the post-copy was paused");
  }

  /** Goes on with a broken post-copy; its ending is set when the call would return. */
  public SimulatedMigration resumePostCopy(UUID guest, String peerUri) {
    known(guest);
    var migration = fleet.outgoing(guest);
    if (!migration.broken || !peer(peerUri).equals(migration.destination)) {
      throw new HypervisorException(Kind.WRONG_STATE, "no broken post-copy to that host");
    }
    migration.broken = false;
    migration.ending = null;
    fleet.changed(guest, migration);
    return migration;
  }

  public void writeTag(UUID guest, MigrationTag tag) {
    var place = known(guest);
    if (fleet.migration(guest).isPresent()) {
      throw new HypervisorException(Kind.WRONG_STATE, "the guest migrates: its metadata is locked");
    }
    place.tag = tag;
  }

  public Optional<MigrationTag> tag(UUID guest) {
    return Optional.ofNullable(known(guest).tag);
  }

  /** Distinct bytes that page sampling over {@code period}, from now on, would find written to. */
  public Bytes dirtied(UUID guest, Duration period) {
    var place = known(guest);
    if (place.state != GuestState.RUNNING) {
      return Bytes.ZERO;
    }
    double seconds = period.toNanos() / 1e9;
    return new Bytes(
        (long) Dirtying.distinct(place.guest.workload(), fleet.now() - place.born, seconds));
  }

  /** Suspends a guest whose migration is before its switch. */
  public void suspend(UUID guest) {
    var place = known(guest);
    var migration = fleet.outgoing(guest);
    if (!migration.isBeforeTheSwitch()
        || place.state != GuestState.RUNNING
        || migration.suspended) {
      throw new HypervisorException(Kind.WRONG_STATE, "the guest does not run here");
    }
    migration.suspended = true;
    migration.transfer.setPaused(true);
    fleet.changed(guest, migration);
  }

  /** Lets a suspended guest run that does not migrate. */
  public void resume(UUID guest) {
    var place = known(guest);
    if (fleet.migration(guest).filter(m -> m.suspended).isPresent()) {
      throw new HypervisorException(Kind.UNSUPPORTED, "not while the guest migrates");
    }
    if (place.state == GuestState.PAUSED_BY_USER) {
      place.state = GuestState.RUNNING;
      fleet.tellChanged(host.id(), guest);
    }
  }

  /** Slows a guest's CPUs by so many percent; 0 lifts it. */
  public void throttle(UUID guest, int percent) {
    known(guest).throttlePercent = percent;
    fleet.migration(guest).ifPresent(m -> m.transfer.setQuota(percent));
  }

  /** By how much a quota slows a guest's CPUs. */
  public int throttle(UUID guest) {
    return known(guest).throttlePercent;
  }

  /** Its storage. */
  public StorageOperations storage() {
    return new StorageOperations(fleet, host, this);
  }

  private GuestPlace known(UUID guest) {
    var place = fleet.guests().get(guest);
    if (place == null || state(place) == GuestState.ABSENT) {
      throw new HypervisorException(Kind.NO_SUCH_GUEST, "no guest " + guest + " on " + host.id());
    }
    return place;
  }
}
