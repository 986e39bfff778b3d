package io.godwit.scheduler.migration.adapter;

import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import io.godwit.scheduler.lifecycle.Rules;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the scheduler waits.
 *
 * @param answer to a command, before it is sent again
 * @param silence of a destination before the start, before the attempt is given up
 * @param start how long a source may take to begin
 * @param runningCheck between two looks at a migration that runs
 * @param verify between two looks at both hosts, to begin with
 * @param halfOpen of a post-copy that lost one side, before the other one is paused
 * @param tearDown how long a destination may take to clean up
 */
@ConfigurationProperties(value = "scheduler.patience", ignoreUnknownFields = false)
public record PatienceProperties(
    @DefaultValue("5s") Duration answer,
    @DefaultValue("30s") Duration silence,
    @DefaultValue("30s") Duration start,
    @DefaultValue("10s") Duration runningCheck,
    @DefaultValue("1s") Duration verify,
    @DefaultValue("20s") Duration halfOpen,
    @DefaultValue("10m") Duration tearDown) {
  public PatienceProperties {
    positive(answer, "answer");
    positive(silence, "silence");
    positive(start, "start");
    positive(runningCheck, "running-check");
    positive(verify, "verify");
    positive(halfOpen, "half-open");
    positive(tearDown, "tear-down");
    notLonger(answer, silence, "silence");
    notLonger(answer, start, "start");
  }

  private static void positive(Duration value, String key) {
    Require.atLeast(value.toMillis(), 1, "scheduler.patience." + key);
  }

  private static void notLonger(Duration answer, Duration other, String key) {
    if (answer.compareTo(other) > 0) {
      throw new InvalidField("scheduler.patience.answer", "must not be longer than " + key);
    }
  }

  Rules.Patience patience() {
    return new Rules.Patience(answer, silence, start, runningCheck, verify, halfOpen, tearDown);
  }
}
