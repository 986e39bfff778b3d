package io.godwit.policy.escalation;

import io.godwit.convergence.policy.ShippedDefinitions;
import io.godwit.events.agent.AgentCommand.Escalate;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.CommandRefused;
import io.godwit.events.agent.AgentEvent.EscalationApplied;
import io.godwit.events.agent.Order;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.EscalationEvent;
import io.godwit.events.convergence.EscalationVerified;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.policy.lever.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays inputs to the rules one after another and keeps what came of them. */
final class Table {
  private final Escalations escalations;
  private final Reports reports;
  private final List<Decision> decisions = new ArrayList<>();
  private final List<EscalationEvent> records = new ArrayList<>();
  private @Nullable Course course;
  private Instant now = Scene.START;

  /** With rules that wait for no phase to pass. */
  Table() {
    this(Scene.IMPATIENT);
  }

  Table(Rules rules) {
    escalations = new Escalations(rules, Table::shipped);
    reports = new Reports(escalations);
  }

  Table event(MigrationEvent event) {
    return keep(reports.onMigration(course, event, now));
  }

  Table trend(ConvergenceTrend trend) {
    return keep(escalations.onTrend(course, trend, now));
  }

  Table agent(AgentEvent event) {
    return keep(reports.onAgent(course, event, now));
  }

  Table applied() {
    var last = commands().getLast();
    return agent(
        new EscalationApplied(
            Scene.about(last.order().attempt(), 900),
            Scene.SOURCE,
            last.order().sequence(),
            last.escalation(),
            "done"));
  }

  Table refused(RefusalReason reason) {
    var last = commands().getLast();
    return agent(
        new CommandRefused(
            Scene.about(last.order().attempt(), 901),
            Scene.SOURCE,
            Order.Issuer.POLICY,
            last.order().sequence(),
            "agent.escalate.v1",
            reason,
            "says why"));
  }

  Table after(Duration time) {
    now = now.plus(time);
    return course == null ? this : keep(escalations.onTimer(course, now));
  }

  private Table keep(Ruling ruling) {
    course = ruling.course();
    if (ruling.decision() != null) {
      decisions.add(ruling.decision());
    }
    records.addAll(ruling.records());
    return this;
  }

  List<Escalate> commands() {
    var commands = new ArrayList<Escalate>();
    for (var decision : decisions) {
      if (decision.command() != null) {
        commands.add(decision.command());
      }
    }
    return commands;
  }

  private static @Nullable PolicyDefinition shipped(String name) {
    return ShippedDefinitions.under(List.of()).get(name);
  }

  List<EscalationEvent> records() {
    return records;
  }

  List<EscalationVerified> verified() {
    var verified = new ArrayList<EscalationVerified>();
    for (var record : records) {
      if (record instanceof EscalationVerified one) {
        verified.add(one);
      }
    }
    return verified;
  }

  @Nullable Course course() {
    return course;
  }

  List<Decision> decisions() {
    return decisions;
  }

  List<Escalation> steps() {
    var steps = new ArrayList<Escalation>();
    for (var decision : decisions) {
      if (decision.decided() != null) {
        steps.add(decision.decided().escalation());
      } else if (decision.command() != null) {
        steps.add(decision.command().escalation());
      }
    }
    return steps;
  }

  List<EscalationDecided> decided() {
    var decided = new ArrayList<EscalationDecided>();
    for (var decision : decisions) {
      if (decision.decided() != null) {
        decided.add(decision.decided());
      }
    }
    return decided;
  }
}
