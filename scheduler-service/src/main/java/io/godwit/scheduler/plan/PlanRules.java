package io.godwit.scheduler.plan;

import java.time.Duration;
import java.util.List;

/**
 * How a plan is made.
 *
 * @param patience for the hosts' answers
 * @param hosts the most that are asked
 * @param dirtying for how long it is measured how fast the guest writes; empty: not at all
 * @param look between two looks while nobody has said yet where the guest is
 */
public record PlanRules(Duration patience, int hosts, List<Duration> dirtying, Duration look) {
  public PlanRules {
    dirtying = List.copyOf(dirtying);
  }
}
