package io.godwit.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestLabels;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestNeeds.Device;
import io.godwit.events.agent.GuestNeeds.DeviceKind;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostResources;
import io.godwit.events.host.HostSettings;
import io.godwit.events.host.HostVersions;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.dispatch.Limits.Links;
import io.godwit.scheduler.dispatch.Limits.Slots;
import io.godwit.scheduler.links.Link;
import io.godwit.scheduler.links.Ways;
import io.godwit.scheduler.placement.Atlas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A fleet that does as it is dispatched, with luck and without. */
final class RandomWorld {
  private static final List<Reason> REASONS = List.of(Reason.values());
  private static final long MEBI = 1 << 20;

  private final long seed;
  private final Random random;
  private final Limits limits;
  private final Map<String, Machine> machines = new TreeMap<>();
  private final Map<MigrationId, Waiting> queue = new TreeMap<>();
  private final Map<MigrationId, Waiting> origins = new HashMap<>();
  private final Map<MigrationId, Flight> flights = new TreeMap<>();
  private Instant now = Scene.NOW;

  /** A host. */
  private record Machine(
      long memoryMebi,
      long link,
      @Nullable String uplink,
      HostSettings settings,
      int devices,
      Map<String, GuestSpec> guests) {}

  private final Map<MigrationId, Instant> ends = new HashMap<>();

  RandomWorld(long seed) {
    this.seed = seed;
    random = new Random(seed);
    limits = randomLimits();
    int hosts = 2 + random.nextInt(5);
    for (int i = 0; i < hosts; i++) {
      machines.put("host" + i, randomMachine());
    }
    for (int i = 0; i < 6 * hosts; i++) {
      randomGuest("guest" + i);
    }
  }

  private Limits randomLimits() {
    var uplinks = Map.of("west", new BytesPerSecond(1_000_000L * (1 + random.nextInt(4))));
    var cap = random.nextInt(3) == 0 ? new BytesPerSecond(700_000) : null;
    var links =
        new Links(
            random.nextInt(3) == 0 ? 0.7 : 1,
            random.nextInt(4) / 4.0,
            random.nextInt(3),
            uplinks,
            cap,
            0.8,
            Duration.ofMillis(400L * random.nextInt(2)));
    return Limits.DEFAULT
        .with(links)
        .with(
            new Slots(random.nextInt(4), random.nextInt(4), random.nextInt(5), random.nextInt(3)));
  }

  private Machine randomMachine() {
    var settings =
        new HostSettings(
            random.nextInt(4) == 0 ? random.nextInt(3) : null,
            random.nextInt(4) == 0 ? random.nextInt(3) : null,
            random.nextInt(6) == 0 ? new BytesPerSecond(400_000) : null,
            random.nextInt(8) == 0,
            List.of());
    return new Machine(
        random.nextLong(800, 3000),
        1_000_000L * random.nextInt(5),
        random.nextBoolean() ? "west" : null,
        settings,
        random.nextInt(3),
        new TreeMap<>());
  }

  private void randomGuest(String name) {
    var home = "host" + random.nextInt(machines.size());
    var host = machine(home);
    long mebi = random.nextLong(20, 500);
    boolean device = random.nextInt(4) == 0 && devices(host) < host.devices;
    var spec = Scene.spec(name, mebi, device ? needsDevice() : null);
    if (used(host) + mebi > host.memoryMebi) {
      return;
    }
    host.guests.put(name, spec);
    if (random.nextInt(3) > 0) {
      var reason = REASONS.get(random.nextInt(REASONS.size()));
      var named = random.nextInt(5) == 0 ? "host" + random.nextInt(machines.size()) : null;
      if (!home.equals(named)) {
        var waiting = Scene.waiting(spec, reason, now.minusSeconds(random.nextInt(1000)), named);
        queue.put(waiting.migration(), waiting);
        origins.put(waiting.migration(), waiting);
      }
    }
  }

