package io.godwit.scheduler.migration.adapter;

import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import io.godwit.events.agent.Fact;
import io.godwit.scheduler.migration.Rules;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the scheduler waits, how often it tries, what it accepts.
 *
 * @param patience how long it waits
 * @param retries how often it tries
 * @param admission how it looks guests up
 * @param checks what it accepts
 */
@ConfigurationProperties(value = "scheduler.migration", ignoreUnknownFields = false)
public record RulesProperties(
    @DefaultValue Patience patience,
    @DefaultValue Retries retries,
    @DefaultValue Admission admission,
    @DefaultValue Checks checks) {

  /**
   * @param answer to a command, before it is sent again
   * @param silence of a destination before the start, before the attempt is given up
   * @param start how long a source may take to begin
   * @param runningCheck between two looks at a migration that runs
   * @param verify between two looks at both hosts, to begin with
   * @param halfOpen of a post-copy that lost one side, before the other one is paused
   * @param tearDown how long a destination may take to clean up
   */
  public record Patience(
      @DefaultValue("5s") Duration answer,
      @DefaultValue("30s") Duration silence,
      @DefaultValue("30s") Duration start,
      @DefaultValue("10s") Duration runningCheck,
      @DefaultValue("1s") Duration verify,
      @DefaultValue("20s") Duration halfOpen,
      @DefaultValue("10m") Duration tearDown) {
    public Patience {
      positive(answer, "answer");
      positive(silence, "silence");
      positive(start, "start");
      positive(runningCheck, "running-check");
      positive(verify, "verify");
      positive(halfOpen, "half-open");
      positive(tearDown, "tear-down");
      notLonger(answer, silence, "answer", "silence");
      notLonger(answer, start, "answer", "start");
    }

    private static void positive(Duration value, String key) {
      Require.atLeast(value.toMillis(), 1, "scheduler.migration.patience." + key);
    }

    private static void notLonger(Duration one, Duration other, String key, String otherKey) {
      if (one.compareTo(other) > 0) {
        throw new InvalidField(
            "scheduler.migration.patience." + key, "must not be longer than " + otherKey);
      }
    }
  }

  /**
   * @param most how many attempts may follow the first
   * @param backOff before the second attempt; it doubles with each
   * @param longestBackOff the most that it grows to
   */
  public record Retries(
      @DefaultValue("2") int most,
      @DefaultValue("5s") Duration backOff,
      @DefaultValue("1m") Duration longestBackOff) {
    public Retries {
      Require.atLeast(most, 0, "scheduler.migration.retries.most");
      Require.notNegative(backOff, "scheduler.migration.retries.back-off");
      if (backOff.compareTo(longestBackOff) > 0) {
        throw new InvalidField(
            "scheduler.migration.retries.back-off", "must not be longer than longest-back-off");
      }
    }
  }

  /**
   * @param grace how long a request waits for hosts that have not said yet what they run
   */
  public record Admission(@DefaultValue("5s") Duration grace) {
    public Admission {
      Require.notNegative(grace, "scheduler.migration.admission.grace");
    }
  }

  /**
   * @param least the least answer to a fact that a destination may give
   */
  public record Checks(@DefaultValue("probably-no") Fact.Answer least) {}

  Rules rules() {
    return new Rules(
        new Rules.Patience(
            patience.answer,
            patience.silence,
            patience.start,
            patience.runningCheck,
            patience.verify,
            patience.halfOpen,
            patience.tearDown),
        new Rules.Retries(retries.most, retries.backOff, retries.longestBackOff),
        checks.least);
  }
}
