package io.godwit.agent.host.adapter;

import io.godwit.agent.host.HostIdentity;
import io.godwit.agent.host.ToldResources;
import io.godwit.agent.hypervisor.HostDescription;
import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.events.host.HostResources;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a host has, read less often than its guests are, because it seldom changes and costs more.
 * One thread asks it.
 */
final class HostResourcesWatch {
  private static final Logger log = LoggerFactory.getLogger(HostResourcesWatch.class);

  private final HostIdentity identity;
  private final Hypervisor hypervisor;
  private final Clock clock;
  private final Duration every;
  private final Duration markEvery;
  private Instant readAt = Instant.MIN;
  private Instant markedAt = Instant.MIN;
  private @Nullable HostResources resources;

  /**
   * @param every between two reads
   * @param markEvery between two looks whether all pools are marked, and what is new in them
   */
  HostResourcesWatch(
      HostIdentity identity,
      Hypervisor hypervisor,
      Clock clock,
      Duration every,
      Duration markEvery) {
    this.identity = identity;
    this.hypervisor = hypervisor;
    this.clock = clock;
    this.every = every;
    this.markEvery = markEvery;
  }

  /** The hypervisor went away: what comes back may have other resources. */
  void forget() {
    readAt = Instant.MIN;
    markedAt = Instant.MIN;
  }

  /**
   * Of the last read, or read now.
   *
   * @throws HypervisorException if the host cannot be reached at all
   */
  @Nullable HostResources read(HostDescription host) {
    var now = clock.instant();
    if (readAt.plus(every).isAfter(now) && resources != null) {
      return resources;
    }
    readAt = now;
    try {
      mark(now);
      resources =
          ToldResources.of(
              hypervisor.resources(), identity.uplink(), host.memory(), identity.memory());
    } catch (HypervisorException e) {
      if (e.kind() == Kind.UNREACHABLE) {
        throw e;
      }
      log.warn("{}: its resources are not known: {}", identity.host(), e.getMessage());
    }
    return resources;
  }

  private void mark(Instant now) {
    if (markedAt.plus(markEvery).isAfter(now)) {
      return;
    }
    markedAt = now;
    try {
      hypervisor.markStorage(identity.host());
    } catch (HypervisorException e) {
      log.warn("{}: not every pool could be marked: {}", identity.host(), e.getMessage());
    }
  }
}
