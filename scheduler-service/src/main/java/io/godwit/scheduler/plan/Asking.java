package io.godwit.scheduler.plan;

import io.godwit.events.HostId;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Waiting;
import io.godwit.scheduler.dispatch.Windows;
import io.godwit.scheduler.migration.Input;
import io.godwit.scheduler.placement.OwnFacts;
import io.godwit.scheduler.placement.Placements;
import io.godwit.scheduler.placement.Ranked;
import io.godwit.scheduler.plan.Plan.Asked;
import io.godwit.scheduler.plan.Plan.Measuring;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whom to ask for a plan whose guest was found: every host that is alive, up to a limit, those that
 * the inventories leave over first.
 */
final class Asking {
  private final PlanRules rules;
  private final Limits limits;
  private final Fleet fleet;
  private final Plan plan;
  private final Waiting waiting;
  private final HostId source;
  private final Instant now;
  private final List<Ranked> ranked;

  /**
   * @param fleet as a dispatch would see it
   * @param plan whose guest was found
   */
  Asking(
      PlanRules rules,
      Limits limits,
      Fleet fleet,
      Plan plan,
      Input.Admitted admitted,
      Instant now) {
    this.rules = rules;
    this.limits = limits;
    this.fleet = fleet;
    this.plan = plan;
    this.now = now;
    source = admitted.source();
    waiting = waiting(plan, admitted, now);
    ranked = Placements.rank(fleet, waiting, now, limits);
  }

  /** Right after a start nobody has been heard yet. */
  boolean isTooEarly() {
    return !ranked.isEmpty() && ranked.stream().noneMatch(one -> isAlive(one.host()));
  }

  /** Which hosts are asked, and whether the source is: only where there is a host to go to. */
  Plan plan() {
    var asked = asked();
    boolean measures =
        !new Questions(rules).periods().isEmpty() && ranked.stream().anyMatch(Ranked::suitable);
    var forbidden =
        fleet.hosts().stream()
            .filter(host -> host.settings().postCopyForbiddenOrDefault())
            .map(Fleet.Host::id)
            .toList();
    var until = plan.requestedAt().plus(rules.patience());
    return plan.asking(
        timely(),
        asked,
        measures ? new Measuring(asked.size() + 1L, true, List.of()) : null,
        forbidden,
        until.isAfter(now) ? until : now);
  }

  /** With the window that the migration would have to wait for first, wherever it went. */
  private List<Ranked> timely() {
    var closed =
        fleet
            .host(source)
            .map(host -> Windows.closed(host, waiting.reason(), waiting.project(), now, limits));
    return closed
        .map(words -> ranked.stream().map(one -> one.suitable() ? one.but(words) : one).toList())
        .orElse(ranked);
  }

  /**
   * Those that suit first, then the others that are alive: why they do not suit is for people to
   * see in full, too.
   */
  private List<Asked> asked() {
    var asked = new ArrayList<Asked>();
    Stream.concat(
            ranked.stream().filter(Ranked::suitable),
            ranked.stream().filter(one -> !one.suitable() && isAlive(one.host())))
        .limit(rules.hosts())
        .map(Ranked::host)
        .forEach(host -> {
          var own = OwnFacts.of(fleet, waiting, host, OwnFacts.Known.NOTHING, now, limits);
          asked.add(new Asked(host, asked.size() + 1L, own.facts(), own.alone(), null, null));
        });
    return asked;
  }

  private boolean isAlive(HostId id) {
    return fleet
        .host(id)
        .filter(host -> host.connected() && host.seenWithin(limits.silence(), now))
        .isPresent();
  }

  /** As if the migration had just come into the queue. */
  private static Waiting waiting(Plan plan, Input.Admitted admitted, Instant now) {
    var request = plan.request();
    var project = request.project() == null ? admitted.labels().project() : request.project();
    return new Waiting(
        plan.id(),
        admitted.guest(),
        request.destination(),
        request.forcedOrDefault(),
        List.of(),
        request.reasonOrDefault(),
        plan.guestClass(),
        project == null ? "" : project,
        admitted.labels(),
        now,
        0,
        now,
        now,
        null,
        plan.policy(),
        request.diskCopyOrDefault(),
        List.of(),
        null,
        Map.of(),
        null);
  }
}
