package io.godwit.scheduler.dispatch.adapter;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import io.godwit.scheduler.dispatch.Limits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param outgoingPerHost migrations that one host may send at once; 0: no limit
 * @param incomingPerHost migrations that one host may receive at once; 0: no limit
 * @param cluster migrations that may move at once in all; 0: no limit
 * @param prepareAhead migrations that a host whose slots are taken may have prepared meanwhile
 * @param bandwidthPerMigration the most that one migration may send, per second; 0: no limit
 * @param switchoverShare of what a link carries, of which QEMU is told at the start
 * @param memoryMargin how many times the guest's memory a destination must have free
 * @param silence of a host, after which it is not used
 * @param giveUp how long a migration waits for a destination
 * @param reserveAfter how long a migration that is ready may be passed by, before what frees up on
 *     its way is kept for it
 */
@ConfigurationProperties(value = "scheduler.limits", ignoreUnknownFields = false)
public record LimitsProperties(
    @DefaultValue("4") int outgoingPerHost,
    @DefaultValue("4") int incomingPerHost,
    @DefaultValue("0") int cluster,
    @DefaultValue("1") int prepareAhead,
    @DefaultValue("0B") DataSize bandwidthPerMigration,
    @DefaultValue("0.8") double switchoverShare,
    @DefaultValue("1.2") double memoryMargin,
    @DefaultValue("10s") Duration silence,
    @DefaultValue("10m") Duration giveUp,
    @DefaultValue("30s") Duration reserveAfter) {
  public LimitsProperties {
    Require.atLeast(outgoingPerHost, 0, "scheduler.limits.outgoing-per-host");
    Require.atLeast(incomingPerHost, 0, "scheduler.limits.incoming-per-host");
    Require.atLeast(cluster, 0, "scheduler.limits.cluster");
    Require.atLeast(prepareAhead, 0, "scheduler.limits.prepare-ahead");
    Require.atLeast(bandwidthPerMigration.toBytes(), 0, "scheduler.limits.bandwidth-per-migration");
    Require.notNegative(silence, "scheduler.limits.silence");
    Require.notNegative(giveUp, "scheduler.limits.give-up");
    Require.notNegative(reserveAfter, "scheduler.limits.reserve-after");
    if (!(switchoverShare > 0 && switchoverShare <= 1)) {
      throw new InvalidField("scheduler.limits.switchover-share", "must be over 0 and at most 1");
    }
    if (!(memoryMargin >= 1)) {
      throw new InvalidField("scheduler.limits.memory-margin", "must be at least 1");
    }
  }

  Limits.Slots slots() {
    return new Limits.Slots(outgoingPerHost, incomingPerHost, cluster, prepareAhead);
  }

  @Nullable BytesPerSecond perMigration() {
    long bandwidth = bandwidthPerMigration.toBytes();
    return bandwidth == 0 ? null : new BytesPerSecond(bandwidth);
  }
}
