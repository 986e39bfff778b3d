package io.godwit.scheduler.queue.adapter;

import io.godwit.events.Require;
import io.godwit.scheduler.dispatch.Turns;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The order of the queue, and how it is looked at.
 *
 * @param aging by how much one level of urgency comes later; a hundred of priority weigh as much
 * @param fairStep how far one admission of a project of weight 1 moves its share; 0: projects do
 *     not share
 * @param heads how many of each source are looked at in one dispatch
 * @param batch how many in all are looked at in one dispatch, the most urgent
 * @param lookAgain after how long one is looked at again that found no destination
 * @param poll how often the queue is looked at without being woken
 * @param reportEvery how often it is told at most
 * @param reported how many places are told
 */
@ConfigurationProperties(value = "scheduler.queue", ignoreUnknownFields = false)
public record QueueProperties(
    @DefaultValue("10m") Duration aging,
    @DefaultValue("1s") Duration fairStep,
    @DefaultValue("16") int heads,
    @DefaultValue("400") int batch,
    @DefaultValue("2s") Duration lookAgain,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("2s") Duration reportEvery,
    @DefaultValue("500") int reported) {
  public QueueProperties {
    Require.notNegative(aging, "scheduler.queue.aging");
    Require.notNegative(fairStep, "scheduler.queue.fair-step");
    Require.atLeast(heads, 1, "scheduler.queue.heads");
    Require.atLeast(batch, 1, "scheduler.queue.batch");
    Require.notNegative(lookAgain, "scheduler.queue.look-again");
    Require.atLeast(poll.toMillis(), 10, "scheduler.queue.poll");
    Require.atLeast(reportEvery.toMillis(), 10, "scheduler.queue.report-every");
    Require.atLeast(reported, 1, "scheduler.queue.reported");
  }

  Turns turns() {
    return new Turns(aging, fairStep);
  }
}
