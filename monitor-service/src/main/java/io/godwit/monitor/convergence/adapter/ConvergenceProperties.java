package io.godwit.monitor.convergence.adapter;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is kept of migrations.
 *
 * @param forgetAfter a migration without samples for this long is forgotten; until then a late
 *     sample is recognised as such
 * @param silentAfter a running migration without samples for this long is said to be silent, and
 *     again each time that it has been for as long once more
 */
@ConfigurationProperties(prefix = "monitor.convergence", ignoreUnknownFields = false)
public record ConvergenceProperties(
    @DefaultValue("15m") Duration forgetAfter, @DefaultValue("5s") Duration silentAfter) {
  private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(2);

  public ConvergenceProperties {
    if (silentAfter.compareTo(SHORTEST_SILENCE) < 0) {
      throw new IllegalArgumentException(
          "monitor.convergence.silent-after must be at least 2s: samples come about once a second");
    }
    if (!forgetAfter.isPositive()) {
      throw new IllegalArgumentException("monitor.convergence.forget-after must be more than zero");
    }
  }
}
