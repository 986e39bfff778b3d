package io.godwit.scheduler.migration.adapter;

import io.godwit.events.HostId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.DestinationPrepared;
import io.godwit.events.agent.AgentEvent.FactsAnswered;
import io.godwit.events.agent.Fact;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.MigrationState;
import io.godwit.scheduler.placement.OwnFacts;
import io.godwit.scheduler.queue.Queue;
import io.godwit.scheduler.queue.Views;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Adds to what a host answers what no agent can know: others' claims, affinity, windows. */
@Component
final class OwnWords {
  private final RecentFleet fleets;
  private final Queue queue;
  private final Limits limits;

  OwnWords(RecentFleet fleets, Queue queue, Limits limits) {
    this.fleets = fleets;
    this.queue = queue;
    this.limits = limits;
  }

  /** The event, with the scheduler's own facts where it is an answer that a verdict waits for. */
  AgentEvent addedTo(AgentEvent event, Migration migration, Instant now) {
    return switch (event) {
      case FactsAnswered e when isJudged(migration) ->
          new FactsAnswered(
              e.about(), e.host(), e.answers(), with(e.facts(), migration, e.host(), now));
      case DestinationPrepared e when isJudged(migration) ->
          new DestinationPrepared(
              e.about(), e.host(), e.answers(), with(e.facts(), migration, e.host(), now));
      default -> event;
    };
  }

  private static boolean isJudged(Migration migration) {
    return migration.state() == MigrationState.CHECKING
        || migration.state() == MigrationState.PREPARING
        || migration.state() == MigrationState.READY;
  }

  private List<Fact> with(List<Fact> said, Migration migration, HostId host, Instant now) {
    var source = migration.sourceOrThrow();
    var fleet = between(source, host, now);
    var known = OwnFacts.Known.NOTHING;
    var waiting = Views.waiting(migration, fleet);
    return Stream.concat(
            said.stream(), OwnFacts.of(fleet, waiting, host, known, now, limits).facts().stream())
        .toList();
  }

  /** Only the two hosts, and what is on its way to the one that is asked. */
  private Fleet between(HostId source, HostId destination, Instant now) {
    var hosts =
        fleets.at(now).fleet().hosts().stream()
            .filter(host -> host.id().equals(source) || host.id().equals(destination))
            .toList();
    return new Fleet(hosts, queue.dispatchedTo(destination).stream().map(Views::flight).toList());
  }
}
