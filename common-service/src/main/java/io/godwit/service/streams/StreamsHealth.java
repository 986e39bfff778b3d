package io.godwit.service.streams;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Healthy while records are processed. */
public final class StreamsHealth implements HealthIndicator {
  private final StreamsRunner runner;

  public StreamsHealth(StreamsRunner runner) {
    this.runner = runner;
  }

  @Override
  public Health health() {
    var state = runner.state();
    var health =
        switch (state) {
          case RUNNING -> Health.up();
          case CREATED, REBALANCING -> Health.outOfService();
          case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> Health.down();
        };
    return health.withDetail("state", state.name()).build();
  }
}
