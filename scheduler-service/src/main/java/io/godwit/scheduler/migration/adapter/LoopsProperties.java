package io.godwit.scheduler.migration.adapter;

import io.godwit.events.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param dispatchPoll how often the queue is looked at without being woken
 * @param timerPoll how often it is looked for migrations whose time has come
 * @param batch how many of either are handled at once; the most urgent of the queue
 * @param keepRequests how long a request is known again; as long as its topic keeps it
 */
@ConfigurationProperties(value = "scheduler.loops", ignoreUnknownFields = false)
public record LoopsProperties(
    @DefaultValue("1s") Duration dispatchPoll,
    @DefaultValue("500ms") Duration timerPoll,
    @DefaultValue("1000") int batch,
    @DefaultValue("8d") Duration keepRequests) {
  public LoopsProperties {
    Require.atLeast(dispatchPoll.toMillis(), 10, "scheduler.loops.dispatch-poll");
    Require.atLeast(timerPoll.toMillis(), 10, "scheduler.loops.timer-poll");
    Require.atLeast(batch, 1, "scheduler.loops.batch");
    Require.notNegative(keepRequests, "scheduler.loops.keep-requests");
  }
}
