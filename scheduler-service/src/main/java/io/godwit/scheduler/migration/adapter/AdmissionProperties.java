package io.godwit.scheduler.migration.adapter;

import io.godwit.events.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How guests are looked up.
 *
 * @param grace how long a request waits for hosts that have not said yet what they run
 */
@ConfigurationProperties(value = "scheduler.admission", ignoreUnknownFields = false)
public record AdmissionProperties(@DefaultValue("5s") Duration grace) {
  public AdmissionProperties {
    Require.notNegative(grace, "scheduler.admission.grace");
  }
}