  private static GuestNeeds needsDevice() {
    return new GuestNeeds(
        "x86_64",
        "pc",
        "kvm",
        "bios",
        false,
        null,
        List.of(),
        List.of(),
        List.of(new Device(DeviceKind.PCI, "0000:00:00.0", "8086", "1572", null)),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private Machine machine(String host) {
    var machine = machines.get(host);
    if (machine == null) {
      throw new IllegalStateException("there is no " + host);
    }
    return machine;
  }

  private static long used(Machine host) {
    return host.guests.values().stream().mapToLong(guest -> guest.memory().count()).sum() / MEBI;
  }

  private static long devices(Machine host) {
    return host.guests.values().stream().filter(guest -> guest.needs() != null).count();
  }

  Limits limits() {
    return limits;
  }

  Instant now() {
    return now;
  }

  List<Waiting> queue() {
    return List.copyOf(queue.values());
  }

  int waiting() {
    return queue.size();
  }

  boolean isQuiet() {
    return flights.isEmpty() && dispatch().starts().isEmpty();
  }

  Fleet fleet() {
    var hosts = new ArrayList<Fleet.Host>();
    machines.forEach((name, machine) -> hosts.add(host(name, machine)));
    return new Fleet(hosts, List.copyOf(flights.values()));
  }

  private Fleet.Host host(String name, Machine machine) {
    var guests =
        machine.guests.values().stream()
            .map(spec ->
                new HostInventory.Guest(
                    spec.guest(),
                    GuestState.RUNNING,
                    spec.memory(),
                    1,
                    true,
                    GuestLabels.NONE,
                    spec.needs()))
            .toList();
    var inventory =
        new HostInventory(
            new HostId(name),
            now,
            "QEMU",
            "qemu+tcp://" + name + "/system",
            Bytes.ofMebi(machine.memoryMebi),
            4,
            machine.link == 0 ? null : new BytesPerSecond(machine.link),
            guests,
            resources(machine));
    return new Fleet.Host(new HostId(name), inventory, now, true, machine.settings);
  }

  /** Its first devices are with its guests that have one, by name. */
  private static HostResources resources(Machine machine) {
    var users =
        machine.guests.values().stream()
            .filter(guest -> guest.needs() != null)
            .map(guest -> guest.guest().name())
            .toList();
    var devices = new ArrayList<HostResources.Device>();
    for (int i = 0; i < machine.devices; i++) {
      devices.add(
          new HostResources.Device(
              DeviceKind.PCI,
              "0000:0" + i + ":00.0",
              "8086",
              "1572",
              null,
              i < users.size() ? users.get(i) : null));
    }
    return new HostResources(
        new HostVersions(0, 0),
        machine.uplink,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        devices);
  }

  Dispatch dispatch() {
    return Dispatcher.dispatch(fleet(), queue(), ends, now, limits, new Atlas(limits));
  }

  /** Some are said to end soon; most of what is said is wrong. */
  private void predict() {
    ends.clear();
    moving().stream()
        .filter(_ -> random.nextInt(3) == 0)
        .forEach(
            flight -> ends.put(flight.migration(), now.plusMillis(random.nextInt(1000) - 200)));
  }

  /** Dispatches, does as it is told, and lets every flight go on, or fail. */
  void step(double failing) {
    now = now.plusSeconds(1);
    predict();
    apply(dispatch());
    for (var flight : List.copyOf(flights.values())) {
      if (random.nextDouble() < failing || flight.cancelling()) {
        fail(flight);
      } else if (random.nextInt(3) == 0) {
        progress(flight);
      }
    }
  }

  private void apply(Dispatch dispatch) {
    for (var start : dispatch.starts()) {
      board(start);
    }
    for (var go : dispatch.goes()) {
      change(
          go.migration(),
          it -> {
            it.phase = Phase.MOVING;
            it.settings = go.input().settings();
            it.limit = go.input().settings().bandwidthLimit();
            it.behind = go.input().behind();
          });
    }
    dispatch
        .grants()
        .forEach(grant -> change(grant.migration(), it -> it.limit = grant.input().limit()));
    dispatch.preempts().forEach(preempt -> change(preempt.victim(), it -> it.cancelling = true));
  }

  private void change(MigrationId id, Consumer<Flies> change) {
    flights.computeIfPresent(
        id, (_, flight) -> Flies.with(flight, change.andThen(it -> it.since = now)));
  }

  private void board(Dispatch.Start start) {
    var waiting = queue.remove(start.migration());
    assertThat(waiting).as("who starts was in the queue, seed %d", seed).isNotNull();
    if (waiting == null) {
      return;
    }
    var placement = start.placed().placement();
    var settings = new StartSettings(Duration.ofMillis(300), null, null, true);
    flights.put(
        start.migration(),
        new Flight(
            start.migration(),
            waiting.guest(),
            placement.source(),
            placement.destination(),
            Phase.AHEAD,
            waiting.reason(),
            waiting.project(),
            placement.claims(),
            settings,
            waiting.turn(),
            waiting.rank(),
            now,
            null,
            null,
            false,
            false));
  }

  private void fail(Flight flight) {
    flights.remove(flight.migration());
    var waiting = origins.get(flight.migration());
    if (waiting != null) {
      queue.put(flight.migration(), waiting);
    }
  }

  private void progress(Flight flight) {
    switch (flight.phase()) {
      case AHEAD -> change(flight.migration(), it -> it.phase = Phase.READY);
      case READY -> {}
      case MOVING -> {
        if (!standsBy(flight)) {
          change(flight.migration(), it -> it.phase = Phase.ENDING);
        }
      }
      case ENDING -> {
        flights.remove(flight.migration());
        var name = flight.guest().guest().name();
        machine(flight.source().value()).guests.remove(name);
        machine(flight.destination().value()).guests.put(name, flight.guest());
      }
    }
  }

  void check() {
    checkSlots();
    checkCapacity();
    checkLinks();
    var guests = new HashSet<String>();
    machines
        .values()
        .forEach(machine ->
            machine
                .guests
                .keySet()
                .forEach(name ->
                    assertThat(guests.add(name)).as("%s once, seed %d", name, seed).isTrue()));
    flights.keySet().forEach(id -> assertThat(queue).doesNotContainKey(id));
  }

  private void checkSlots() {
    var ways = new Ways(fleet().hosts(), limits);
    machines
        .keySet()
        .forEach(name -> {
          var port = ways.port(new HostId(name));
          long sending =
              reallyMoving().stream().filter(f -> f.source().equals(port.host())).count();
          long receiving =
              reallyMoving().stream().filter(f -> f.destination().equals(port.host())).count();
          assertThat(port.outgoing() == 0 || sending <= port.outgoing())
              .as(words("sends"))
              .isTrue();
          assertThat(port.incoming() == 0 || receiving <= port.incoming())
              .as(words("receives"))
              .isTrue();
          long dispatched =
              flights.values().stream()
                  .filter(f -> f.source().equals(port.host()) && f.phase() != Phase.ENDING)
                  .filter(f -> !standsBy(f))
                  .count();
          assertThat(
                  port.outgoing() == 0
                      || dispatched <= port.outgoing() + limits.slots().ahead(port.outgoing()))
              .as(words("ahead"))
              .isTrue();
        });
    int cluster = limits.slots().cluster();
    assertThat(cluster == 0 || reallyMoving().size() <= cluster).as(words("cluster")).isTrue();
  }

  private void checkCapacity() {
    machines.forEach((name, machine) -> {
      var coming =
          flights.values().stream().filter(f -> f.destination().value().equals(name)).toList();
      long claimed = coming.stream().mapToLong(f -> f.claims().memory().count()).sum() / MEBI;
      assertThat(used(machine) + claimed)
          .as(words("memory of " + name))
          .isLessThanOrEqualTo(machine.memoryMebi);
      long devices = coming.stream().mapToLong(f -> f.claims().devices().size()).sum();
      assertThat(devices(machine) + devices)
          .as(words("devices of " + name))
          .isLessThanOrEqualTo(machine.devices);
      assertThat(coming.stream().flatMap(f -> f.claims().devices().stream()).map(d -> d.address()))
          .as(words("devices of " + name))
          .doesNotHaveDuplicates();
    });
  }

  private void checkLinks() {
    var ways = new Ways(fleet().hosts(), limits);
    var there = new HashMap<Link, List<Flight>>();
    reallyMoving()
        .forEach(flight ->
            ways.port(flight.source())
                .to(ways.port(flight.destination()))
                .forEach(link -> there.computeIfAbsent(link, _ -> new ArrayList<>()).add(flight)));
    there.forEach((link, on) -> {
      var capacity = link.capacity();
      // one that physically carries no more cannot be overrun: there some need no limit
      if (capacity != null && !isPhysical(link, ways)) {
        long granted = on.stream().mapToLong(flight -> granted(flight, ways)).sum();
        // shares that differ by a twentieth are not told
        assertThat((double) granted)
            .as(words(link + ""))
            .isLessThanOrEqualTo(capacity.count() * 1.06);
      }
      for (var flight : on) {
        var promised = flight.settings().switchoverBandwidth();
        if (promised != null && capacity != null) {
          assertThat((double) promised.count() * on.size())
              .as(words("promise on " + link))
              .isLessThanOrEqualTo((double) capacity.count());
        }
      }
    });
  }

  private boolean isPhysical(Link link, Ways ways) {
    return machines.keySet().stream()
        .map(name -> ways.port(new HostId(name)))
        .anyMatch(port ->
            (link.equals(port.out()) || link.equals(port.in()))
                && Objects.equals(link.capacity(), port.rate()));
  }

  private static long granted(Flight flight, Ways ways) {
    var limit = flight.limit();
    if (limit != null) {
      return limit.count();
    }
    var alone = ways.alone(ways.port(flight.source()).to(ways.port(flight.destination())));
    return alone == null ? 0 : alone.count();
  }

  /** Its host lets it begin as those before it have ended. */
  private boolean standsBy(Flight flight) {
    return flight.behind().stream()
        .map(flights::get)
        .anyMatch(before -> before != null && before.phase() == Phase.MOVING);
  }

  private List<Flight> reallyMoving() {
    return moving().stream().filter(flight -> !standsBy(flight)).toList();
  }

  private List<Flight> moving() {
    return flights.values().stream().filter(f -> f.phase() == Phase.MOVING).toList();
  }

  private String words(String what) {
    return "%s, seed %d at %s".formatted(what, seed, now);
  }
}
