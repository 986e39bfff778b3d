package io.godwit.agent.hypervisor.libvirt.adapter;

import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this agent reaches its host's libvirt.
 *
 * @param uri of the host's libvirtd
 * @param timeLimit for every call but a migration; after it the host counts as unreachable
 * @param keepAliveInterval between two questions whether the other end lives
 * @param keepAliveCount unanswered ones after which the connection is dead
 * @param parallelQueries on one connection; libvirtd serves five at a time
 */
@ConfigurationProperties(value = "agent.libvirt", ignoreUnknownFields = false)
public record LibvirtSettings(
    @DefaultValue("qemu:///system") String uri,
    @DefaultValue("5s") Duration timeLimit,
    @DefaultValue("5s") Duration keepAliveInterval,
    @DefaultValue("5") int keepAliveCount,
    @DefaultValue("4") int parallelQueries) {

  public LibvirtSettings {
    Require.text(uri, "uri", 1000);
    if (timeLimit.toMillis() < 100) {
      throw new InvalidField("timeLimit", "must be at least 100 ms, is " + timeLimit);
    }
    Require.atLeast(keepAliveInterval.toSeconds(), 1, "keepAliveInterval");
    Require.atLeast(keepAliveCount, 1, "keepAliveCount");
    if (parallelQueries < 1 || parallelQueries > 5) {
      throw new InvalidField("parallelQueries", "must be 1 to 5, is " + parallelQueries);
    }
  }

  /** The defaults, for another host. */
  public static LibvirtSettings of(String uri) {
    return new LibvirtSettings(uri, Duration.ofSeconds(5), Duration.ofSeconds(5), 5, 4);
  }
}
