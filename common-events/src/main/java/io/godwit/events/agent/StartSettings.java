package io.godwit.events.agent;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.Require;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What has to be armed or told when a migration starts.
 *
 * @param maxDowntime allowed downtime
 * @param bandwidthLimit the most that the migration may send; absent: no limit of its own
 * @param switchoverBandwidth what the link really carries in the stop phase, told to the hypervisor
 *     so that it computes downtime from it; absent: the hypervisor guesses from the rate so far
 * @param postCopyArmed whether a switch to post-copy stays possible
 * @param autoConverge the hypervisor's own throttling; absent: not armed
 * @param parallel several connections; absent: one
 */
public record StartSettings(
    Duration maxDowntime,
    @Nullable BytesPerSecond bandwidthLimit,
    @Nullable BytesPerSecond switchoverBandwidth,
    boolean postCopyArmed,
    @Nullable AutoConverge autoConverge,
    @Nullable Parallel parallel) {

  /**
   * The hypervisor's own throttling, where it can only be armed at the start.
   *
   * @param initialPercent by which it begins to slow the guest
   * @param incrementPercent by which it goes on
   */
  public record AutoConverge(int initialPercent, int incrementPercent) {
    public AutoConverge {
      Require.atLeast(initialPercent, 1, "initialPercent");
      Require.atMost(initialPercent, 99, "initialPercent");
      Require.atLeast(incrementPercent, 1, "incrementPercent");
      Require.atMost(incrementPercent, 99, "incrementPercent");
    }
  }

  /**
   * Several connections.
   *
   * @param connections how many
   * @param compression of what they carry; absent: none
   */
  public record Parallel(int connections, @Nullable Compression compression) {
    public Parallel {
      Require.atLeast(connections, 2, "connections");
      Require.atMost(connections, 255, "connections");
    }
  }

  /** How what is sent is compressed. */
  public enum Compression {
    ZSTD
  }

  public StartSettings {
    Require.notNegative(maxDowntime, "maxDowntimeMillis");
  }

  /** One connection, and no throttling. */
  public StartSettings(
      Duration maxDowntime,
      @Nullable BytesPerSecond bandwidthLimit,
      @Nullable BytesPerSecond switchoverBandwidth,
      boolean postCopyArmed) {
    this(maxDowntime, bandwidthLimit, switchoverBandwidth, postCopyArmed, null, null);
  }
}
