package io.godwit.monitor.convergence.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.DirtyingMeasured;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
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

/** Keeps what was measured of guests before the start, for the model of their first pass. */
final class MeasuredProcessor implements Processor<String, byte[], Void, Void> {
  static final String NAME = "measure";
  static final String STORE = "measured";
  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final Duration forgetAfter;
  private final Clock clock;
  private @Nullable KeyValueStore<String, byte[]> store;

  MeasuredProcessor(Duration forgetAfter, Clock clock) {
    this.forgetAfter = forgetAfter;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    store = context.getStateStore(STORE);
    context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, this::forget);
  }

  /** What cannot be read is the scheduler's to report, which reads all of this topic. */
  @Override
  public void process(Record<String, byte[]> record) {
    var type = record.headers().lastHeader("ce_type");
    if (type == null
        || Topics.AGENT_EVENTS.types().get(new String(type.value(), UTF_8))
            != DirtyingMeasured.class) {
      return;
    }
    if (EventRecords.read(Topics.AGENT_EVENTS, record.headers(), record.value())
            instanceof Received.Event<AgentEvent> event
        && event.data() instanceof DirtyingMeasured measured) {
      var key = measured.about().migration().toString();
      var known = Measured.CODEC.read(store().get(key));
      if (known == null || measured.about().attempt() >= known.attempt()) {
        store().put(key, Measured.CODEC.write(Measured.of(measured, clock.millis())));
      }
    }
  }

  private void forget(long nowMillis) {
    long oldest = clock.millis() - forgetAfter.toMillis();
    var forgotten = new ArrayList<String>();
    try (var all = store().all()) {
      while (all.hasNext()) {
        var entry = all.next();
        var measured = Measured.CODEC.read(entry.value);
        if (measured == null || measured.heardAtMillis() < oldest) {
          forgotten.add(entry.key);
        }
      }
    }
    forgotten.forEach(store()::delete);
  }

  private KeyValueStore<String, byte[]> store() {
    return Objects.requireNonNull(store, "init comes first");
  }
}
