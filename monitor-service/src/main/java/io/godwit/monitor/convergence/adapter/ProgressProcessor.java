package io.godwit.monitor.convergence.adapter;

import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.wire.EventJson;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import io.godwit.monitor.convergence.Track;
import io.godwit.monitor.dirtying.Evidence;
import io.godwit.service.streams.DeadLetterRecords;
import io.godwit.service.trace.TraceScope;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From each sample to a trend, at once; and from silence to the last trend again. */
final class ProgressProcessor implements Processor<String, byte[], String, byte[]> {
  static final String NAME = "observe";
  static final String STORE = "tracks";
  static final String TRENDS = "trends";
  static final String DEAD_LETTERS = "dead-letters";
  private static final Logger LOG = LoggerFactory.getLogger(ProgressProcessor.class);
  private static final String SOURCE = "urn:godwit:monitor";
  private static final DeadLetterRecords LETTERS = new DeadLetterRecords("monitor-service");
  private static final Duration SWEEP = Duration.ofMinutes(1);
  private static final Duration LISTEN = Duration.ofSeconds(1);

  private final String prefix;
  private final ConvergenceProperties properties;
  private final MonitorMetrics metrics;
  private final Clock clock;
  private @Nullable ProcessorContext<String, byte[]> context;
  private @Nullable Tracks tracks;
  private @Nullable KeyValueStore<String, byte[]> measured;
  private long startedMillis;

  ProgressProcessor(
      String prefix, ConvergenceProperties properties, MonitorMetrics metrics, Clock clock) {
    this.prefix = prefix;
    this.properties = properties;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    this.tracks = new Tracks(context.getStateStore(STORE));
    this.measured = context.getStateStore(MeasuredProcessor.STORE);
    this.startedMillis = clock.millis();
    context.schedule(LISTEN, PunctuationType.WALL_CLOCK_TIME, this::listen);
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
    var kept = tracks().of(key);
    var known = kept == null ? null : kept.track();
    var observed = Track.observe(known, sample, measured(key, known, sample));
    var trend = observed.trend();
    if (trend == null) {
      metrics.ignored();
      return;
    }
    var now = clock.instant();
    var about = trend.about();
    var id = key + "/" + about.attempt() + "/" + about.sequence() + "/trend";
    byte[] written = forward(key, id, trend, event.traceparent());
    var mark = new Kept.Mark(now.toEpochMilli(), 0, observed.track().runs());
    tracks().keep(key, new Kept(mark, observed.track(), written));
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

  /** What was measured before is looked for until there is a pass to go by. */
  private List<Evidence> measured(String key, @Nullable Track known, ProgressSample sample) {
    if (sample.pass() > 1 || (known != null && known.isMeasured())) {
      return List.of();
    }
    var found = Measured.CODEC.read(Objects.requireNonNull(measured, "init comes first").get(key));
    return found == null || found.attempt() > sample.about().attempt()
        ? List.of()
        : found.periods();
  }

  /** The id is the same however often the sample comes. */
  private byte[] forward(
      String key, String id, ConvergenceTrend trend, @Nullable String traceparent) {
    var event = new Received.Event<>(id, SOURCE, clock.instant(), traceparent, trend);
    var written = EventRecords.write(Topics.TRENDS, prefix, key, event);
    context()
        .forward(new Record<>(key, written.value(), clock.millis(), written.headers()), TRENDS);
    return written.value();
  }

  /**
   * Tells of migrations that should be heard of and are not. What was not heard while this service
   * was down does not count.
   */
  private void listen(long nowMillis) {
    long now = clock.millis();
    long longest = properties.silentAfter().toMillis();
    var silent =
        tracks()
            .where(mark -> {
              long heard = Math.max(mark.heardAtMillis(), startedMillis);
              return mark.runs() && now - Math.max(heard, mark.saidAtMillis()) >= longest;
            });
    silent.forEach(key -> tell(key, now));
  }

  private void tell(String key, long now) {
    var kept = tracks().of(key);
    if (kept == null) {
      return;
    }
    var silentFor = Duration.ofMillis(now - kept.mark().heardAtMillis());
    var last = EventJson.tolerant().readValue(kept.trend(), ConvergenceTrend.class);
    var trend = Track.silent(last, silentFor);
    var about = trend.about();
    var id =
        "%s/%d/%d/silent/%d"
            .formatted(key, about.attempt(), about.sequence(), silentFor.toSeconds());
    forward(key, id, trend, null);
    tracks().keep(key, new Kept(kept.mark().told(now), kept.track(), kept.trend()));
    metrics.silent();
    LOG.info("migration {}: no progress heard for {} s", key, silentFor.toSeconds());
  }

  private void refuse(Record<String, byte[]> record, String reason) {
    metrics.unreadable();
    var from = context().recordMetadata().orElseThrow();
    LOG.warn(
        "unreadable record {}-{}@{}: {}", from.topic(), from.partition(), from.offset(), reason);
    context().forward(LETTERS.of(record, from, reason), DEAD_LETTERS);
  }

  private void forget(long nowMillis) {
    long oldest = clock.millis() - properties.forgetAfter().toMillis();
    tracks().forget(tracks().where(mark -> mark.heardAtMillis() < oldest));
  }

  private ProcessorContext<String, byte[]> context() {
    return Objects.requireNonNull(context, "init comes first");
  }

  private Tracks tracks() {
    return Objects.requireNonNull(tracks, "init comes first");
  }
}
