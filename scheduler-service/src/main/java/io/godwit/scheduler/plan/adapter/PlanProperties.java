package io.godwit.scheduler.plan.adapter;

import io.godwit.events.Require;
import io.godwit.scheduler.plan.PlanRules;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How plans are made.
 *
 * @param patience for the hosts' answers
 * @param hosts the most that are asked for one plan
 * @param poll how often it is looked for plans whose time has come
 */
@ConfigurationProperties(value = "scheduler.plans", ignoreUnknownFields = false)
public record PlanProperties(
    @DefaultValue("3s") Duration patience,
    @DefaultValue("20") int hosts,
    @DefaultValue("250ms") Duration poll) {
  public PlanProperties {
    Require.atLeast(patience.toMillis(), 100, "scheduler.plans.patience");
    Require.atLeast(hosts, 1, "scheduler.plans.hosts");
    Require.atLeast(poll.toMillis(), 10, "scheduler.plans.poll");
  }

  PlanRules rules(List<Duration> dirtying) {
    return new PlanRules(patience, hosts, dirtying, poll);
  }
}
