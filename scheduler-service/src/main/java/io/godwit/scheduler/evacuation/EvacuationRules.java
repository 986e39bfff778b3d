package io.godwit.scheduler.evacuation;

import java.time.Duration;

/**
 * How long an evacuation waits and how often it tries.
 *
 * @param grace how long a host may be unknown before a request for it is rejected
 * @param look between two looks
 * @param asks the most migrations that one look asks for: the first move while others are asked for
 * @param rounds the most migrations that one evacuation makes for one guest
 * @param tellAfter how far the expected end must have moved to be told again
 */
public record EvacuationRules(
    Duration grace, Duration look, int asks, int rounds, Duration tellAfter) {}
