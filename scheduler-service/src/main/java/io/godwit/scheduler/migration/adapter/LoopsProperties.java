package io.godwit.scheduler.migration.adapter;

import io.godwit.events.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param timerPoll how often it is looked for migrations whose time has come
 * @param batch how many of them are handled at once
 * @param listeners how many threads hear requests, and as many agents; partitions are the most that
 *     can be of use
 * @param keepRequests how long a request is known again; as long as its topic keeps it
 */
@ConfigurationProperties(value = "scheduler.loops", ignoreUnknownFields = false)
public record LoopsProperties(
    @DefaultValue("500ms") Duration timerPoll,
    @DefaultValue("1000") int batch,
    @DefaultValue("2") int listeners,
    @DefaultValue("8d") Duration keepRequests) {
  public LoopsProperties {
    Require.atLeast(timerPoll.toMillis(), 10, "scheduler.loops.timer-poll");
    Require.atLeast(batch, 1, "scheduler.loops.batch");
    Require.atLeast(listeners, 1, "scheduler.loops.listeners");
    Require.notNegative(keepRequests, "scheduler.loops.keep-requests");
  }
}
