package io.godwit.scheduler.dispatch;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.GuestState;
import io.godwit.events.host.HostInventory;
import io.godwit.events.migration.RejectionReason;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Input.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Whether a request can be carried out at all, by what the hosts say of themselves; each refusal
 * names the field at fault. What may still change, like a host without room, is for the queue.
 */
public final class Admission {
  private final Fleet fleet;
  private final Whereabouts whereabouts;
  private final Function<UUID, Optional<MigrationId>> active;
  private final Limits limits;
  private final boolean lastWord;
  private final boolean toldAll;

  /**
   * How long the fleet may take to tell what it is.
   *
   * @param requestedAt when the request was accepted
   * @param listeningSince since when this process has listened to the hosts
   * @param grace how long either may be waited for
   */
  public record Window(Instant requestedAt, Instant listeningSince, Duration grace) {

    /** Whether hosts may have spoken that this process has not heard yet. */
    boolean young(Instant now) {
      return now.isBefore(listeningSince.plus(grace));
    }

    boolean open(Instant now) {
      return young(now) || now.isBefore(requestedAt.plus(grace));
    }
  }

  /**
   * @param active the migration that a guest is in, if it is in one
   */
  public Admission(
      Fleet fleet,
      Function<UUID, Optional<MigrationId>> active,
      Limits limits,
      Instant now,
      Window window) {
    this(fleet, new Whereabouts(fleet.hosts()), active, limits, now, window);
  }

  /**
   * @param whereabouts of the fleet's guests
   * @param active the migration that a guest is in, if it is in one
   */
  public Admission(
      Fleet fleet,
      Whereabouts whereabouts,
      Function<UUID, Optional<MigrationId>> active,
      Limits limits,
      Instant now,
      Window window) {
    this.fleet = fleet;
    this.whereabouts = whereabouts;
    this.active = active;
    this.limits = limits;
    this.lastWord = !window.open(now);
    this.toldAll = !window.young(now) && fleet.toldAll(limits.silence(), now);
  }

  public Input.Admission of(RequestMigration request) {
    return switch (whereabouts.called(request.guest())) {
      case Located.Nowhere() ->
          unlessUntold(
              new Refused(
                  RejectionReason.GUEST_UNKNOWN,
                  "guest",
                  "no host has a guest '" + request.guest() + "'"));
      case Located.Ambiguous(var guests) ->
          new Refused(
              RejectionReason.GUEST_AMBIGUOUS,
              "guest",
              "%d guests are named '%s': give its UUID".formatted(guests.size(), request.guest()));
      case Located.Idle(var host, var guest) ->
          unlessUntold(
              new Refused(
                  RejectionReason.GUEST_NOT_RUNNING,
                  "guest",
                  "the guest is %s on %s".formatted(words(guest.state()), host)));
      case Located.InFlux(var host, var guest) -> inFlux(host, guest);
      case Located.At(var host, var guest) -> found(request, host, guest);
    };
  }

  private Input.Admission inFlux(HostId host, HostInventory.Guest guest) {
    var busy = busy(guest);
    if (busy.isPresent()) {
      return busy.get();
    }
    var state = "the guest is %s on %s".formatted(words(guest.state()), host);
    return lastWord
        ? new Refused(RejectionReason.GUEST_NOT_RUNNING, "guest", state)
        : new Input.NotYet(state);
  }

  private Input.Admission found(
      RequestMigration request, HostId source, HostInventory.Guest guest) {
    var named = request.destination();
    var refused =
        busy(guest)
            .or(() ->
                named == null ? anyOther(source) : destination(request, named, source, guest));
    if (refused.isPresent()) {
      return refused.get().reason() == RejectionReason.GUEST_BUSY
          ? refused.get()
          : unlessUntold(refused.get());
    }
    return new Input.Admitted(
        guest.spec(), source, guest.state() == GuestState.PAUSED_BY_USER, guest.labels());
  }

  private Optional<Refused> busy(HostInventory.Guest guest) {
    return active
        .apply(guest.guest().uuid())
        .map(other ->
            new Refused(
                RejectionReason.GUEST_BUSY,
                "guest",
                "the guest is in migration " + other + " already"));
  }

  private Optional<Refused> anyOther(HostId source) {
    return fleet.hosts().stream().allMatch(host -> host.id().equals(source))
        ? Optional.of(
            new Refused(
                RejectionReason.NO_DESTINATION,
                "destination",
                "there is no other host than " + source))
        : Optional.empty();
  }

  /** A forced destination may have too little memory: that is no damage to the guest. */
  private Optional<Refused> destination(
      RequestMigration request, HostId named, HostId source, HostInventory.Guest guest) {
    if (named.equals(source)) {
      return refusal(
          RejectionReason.DESTINATION_IS_SOURCE, "the guest runs on " + source + " already");
    }
    var host = fleet.host(named);
    if (host.isEmpty()) {
      return refusal(RejectionReason.DESTINATION_UNKNOWN, "there is no host '" + named + "'");
    }
    var inventory = host.get().inventory();
    var needed = limits.withMargin(guest.memory());
    return inventory != null
            && !request.forcedOrDefault()
            && inventory.memory().compareTo(needed) < 0
        ? refusal(
            RejectionReason.DESTINATION_UNSUITABLE,
            "%s has %s in all, %s are needed".formatted(named, inventory.memory(), needed))
        : Optional.empty();
  }

  private static Optional<Refused> refusal(RejectionReason reason, String detail) {
    return Optional.of(new Refused(reason, "destination", detail));
  }

  /** Right after a start nothing can be said against a request yet. */
  private Input.Admission unlessUntold(Refused refused) {
    return toldAll || lastWord ? refused : new Input.NotYet(refused.detail());
  }

  private static String words(GuestState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
