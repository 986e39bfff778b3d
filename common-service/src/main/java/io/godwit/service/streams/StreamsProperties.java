package io.godwit.service.streams;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/**
 * How the topology runs, under the prefix of its service.
 *
 * @param stateDirectory of this instance alone; absent: a new one, removed at the end. Nothing in
 *     it is needed again, the state comes from its changelog
 * @param commitInterval after a crash at most this much is read again
 * @param sessionTimeout after this long without a sign of life another instance takes over
 */
public record StreamsProperties(
    @Nullable Path stateDirectory,
    @DefaultValue("1s") Duration commitInterval,
    @DefaultValue("6s") Duration sessionTimeout) {
  private static final int BEATS_PER_SESSION = 3;

  public StreamsProperties {
    positive(commitInterval, "commit-interval");
    positive(sessionTimeout, "session-timeout");
  }

  /**
   * As the environment has them; unknown keys are refused.
   *
   * @param prefix of the keys, as {@code monitor.streams}
   */
  public static StreamsProperties of(Environment environment, String prefix) {
    var strict =
        new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter());
    return Binder.get(environment)
        .bindOrCreate(prefix, Bindable.of(StreamsProperties.class), strict);
  }

  Duration heartbeatInterval() {
    return sessionTimeout.dividedBy(BEATS_PER_SESSION);
  }

  private static void positive(Duration value, String key) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(key + " must be more than zero");
    }
  }
}
