package io.godwit.scheduler.cleanup.adapter;

import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param poll how often it is looked for what is due
 * @param again how long a host may take to answer before it is told again; it doubles each time
 * @param longest the most that it grows to
 * @param giveUp after which a host is not told any more; what is left is logged
 */
@ConfigurationProperties(value = "scheduler.cleanup", ignoreUnknownFields = false)
public record CleanupProperties(
    @DefaultValue("2s") Duration poll,
    @DefaultValue("10s") Duration again,
    @DefaultValue("5m") Duration longest,
    @DefaultValue("7d") Duration giveUp) {
  public CleanupProperties {
    Require.atLeast(poll.toMillis(), 10, "scheduler.cleanup.poll");
    Require.atLeast(again.toMillis(), 10, "scheduler.cleanup.again");
    Require.notNegative(giveUp, "scheduler.cleanup.give-up");
    if (again.compareTo(longest) > 0) {
      throw new InvalidField("scheduler.cleanup.again", "must not be longer than longest");
    }
  }

  Duration after(int tries) {
    var wait = again.multipliedBy(1L << Math.min(20, tries));
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}
