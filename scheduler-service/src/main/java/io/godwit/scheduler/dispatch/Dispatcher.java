package io.godwit.scheduler.dispatch;

import io.godwit.events.HostId;
import io.godwit.events.host.HostInventory;
import io.godwit.events.migration.RejectionReason;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.migration.Placement;
import io.godwit.scheduler.policy.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Who starts next, and whereto. Pure: the same fleet, queue and time give the same starts. A start
 * takes its slot at the source and its memory at the destination together, and the next in the
 * queue sees both taken.
 */
public final class Dispatcher {
  private final Limits limits;
  private final Instant now;
  private final List<Flight> flights;
  private final List<Fleet.Host> hosts;
  private final List<Dispatch.Start> starts = new ArrayList<>();
  private final List<Dispatch.Hold> holds = new ArrayList<>();

  private Dispatcher(Fleet fleet, Instant now, Limits limits) {
    this.hosts = fleet.hosts();
    this.flights = new ArrayList<>(fleet.flights());
    this.now = now;
    this.limits = limits;
  }

  /** Every one in the queue either starts or waits, with its reason. */
  public static Dispatch dispatch(Fleet fleet, List<Waiting> queue, Instant now, Limits limits) {
    var dispatcher = new Dispatcher(fleet, now, limits);
    queue.stream().sorted(Waiting.BY_TURN).forEach(dispatcher::decide);
    return new Dispatch(dispatcher.starts, dispatcher.holds);
  }

  private void decide(Waiting waiting) {
    var until = waiting.notBefore();
    if (until != null && now.isBefore(until)) {
      return; // it has said how long it waits
    }
    var fleet = new Fleet(hosts, flights);
    var located = Located.in(fleet, waiting.guest().guest().uuid().toString());
    if (!(located instanceof Located.At(var source, _))) {
      noPlace(waiting, "no host runs the guest now", RejectionReason.GUEST_NOT_RUNNING, "guest");
      return;
    }
    long sending = fleet.sending(source);
    if (limits.outgoingPerHost() > 0 && sending >= limits.outgoingPerHost()) {
      hold(
          waiting,
          new Input.Waits(
              "%s already sends %d of %d migrations"
                  .formatted(source, sending, limits.outgoingPerHost())));
      return;
    }
    choose(waiting, fleet, source);
  }

  private void choose(Waiting waiting, Fleet fleet, HostId source) {
    if (source.equals(waiting.named())) {
      hold(
          waiting,
          new Input.Unplaceable(
              RejectionReason.DESTINATION_IS_SOURCE,
              "destination",
              "the guest runs on " + source + " already"));
      return;
    }
    var from = fleet.host(source).orElseThrow();
    if (!from.seenWithin(limits.silence(), now) || !from.connected()) {
      hold(waiting, new Input.Waits(source + " is silent or does not reach its hypervisor"));
      return;
    }
    var choice = new Choice(fleet, limits, now).of(waiting, source);
    var destination = choice.destination();
    if (destination != null) {
      start(waiting, source, destination, choice.why());
    } else if (choice.forGood()) {
      hold(
          waiting,
          new Input.Unplaceable(RejectionReason.NO_DESTINATION, "destination", choice.why()));
    } else {
      noPlace(waiting, choice.why(), RejectionReason.NO_DESTINATION, "destination");
    }
  }

  private void start(Waiting waiting, HostId source, HostInventory destination, String why) {
    var from = hosts.stream().filter(host -> host.id().equals(source)).findFirst().orElseThrow();
    var fromInventory = from.inventory();
    var settings =
        Settings.of(
            waiting.policy(),
            limits.bandwidthPerMigration(),
            fromInventory == null ? null : fromInventory.linkRate(),
            destination.linkRate(),
            limits.switchoverShare());
    var placement = new Placement(source, destination.host(), destination.peerUri(), settings, why);
    starts.add(new Dispatch.Start(waiting.migration(), new Input.Placed(placement)));
    flights.add(
        new Flight(
            waiting.migration(),
            waiting.guest().guest().uuid(),
            waiting.guest().memory(),
            source,
            destination.host()));
  }

  /** Waits on for what may still change, up to the limit. */
  private void noPlace(Waiting waiting, String why, RejectionReason reason, String field) {
    boolean over = !now.isBefore(waiting.queuedAt().plus(limits.giveUp()));
    hold(waiting, over ? new Input.Unplaceable(reason, field, why) : new Input.Waits(why));
  }

  private void hold(Waiting waiting, Input input) {
    holds.add(new Dispatch.Hold(waiting.migration(), input));
  }
}
