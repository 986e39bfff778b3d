package io.godwit.monitor.convergence.adapter;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is kept of migrations.
 *
 * @param forgetAfter a migration without samples for this long is forgotten; until then a late
 *     sample is recognised as such
 */
@ConfigurationProperties(prefix = "monitor.convergence", ignoreUnknownFields = false)
public record ConvergenceProperties(@DefaultValue("15m") Duration forgetAfter) {
  public ConvergenceProperties {
    if (!forgetAfter.isPositive()) {
      throw new IllegalArgumentException("monitor.convergence.forget-after must be more than zero");
    }
  }
}
