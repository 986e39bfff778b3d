package io.godwit.scheduler.dispatch;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.scheduler.dispatch.Fleet.Flight;
import io.godwit.scheduler.dispatch.Fleet.Phase;
import io.godwit.scheduler.links.Link;
import io.godwit.scheduler.links.Shares;
import io.godwit.scheduler.links.Traffic;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.policy.Settings;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of those that are ready go: the most urgent first, each with its slots at both hosts and
 * its share of every link, or with none of them. One that others have passed by for too long has
 * everything kept for it that frees up on its way, so that it goes however many small ones come.
 */
final class Departures {
  private final Round round;

  Departures(Round round) {
    this.round = round;
  }

  void decide() {
    round.fleet.flights().stream()
        .filter(flight -> flight.phase() == Phase.READY && !flight.cancelling())
        .sorted(Flight.BY_TURN)
        .forEach(this::decide);
  }

  private void decide(Flight flight) {
    var untimely = untimely(flight);
    if (untimely != null) {
      round.block(flight.migration(), untimely);
      return;
    }
    var lack = round.lacking(flight);
    if (lack == null) {
      round.go(flight, Set.of());
      return;
    }
    var before = round.before(flight);
    if (!before.isEmpty() && round.lacking(flight, before) == null) {
      round.go(flight, before);
      return;
    }
    round.block(flight.migration(), lack.words());
    round.passed.add(flight);
    if (!round.now.isBefore(flight.since().plus(round.limits.reserveAfter()))) {
      var way = round.port(flight.source()).to(round.port(flight.destination()));
      round.traffic.keep(flight.migration(), way);
    }
  }

  private @Nullable String untimely(Flight flight) {
    var absent = round.absent(flight.source());
    if (absent == null) {
      absent = round.absent(flight.destination());
    }
    var source = round.board.host(flight.source());
    var destination = round.board.host(flight.destination());
    if (absent != null || source == null || destination == null) {
      return absent;
    }
    var closed = Windows.closed(source, flight.reason(), flight.project(), round.now, round.limits);
    return closed == null ? Windows.blackout(destination, flight.reason(), round.now) : closed;
  }

  /** Once it is known who goes, and so what each gets. */
  List<Dispatch.Go> goes() {
    var atOnce = new Shares(round.traffic, round.staying, round.limits);
    return round.going.stream()
        .map(flight -> {
          var behind = round.succession.behind(flight.migration());
          var traffic = round.traffic.without(behind);
          return behind.isEmpty()
              ? go(flight, atOnce, traffic, behind)
              : go(flight, new Shares(traffic, round.limits), traffic, behind);
        })
        .toList();
  }

  /**
   * One that has nothing but pre-copy keeps the whole of its links for its switch-over, so that
   * nobody begins before it has ended.
   */
  private Set<Link> followed(Flight flight) {
    boolean may =
        flight.settings().postCopyArmed()
            && Shares.mayBeFilled(round.port(flight.source()), round.port(flight.destination()));
    return may ? round.followed(flight) : Set.of();
  }

  private Dispatch.Go go(Flight flight, Shares shares, Traffic traffic, Set<MigrationId> behind) {
    var source = round.port(flight.source());
    var destination = round.port(flight.destination());
    var limit = shares.limit(flight.migration(), source, destination);
    var switchover = shares.switchover(flight.migration(), source, destination, followed(flight));
    var settings = Settings.anew(flight.settings(), limit, switchover);
    var why =
        "slots are free on %s and %s%s; %s"
            .formatted(
                flight.source(),
                flight.destination(),
                behind.isEmpty() ? "" : ", the links as %s ends".formatted(words(behind)),
                shares.words(flight.migration(), source, destination));
    var forbidden =
        Stream.of(flight.source(), flight.destination()).filter(this::forbidsPostCopy).toList();
    var rate = traffic.share(flight.migration());
    return new Dispatch.Go(
        flight.migration(),
        new Input.Go(settings, rate, forbidden, behind.stream().sorted().toList(), why));
  }

  private static String words(Set<MigrationId> migrations) {
    return migrations.stream()
        .sorted()
        .map(MigrationId::toString)
        .collect(Collectors.joining(" and "));
  }

  private boolean forbidsPostCopy(HostId id) {
    var host = round.board.host(id);
    return host != null && host.settings().postCopyForbiddenOrDefault();
  }
}
