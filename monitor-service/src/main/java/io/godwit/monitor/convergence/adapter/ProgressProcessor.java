package io.godwit.monitor.convergence.adapter;

import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import io.godwit.monitor.convergence.Track;
import io.godwit.service.streams.DeadLetterRecords;
import io.godwit.service.trace.TraceScope;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From each sample to a trend, at once. */
final class ProgressProcessor implements Processor<String, byte[], String, byte[]> {
  static final String NAME = "observe";
  static final String STORE = "tracks";
  static final String TRENDS = "trends";
  static final String DEAD_LETTERS = "dead-letters";
  private static final Logger LOG = LoggerFactory.getLogger(ProgressProcessor.class);
  private static final String SOURCE = "urn:godwit:monitor";
  private static final DeadLetterRecords LETTERS = new DeadLetterRecords("monitor-service");
  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final String prefix;
  private final Duration forgetAfter;
  private final MonitorMetrics metrics;
  private final Clock clock;
  private @Nullable ProcessorContext<String, byte[]> context;
  private @Nullable KeyValueStore<String, byte[]> store;

  ProgressProcessor(String prefix, Duration forgetAfter, MonitorMetrics metrics, Clock clock) {
    this.prefix = prefix;
    this.forgetAfter = forgetAfter;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    this.store = context.getStateStore(STORE);
    context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, this::forget);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    switch (EventRecords.read(Topics.PROGRESS, record.headers(), record.value())) {
      case Received.Unreadable<ProgressSample> unreadable -> refuse(record, unreadable.reason());
      case Received.Event<ProgressSample> event -> {
        try (var _ = TraceScope.of(event.traceparent())) {
          observe(event);
        }
      }
    }
  }

  private void observe(Received.Event<ProgressSample> event) {
    var sample = event.data();
    var key = sample.about().migration().toString();
    var tracks = store();
    var kept = Kept.CODEC.read(tracks.get(key));
    var observed = Track.observe(kept == null ? null : kept.track(), sample);
    var trend = observed.trend();
    if (trend == null) {
      metrics.ignored();
      return;
    }
    var now = clock.instant();
    tracks.put(key, Kept.CODEC.write(new Kept(observed.track(), now.toEpochMilli())));
    forward(key, trend, event.traceparent());
    metrics.trend(trend, now);
    if (trend.passBoundary()) {
      LOG.debug(
          "migration {} pass {}: {}, remaining {}, fixed point {}",
          key,
          trend.pass(),
          trend.outlook(),
          trend.remaining(),
          trend.fixedPoint());
    }
  }

  /** The id is the same however often the sample comes. */
  private void forward(String key, ConvergenceTrend trend, @Nullable String traceparent) {
    var about = trend.about();
    var id = "%s/%d/%d/trend".formatted(key, about.attempt(), about.sequence());
    var event = new Received.Event<>(id, SOURCE, clock.instant(), traceparent, trend);
    var written = EventRecords.write(Topics.TRENDS, prefix, key, event);
    context()
        .forward(new Record<>(key, written.value(), clock.millis(), written.headers()), TRENDS);
  }

  private void refuse(Record<String, byte[]> record, String reason) {
    metrics.unreadable();
    var from = context().recordMetadata().orElseThrow();
    LOG.warn(
        "unreadable record {}-{}@{}: {}", from.topic(), from.partition(), from.offset(), reason);
    context().forward(LETTERS.of(record, from, reason), DEAD_LETTERS);
  }

  private void forget(long nowMillis) {
    long oldest = clock.millis() - forgetAfter.toMillis();
    var forgotten = new ArrayList<String>();
    try (var all = store().all()) {
      while (all.hasNext()) {
        var entry = all.next();
        var kept = Kept.CODEC.read(entry.value);
        if (kept == null || kept.heardAtMillis() < oldest) {
          forgotten.add(entry.key);
        }
      }
    }
    forgotten.forEach(store()::delete);
  }

  private ProcessorContext<String, byte[]> context() {
    return Objects.requireNonNull(context, "init comes first");
  }

  private KeyValueStore<String, byte[]> store() {
    return Objects.requireNonNull(store, "init comes first");
  }
}
