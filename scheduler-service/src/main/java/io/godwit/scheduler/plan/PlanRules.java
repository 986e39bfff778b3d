package io.godwit.scheduler.plan;

import java.time.Duration;

/**
 * How a plan is made.
 *
 * @param patience for the hosts' answers
 * @param hosts the most that are asked
 * @param look between two looks while nobody has said yet where the guest is
 */
public record PlanRules(Duration patience, int hosts, Duration look) {}
