package io.godwit.scheduler.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestClass;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.GuestState;
import io.godwit.events.host.HostInventory;
import io.godwit.scheduler.policy.ShippedPolicies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hosts with guests, and a queue. */
final class Scene {
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  static final Limits LIMITS =
      new Limits(1, 1.2, Duration.ofSeconds(10), Duration.ofMinutes(10), null, 0.8);

  final Map<String, List<HostInventory.Guest>> guests = new LinkedHashMap<>();
  final Map<String, Instant> seen = new LinkedHashMap<>();
  final List<Waiting> queue = new ArrayList<>();
  final List<Fleet.Flight> flights = new ArrayList<>();
  private final long memoryMebi;

  Scene(long memoryMebi, String... hosts) {
    this.memoryMebi = memoryMebi;
    for (var host : hosts) {
      guests.put(host, new ArrayList<>());
      seen.put(host, NOW);
    }
  }

  static GuestSpec spec(String name, long mebi) {
    var uuid = UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
    return new GuestSpec(new GuestRef(uuid, name), Bytes.ofMebi(mebi), 1);
  }

  Scene guest(String host, String name, long mebi) {
    return guest(host, name, mebi, GuestState.RUNNING);
  }

  Scene guest(String host, String name, long mebi, GuestState state) {
    var spec = spec(name, mebi);
    guests
        .getOrDefault(host, new ArrayList<>())
        .add(new HostInventory.Guest(spec.guest(), state, spec.memory(), 1, true));
    return this;
  }

  Scene waits(String name, long mebi, Reason reason, int secondsAgo, @Nullable String named) {
    queue.add(
        new Waiting(
            MigrationId.of("test", name),
            spec(name, mebi),
            named == null ? null : new HostId(named),
            reason,
            NOW.minusSeconds(secondsAgo),
            NOW.minusSeconds(secondsAgo),
            null,
            ShippedPolicies.of(GuestClass.STANDARD, reason),
            List.of()));
    return this;
  }

  Fleet fleet() {
    var hosts = new ArrayList<Fleet.Host>();
    guests.forEach((host, here) ->
        hosts.add(
            new Fleet.Host(
                new HostId(host),
                new HostInventory(
                    new HostId(host),
                    NOW,
                    "QEMU",
                    "qemu+tcp://" + host + "/system",
                    Bytes.ofMebi(memoryMebi),
                    4,
                    new BytesPerSecond(1_000_000),
                    here),
                seen.get(host),
                true)));
    return new Fleet(hosts, flights);
  }

  Dispatch dispatch() {
    return dispatch(LIMITS);
  }

  Dispatch dispatch(Limits limits) {
    return Dispatcher.dispatch(fleet(), queue, NOW, limits);
  }
}
