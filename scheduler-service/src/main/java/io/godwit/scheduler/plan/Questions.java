package io.godwit.scheduler.plan;

import io.godwit.events.HostId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentCommand.CheckFacts;
import io.godwit.events.agent.AgentCommand.MeasureDirtying;
import io.godwit.events.agent.Order;
import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.plan.Plan.Asked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the hosts are asked for a plan. */
final class Questions {
  /** What a host needs beside the measuring itself. */
  private static final Duration ANSWERING = Duration.ofSeconds(1);

  private final PlanRules rules;

  Questions(PlanRules rules) {
    this.rules = rules;
  }

  /** To every host that is asked for its facts, and to the source, where it is to measure. */
  List<AgentCommand> of(Plan plan, Fleet fleet) {
    var source = Objects.requireNonNull(plan.source());
    var origin = origin(plan, fleet, source);
    var commands = new ArrayList<AgentCommand>();
    plan.asked().forEach(one -> commands.add(check(plan, one, origin)));
    var measuring = plan.measuring();
    if (measuring != null) {
      var guest = Objects.requireNonNull(plan.guest()).guest();
      commands.add(
          new MeasureDirtying(order(plan, source, measuring.sequence()), guest, periods()));
    }
    return commands;
  }

  /** Those that end well before the patience does. */
  List<Duration> periods() {
    var periods = new ArrayList<Duration>();
    var left = rules.patience();
    for (var period : rules.dirtying()) {
      left = left.minus(period);
      if (left.compareTo(ANSWERING) >= 0) {
        periods.add(period);
      }
    }
    return periods;
  }

  private static AgentCommand.Origin origin(Plan plan, Fleet fleet, HostId source) {
    var inventory = fleet.host(source).map(Fleet.Host::inventory).orElse(null);
    var resources = inventory == null ? null : inventory.resources();
    return new AgentCommand.Origin(
        resources == null ? null : resources.versions(),
        inventory == null ? null : inventory.peerUri(),
        plan.request().diskCopyOrDefault());
  }

  private CheckFacts check(Plan plan, Asked asked, AgentCommand.Origin origin) {
    return new CheckFacts(
        order(plan, asked.host(), asked.sequence()),
        Objects.requireNonNull(plan.guest()),
        Objects.requireNonNull(plan.source()),
        origin);
  }

  private Order order(Plan plan, HostId host, long sequence) {
    var expiry = plan.requestedAt().plus(rules.patience());
    return new Order(host, plan.id(), 1, Order.Issuer.SCHEDULER, sequence, expiry);
  }
}
