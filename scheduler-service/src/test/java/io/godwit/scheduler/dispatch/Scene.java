package io.godwit.scheduler.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.DiskCopy;
import io.godwit.events.GuestClass;
import io.godwit.events.GuestLabels;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostResources;
import io.godwit.events.host.HostSettings;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.policy.ShippedPolicies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Hosts with guests, what is under way between them, and a queue. */
public final class Scene {
  public static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  /** One at a time, nothing prepared meanwhile. */
  public static final Limits LIMITS = Limits.DEFAULT.with(new Limits.Slots(1, 4, 0, 0));

  public static final long LINK = 1_000_000;

  public final Map<String, List<HostInventory.Guest>> guests = new LinkedHashMap<>();
  public final Map<String, Instant> seen = new LinkedHashMap<>();
  public final Map<String, HostSettings> settings = new HashMap<>();
  public final Map<String, HostResources> resources = new HashMap<>();
  public final Map<String, Long> memory = new HashMap<>();
  public final Map<String, Long> links = new HashMap<>();
  public final List<Waiting> queue = new ArrayList<>();
  public final List<Flight> flights = new ArrayList<>();
  public Instant now = NOW;
  private final long memoryMebi;

  public Scene(long memoryMebi, String... hosts) {
    this.memoryMebi = memoryMebi;
    for (var host : hosts) {
      guests.put(host, new ArrayList<>());
      seen.put(host, NOW);
    }
  }

  public static GuestSpec spec(String name, long mebi) {
    return spec(name, mebi, null);
  }

  public static GuestSpec spec(String name, long mebi, @Nullable GuestNeeds needs) {
    var uuid = UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
    return new GuestSpec(new GuestRef(uuid, name), Bytes.ofMebi(mebi), 1, needs);
  }

  public static MigrationId id(String name) {
    return MigrationId.of("test", name);
  }

  public Scene guest(String host, String name, long mebi) {
    return guest(host, name, mebi, GuestState.RUNNING);
  }

  public Scene guest(String host, String name, long mebi, GuestState state) {
    return guest(host, spec(name, mebi), state, GuestLabels.NONE);
  }

  public Scene guest(String host, GuestSpec spec, GuestState state, GuestLabels labels) {
    guests
        .getOrDefault(host, new ArrayList<>())
        .add(
            new HostInventory.Guest(
                spec.guest(), state, spec.memory(), 1, true, labels, spec.needs()));
    return this;
  }

  public Scene waits(
      String name, long mebi, Reason reason, int secondsAgo, @Nullable String named) {
    queue.add(waiting(spec(name, mebi), reason, NOW.minusSeconds(secondsAgo), named));
    return this;
  }

  public static Waiting waiting(
      GuestSpec spec, Reason reason, Instant requestedAt, @Nullable String named) {
    return new Waiting(
        id(spec.guest().name()),
        spec,
        named == null ? null : new HostId(named),
        false,
        List.of(),
        reason,
        GuestClass.STANDARD,
        "",
        GuestLabels.NONE,
        Turns.DEFAULT.turn(requestedAt, reason, 0, Duration.ZERO),
        0,
        requestedAt,
        requestedAt,
        null,
        ShippedPolicies.of(GuestClass.STANDARD, reason),
        DiskCopy.FULL,
        List.of(),
        null,
        Map.of(),
        null);
  }

  /** Changes the last one in the queue. */
  public Scene but(UnaryOperator<Waiting> change) {
    queue.add(change.apply(queue.removeLast()));
    return this;
  }

  public Scene flies(
      String name, long mebi, String source, String destination, Phase phase, Reason reason) {
    var spec = spec(name, mebi);
    flights.add(
        new Flight(
            id(name),
            spec,
            new HostId(source),
            new HostId(destination),
            phase,
            reason,
            "",
            Claims.of(spec.memory()),
            new StartSettings(Duration.ofMillis(300), null, null, true),
            Turns.DEFAULT.turn(NOW, reason, 0, Duration.ZERO),
            0,
            NOW,
            null,
            null,
            false,
            false));
    return this;
  }

  /** Changes the last flight. */
  public Scene butFlight(UnaryOperator<Flight> change) {
    flights.add(change.apply(flights.removeLast()));
    return this;
  }

  /** The guests of a host. */
  public List<HostInventory.Guest> at(String host) {
    return guests.getOrDefault(host, new ArrayList<>());
  }

  public Fleet fleet() {
    var hosts = new ArrayList<Fleet.Host>();
    guests.forEach((host, here) -> hosts.add(host(host, here)));
    return new Fleet(hosts, flights);
  }

  private Fleet.Host host(String host, List<HostInventory.Guest> here) {
    long link = links.getOrDefault(host, LINK);
    var inventory =
        new HostInventory(
            new HostId(host),
            NOW,
            "QEMU",
            "qemu+tcp://" + host + "/system",
            Bytes.ofMebi(memory.getOrDefault(host, memoryMebi)),
            4,
            link == 0 ? null : new BytesPerSecond(link),
            here,
            resources.get(host));
    return new Fleet.Host(
        new HostId(host),
        inventory,
        seen.get(host),
        true,
        settings.getOrDefault(host, HostSettings.NONE));
  }

  public Dispatch dispatch() {
    return dispatch(LIMITS);
  }

  public Dispatch dispatch(Limits limits) {
    return Dispatcher.dispatch(fleet(), queue, now, limits);
  }
}
