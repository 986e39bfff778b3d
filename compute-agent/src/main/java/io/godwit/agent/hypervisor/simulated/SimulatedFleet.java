package io.godwit.agent.hypervisor.simulated;

import io.godwit.agent.hypervisor.HypervisorEvent;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.simulated.SimulatedMigration.Ending;
import io.godwit.agent.physics.Transfer;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.JobFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hosts, the guests on them, and the migrations between them, moved on through time by {@link
 * #advanceTo}. Same calls at the same times, same outcome. Not safe for threads.
 */
public final class SimulatedFleet {
  private static final double NANOS = 1e9;

  private final Map<HostId, SimulatedHost> hosts = new LinkedHashMap<>();
  private final Map<UUID, GuestPlace> guests = new LinkedHashMap<>();
  private final Map<UUID, SimulatedMigration> migrations = new LinkedHashMap<>();
  private final Set<HostId> unreachable = new HashSet<>();
  private final Map<UUID, String> failBeforeSwitch = new HashMap<>();
  private final List<FleetEvent> events = new ArrayList<>();
  private final SimulatedNetwork network = new SimulatedNetwork();
  private final SimulatedStorage storage = new SimulatedStorage();
  private @Nullable Map<SimulatedMigration, Double> rates;
  private double now;

  public void addHost(SimulatedHost host) {
    hosts.put(host.id(), host);
    network.add(host);
    ratesChanged();
  }

  /** What the hosts of a group share towards all others, in each direction. */
  public void addUplink(String group, BytesPerSecond rate) {
    network.addUplink(group, rate);
    ratesChanged();
  }

  /** Starts a guest on a host. */
  public void addGuest(HostId host, SimulatedGuest guest) {
    host(host);
    guests.put(guest.guest().uuid(), new GuestPlace(guest, host, now));
    tell(host, new HypervisorEvent.GuestChanged(guest.guest().uuid()));
  }

  /** Removes a guest and its migration from wherever they are. */
  public void removeGuest(UUID guest) {
    migrations.remove(guest);
    ratesChanged();
    failBeforeSwitch.remove(guest);
    storage.forget(guest);
    var place = guests.remove(guest);
    if (place != null) {
      tell(place.host, new HypervisorEvent.GuestChanged(guest));
    }
  }

  /**
   * Gives a guest a disk on a volume of its host's own pool.
   *
   * @param used bytes of it that hold something
   */
  public void addDisk(UUID guest, String target, String format, Bytes capacity, Bytes used) {
    storage.addDisk(guest, place(guest).host, target, format, capacity, used);
  }

  SimulatedStorage storage() {
    return storage;
  }

  /** Ends a guest that stays defined on its host. */
  public void shutOff(UUID guest) {
    var place = place(guest);
    place.state = GuestState.SHUT_OFF;
    tell(place.host, new HypervisorEvent.GuestChanged(guest));
  }

  public List<SimulatedHost> hosts() {
    return List.copyOf(hosts.values());
  }

  /**
   * Makes a host's hypervisor answer no calls, or answer again. Its guests and migrations go on.
   */
  public void setUnreachable(HostId host, boolean whether) {
    if (whether) {
      unreachable.add(host);
    } else {
      unreachable.remove(host);
    }
  }

  /** The guest's next migration fails when it is about to switch over, in these words. */
  public void failBeforeSwitch(UUID guest, String words) {
    failBeforeSwitch.put(guest, words);
  }

  /** Breaks the connection of the guest's post-copy. */
  public void breakPostCopy(UUID guest, String words) {
    var migration = outgoing(guest);
    if (migration.transfer.stage() != Transfer.Stage.POST_COPY) {
      throw new HypervisorException(Kind.WRONG_STATE, "the migration is not in post-copy");
    }
    migration.broken = true;
    migration.ending = new Ending.Failed(words);
    changed(guest, migration);
  }

  /** The operations of one host, as its own hypervisor offers them. */
  public HostOperations on(HostId host) {
    if (unreachable.contains(host)) {
      throw new HypervisorException(Kind.UNREACHABLE, host + " does not answer");
    }
    return new HostOperations(this, host(host));
  }

  /** Moves time on; earlier than now changes nothing. */
  public void advanceTo(Duration time) {
    double until = time.toNanos() / NANOS;
    while (now < until) {
      var rates = rates();
      double step = Math.min(until - now, secondsToNextChange(rates));
      // All rates hold until all have moved.
      rates.forEach((migration, rate) -> migration.transfer.advance(step, rate));
      now += step;
      for (var guest : List.copyOf(migrations.keySet())) {
        atBoundary(guest, rates);
      }
    }
  }

  /** Time from now to the next change that happens by itself; empty if nothing moves. */
  public Optional<Duration> untilNextChange() {
    double seconds = secondsToNextChange(rates());
    return Double.isInfinite(seconds) ? Optional.empty() : Optional.of(Snapshots.seconds(seconds));
  }

  /** What was said since the last time this was asked. */
  public List<FleetEvent> takeEvents() {
    var taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  private static double secondsToNextChange(Map<SimulatedMigration, Double> rates) {
    return rates.entrySet().stream()
        .mapToDouble(moving -> moving.getKey().transfer.secondsToChange(moving.getValue()))
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** They hold until a migration begins, ends, or may send more or less than before. */
  private Map<SimulatedMigration, Double> rates() {
    var known = rates;
    if (known == null) {
      var moving = migrations.values().stream().filter(SimulatedMigration::moves).toList();
      known = network.rates(moving);
      rates = known;
    }
    return known;
  }

  void ratesChanged() {
    rates = null;
  }

  /** What it sends per second, beside the others. */
  double rate(SimulatedMigration migration) {
    return rates().getOrDefault(migration, 0.0);
  }

  private void atBoundary(UUID guest, Map<SimulatedMigration, Double> rates) {
    var migration = migrations.get(guest);
    if (migration == null || !migration.moves()) {
      return;
    }
    double rate = rates.getOrDefault(migration, 0.0);
    if (migration.transfer.isAtBoundary(rate)) {
      switch (migration.transfer.decide(rate)) {
        case NOTHING_YET -> {}
        case NEXT_PASS -> {
          var pass = new HypervisorEvent.IterationBegan(guest, migration.transfer.pass());
          tell(migration.source.id(), pass);
        }
        case SWITCHES_OVER -> switchOver(guest, migration);
        case COMPLETE -> complete(guest, migration);
      }
    }
  }

  private void switchOver(UUID guest, SimulatedMigration migration) {
    if (failBeforeSwitch.containsKey(guest)) {
      end(guest, migration, new Ending.Failed(String.valueOf(failBeforeSwitch.remove(guest))));
    } else {
      migration.transfer.switchOver();
      changed(guest, migration);
    }
  }

  private void complete(UUID guest, SimulatedMigration migration) {
    var figures =
        new JobFigures(
            Snapshots.seconds(migration.transfer.elapsed()),
            Snapshots.seconds(migration.transfer.downtime()),
            new Bytes((long) migration.transfer.sent()));
    var place = place(guest);
    place.host = migration.destination.id();
    place.throttlePercent = 0;
    place.lastJob = figures;
    tell(migration.source.id(), new HypervisorEvent.JobCompleted(guest, figures));
    tell(migration.destination.id(), new HypervisorEvent.JobCompleted(guest, figures));
    end(guest, migration, new Ending.Completed());
  }

  /** Seconds that have passed in the fleet. */
  double now() {
    return now;
  }

  void begin(UUID guest, SimulatedMigration migration) {
    migrations.put(guest, migration);
    ratesChanged();
  }

  void end(UUID guest, SimulatedMigration migration, Ending ending) {
    migration.ending = ending;
    migrations.remove(guest);
    storage.end(guest, ending instanceof Ending.Completed);
    changed(guest, migration);
  }

  Optional<SimulatedMigration> migration(UUID guest) {
    return Optional.ofNullable(migrations.get(guest));
  }

  SimulatedMigration outgoing(UUID guest) {
    return migration(guest)
        .orElseThrow(() -> new HypervisorException(Kind.NO_JOB, "no job is active"));
  }

  Map<UUID, GuestPlace> guests() {
    return guests;
  }

  boolean isReachable(HostId host) {
    return hosts.containsKey(host) && !unreachable.contains(host);
  }

  void changed(UUID guest, SimulatedMigration migration) {
    ratesChanged();
    tell(migration.source.id(), new HypervisorEvent.GuestChanged(guest));
    tell(migration.destination.id(), new HypervisorEvent.GuestChanged(guest));
  }

  void tellChanged(HostId host, UUID guest) {
    tell(host, new HypervisorEvent.GuestChanged(guest));
  }

  private void tell(HostId host, HypervisorEvent event) {
    events.add(new FleetEvent(host, event));
  }

  private GuestPlace place(UUID guest) {
    var place = guests.get(guest);
    if (place == null) {
      throw new IllegalArgumentException("no such guest: " + guest);
    }
    return place;
  }

  SimulatedHost host(HostId id) {
    var host = hosts.get(id);
    if (host == null) {
      throw new IllegalArgumentException("no such host: " + id);
    }
    return host;
  }
}
