package io.godwit.scheduler.forecast.adapter;

import io.godwit.events.MigrationId;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.forecast.PredictedEnds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.stereotype.Component;

/**
 * Hears the monitor. Every replica hears all of it, and keeps it in memory only: what it missed
 * costs no more than a link that is idle for a moment. So a record that cannot be read is passed
 * over; whoever acts on trends makes it a dead letter.
 */
@Component
final class TrendListener
    implements MessageListener<String, byte[]>, PredictedEnds, DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(TrendListener.class);

  private final HeardTrends trends = new HeardTrends();
  private final Duration lead;
  private final Clock clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("predicted-ends").factory());

  TrendListener(Limits limits, Clock clock) {
    this.lead = limits.links().lead();
    this.clock = clock;
  }

  @Override
  public void onMessage(ConsumerRecord<String, byte[]> record) {
    switch (EventRecords.read(Topics.TRENDS, record)) {
      case Received.Event<ConvergenceTrend> event -> hear(event.data());
      case Received.Unreadable<ConvergenceTrend> unreadable ->
          LOG.debug("a trend is passed over: {}", unreadable.reason());
    }
  }

  private void hear(ConvergenceTrend trend) {
    var now = clock.instant();
    var end = trends.hear(trend, now);
    if (end != null) {
      long wait = Math.max(0, Duration.between(now, end.minus(lead)).toMillis());
      if (wait <= HeardTrends.STALE.toMillis()) {
        var _ = timer.schedule(this::near, wait, TimeUnit.MILLISECONDS);
      }
    }
  }

  private void near() {
    listeners.forEach(Runnable::run);
  }

  @Override
  public Map<MigrationId, Instant> at(Instant now) {
    return trends.at(now);
  }

  @Override
  public void onNear(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void destroy() {
    timer.shutdownNow();
  }
}
