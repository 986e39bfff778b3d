package io.godwit.service.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that failed is replaced, since the broker may only have been away; one that fails again
 * and again stops the streams, which the health then says.
 */
final class FailurePolicy implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);
  private static final int MOST_FAILURES = 10;
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final Deque<Instant> failures = new ArrayDeque<>();

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
    LOG.error("the stream thread failed", failure);
    var now = Instant.now();
    failures.removeIf(earlier -> earlier.isBefore(now.minus(WINDOW)));
    failures.add(now);
    return failures.size() > MOST_FAILURES
        ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
        : StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
