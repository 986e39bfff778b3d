package io.godwit.gateway.http.adapter.hosts;

import io.godwit.events.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param hostAliveWithin a host counts as alive as long as its last heartbeat is no older
 */
@ConfigurationProperties(prefix = "gateway.http", ignoreUnknownFields = false)
public record HttpProperties(@DefaultValue("10s") Duration hostAliveWithin) {
  public HttpProperties {
    Require.atLeast(hostAliveWithin.toMillis(), 1000, "host-alive-within");
  }
}
