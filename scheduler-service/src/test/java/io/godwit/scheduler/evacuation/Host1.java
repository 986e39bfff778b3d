package io.godwit.scheduler.evacuation;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.EvacuationId;
import io.godwit.events.GuestClass;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.evacuation.EvacuationEvent;
import io.godwit.events.migration.FailureCause;
import io.godwit.events.migration.RejectionReason;
import io.godwit.events.request.MigrationRequest.CancelEvacuation.Running;
import io.godwit.events.request.MigrationRequest.RequestEvacuation;
import io.godwit.scheduler.evacuation.EvacuationEffect.AskFor;
import io.godwit.scheduler.evacuation.EvacuationEffect.CloseHost;
import io.godwit.scheduler.evacuation.EvacuationEffect.OpenHost;
import io.godwit.scheduler.evacuation.EvacuationEffect.Stop;
import io.godwit.scheduler.evacuation.Sight.Presence;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.MigrationState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A host under evacuation: what it shows is set by the test, its effects are carried out here. */
final class Host1 {
  static final HostId HOST = new HostId("host1");
  static final HostId OTHER = new HostId("host2");
  static final EvacuationId ID = EvacuationId.of("urn:test", "1");
  static final EvacuationRules RULES =
      new EvacuationRules(
          Duration.ofSeconds(5), Duration.ofSeconds(1), 8, 3, Duration.ofSeconds(10));
  static final Evacuating EVACUATING = new Evacuating(RULES);

  final Map<UUID, Sight.Guest> guests = new LinkedHashMap<>();
  final Map<MigrationId, Sight.Move> moves = new LinkedHashMap<>();
  final Map<HostId, Room> rooms = new LinkedHashMap<>();
  final List<EvacuationEvent> events = new ArrayList<>();
  final List<EvacuationEffect> effects = new ArrayList<>();
  Instant now = Instant.parse("2026-11-21T10:00:00Z");
  List<HostId> destinations = List.of();
  Optional<EvacuationId> other = Optional.empty();
  boolean known = true;
  boolean told = true;
  boolean closed;
  int lanes = 1;
  @Nullable Evacuation state;

  Host1() {
    room(OTHER, 8);
  }

  static GuestRef ref(int number) {
    return new GuestRef(new UUID(1, number), "guest" + number);
  }

  Host1 guest(int number, GuestClass guestClass, int seconds) {
    return guest(number, guestClass, seconds, Presence.ACTIVE);
  }

  Host1 guest(int number, GuestClass guestClass, int seconds, Presence presence) {
    var guest =
        new Sight.Guest(
            ref(number),
            presence,
            guestClass,
            seconds == 0 ? null : Duration.ofSeconds(seconds),
            "it is " + presence,
            now);
    guests.put(guest.guest().uuid(), guest);
    return this;
  }

  Host1 leaves(int number) {
    guests.remove(ref(number).uuid());
    return this;
  }

  Host1 room(HostId host, int gibibytes) {
    rooms.put(host, new Room(host, Bytes.ofMebi(1024L * gibibytes), null));
    return this;
  }

  Host1 link(HostId host, long rate) {
    rooms.put(host, new Room(host, Bytes.ofMebi(8192), new BytesPerSecond(rate)));
    return this;
  }

  Host1 later(int seconds) {
    now = now.plusSeconds(seconds);
    return this;
  }

  /** Another one's migration of a guest. */
  Host1 foreign(String key, int number, MigrationState moving, HostId from, HostId to) {
    var id = MigrationId.of("urn:other", key);
    moves.put(id, new Sight.Move(id, ref(number).uuid(), moving, now, from, to, null));
    return this;
  }

  /** The present migration of a guest comes to a state. */
  Host1 move(int number, MigrationState to) {
    var id = migration(number);
    moves.put(id, new Sight.Move(id, ref(number).uuid(), to, now, HOST, OTHER, null));
    return to == MigrationState.COMPLETED ? leaves(number) : this;
  }

  Host1 fails(int number, FailureCause cause, String detail) {
    var id = migration(number);
    var end = new Migration.End(cause, null, detail);
    moves.put(
        id, new Sight.Move(id, ref(number).uuid(), MigrationState.FAILED, now, HOST, OTHER, end));
    return this;
  }

  Host1 rejected(int number, RejectionReason reason, String detail) {
    var id = migration(number);
    var end = new Migration.End(null, reason, detail);
    moves.put(id, new Sight.Move(id, null, MigrationState.REJECTED, now, null, null, end));
    return this;
  }

  Host1 request() {
    var request = new RequestEvacuation(HOST, Reason.MAINTENANCE, destinations, null);
    var origin = new Evacuation.Origin(request, "urn:test", now, "trace");
    return take(EVACUATING.accept(ID, origin, other, sight(), now));
  }

  Host1 look() {
    now = now.plusSeconds(1);
    return lookAgain();
  }

  /** At the same time. */
  Host1 lookAgain() {
    return take(EVACUATING.decide(state(), new EvacuationInput.Looked(sight()), now));
  }

  Host1 cancel(Running running) {
    return take(EVACUATING.decide(state(), new EvacuationInput.Cancelled(running, "enough"), now));
  }

  Evacuation state() {
    if (state == null) {
      throw new AssertionError("not requested");
    }
    return state;
  }

  private Sight sight() {
    var hosts = new ArrayList<>(rooms.keySet());
    hosts.add(HOST);
    return new Sight(
        known ? new Sight.Host(HOST, told, closed) : null,
        hosts,
        List.copyOf(guests.values()),
        List.copyOf(rooms.values()),
        List.copyOf(moves.values()),
        lanes);
  }

  private Host1 take(EvacuationDecision decision) {
    var before = state;
    if (before != null) {
      var folded = before;
      for (var change : decision.changes()) {
        folded = EvacuationEvolution.evolve(folded, change);
      }
      if (!folded.equals(decision.state())) {
        throw new AssertionError("the state is not the fold of its changes");
      }
    }
    state = decision.state();
    events.addAll(decision.events());
    effects.addAll(decision.effects());
    decision.effects().forEach(this::carryOut);
    return this;
  }

  private void carryOut(EvacuationEffect effect) {
    switch (effect) {
      case CloseHost _ -> closed = true;
      case OpenHost _ -> closed = false;
      case AskFor(var id, var request, _, _) ->
          moves.put(
              id,
              new Sight.Move(
                  id,
                  UUID.fromString(request.guest()),
                  MigrationState.QUEUED,
                  now,
                  HOST,
                  null,
                  null));
      case Stop(var id, _, boolean evenIfBegun) -> {
        var move = moves.get(id);
        if (move != null && (evenIfBegun || !move.state().begun())) {
          moves.put(
              id,
              new Sight.Move(
                  id, move.guest(), MigrationState.CANCELLED, now, HOST, move.to(), null));
        }
      }
    }
  }

  MigrationId migration(int number) {
    return state().guests().stream()
        .filter(going -> going.guest().equals(ref(number)))
        .map(Going::migration)
        .findFirst()
        .orElseThrow();
  }

  EvacuationEvent said() {
    return events.getLast();
  }

  <T extends EvacuationEvent> List<T> said(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends EvacuationEffect> List<T> caused(Class<T> type) {
    return effects.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
