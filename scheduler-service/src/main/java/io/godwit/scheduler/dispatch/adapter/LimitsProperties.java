package io.godwit.scheduler.dispatch.adapter;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import io.godwit.scheduler.dispatch.Limits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param outgoingPerHost migrations that one host may send at once; 0: no limit
 * @param bandwidthPerMigration the most that one migration may send, per second; 0: no limit
 * @param switchoverShare of the slower link's rate, of which QEMU is told at the start
 * @param memoryMargin how many times the guest's memory a destination must have free
 * @param silence of a host, after which it is not used
 * @param giveUp how long a migration waits for a destination
 */
@ConfigurationProperties(value = "scheduler.limits", ignoreUnknownFields = false)
public record LimitsProperties(
    @DefaultValue("1") int outgoingPerHost,
    @DefaultValue("0B") DataSize bandwidthPerMigration,
    @DefaultValue("0.8") double switchoverShare,
    @DefaultValue("1.2") double memoryMargin,
    @DefaultValue("10s") Duration silence,
    @DefaultValue("10m") Duration giveUp) {
  public LimitsProperties {
    Require.atLeast(outgoingPerHost, 0, "scheduler.limits.outgoing-per-host");
    Require.atLeast(bandwidthPerMigration.toBytes(), 0, "scheduler.limits.bandwidth-per-migration");
    Require.notNegative(silence, "scheduler.limits.silence");
    Require.notNegative(giveUp, "scheduler.limits.give-up");
    if (!(switchoverShare > 0 && switchoverShare <= 1)) {
      throw new InvalidField("scheduler.limits.switchover-share", "must be over 0 and at most 1");
    }
    if (!(memoryMargin >= 1)) {
      throw new InvalidField("scheduler.limits.memory-margin", "must be at least 1");
    }
  }

  /** As the dispatch wants them. */
  public Limits limits() {
    long bandwidth = bandwidthPerMigration.toBytes();
    return new Limits(
        outgoingPerHost,
        memoryMargin,
        silence,
        giveUp,
        bandwidth == 0 ? null : new BytesPerSecond(bandwidth),
        switchoverShare);
  }
}
