package io.godwit.scheduler.migration.adapter;

import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import io.godwit.scheduler.lifecycle.Rules;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often an attempt that failed before the switch-over is followed by another.
 *
 * @param most how many attempts may follow the first
 * @param backOff before the second attempt; it doubles with each
 * @param longestBackOff the most that it grows to
 */
@ConfigurationProperties(value = "scheduler.retries", ignoreUnknownFields = false)
public record RetriesProperties(
    @DefaultValue("2") int most,
    @DefaultValue("5s") Duration backOff,
    @DefaultValue("1m") Duration longestBackOff) {
  public RetriesProperties {
    Require.atLeast(most, 0, "scheduler.retries.most");
    Require.notNegative(backOff, "scheduler.retries.back-off");
    if (backOff.compareTo(longestBackOff) > 0) {
      throw new InvalidField(
          "scheduler.retries.back-off", "must not be longer than longest-back-off");
    }
  }

  Rules.Retries retries() {
    return new Rules.Retries(most, backOff, longestBackOff);
  }
}
