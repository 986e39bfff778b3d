package io.godwit.monitor.convergence.adapter;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a sample costs the processor, read from its record, with its state written and its trend
 * made a record, on one thread, as the number of migrations grows; without the broker. Not part of
 * the build; run by {@code -Dtest=ThroughputBench}, with {@code
 * -Dgodwit.bench.sizes=10,100,1000,10000}.
 */
class ThroughputBench {
  private static final Logger LOG = LoggerFactory.getLogger(ThroughputBench.class);
  private static final int SAMPLES = 100_000;
  private static final int SECONDS = 20;
  private static final long MEMORY = 1L << 30;
  private static final long SENT = 60_000_000;

  @Test
  void costOfASample() {
    measure(1000, SAMPLES / 2, 0);
    for (var size : System.getProperty("godwit.bench.sizes", "10,100,1000,10000").split(",", -1)) {
      for (int kind = 0; kind < 2; kind++) {
        double micros = measure(Integer.parseInt(size), SAMPLES, kind);
        LOG.info(
            "{} migrations, {}: {} us a sample, {} samples/s on one core",
            size,
            kind == 0 ? "boundaries" : "continuous",
            "%.1f".formatted(micros),
            Math.round(1e6 / micros));
      }
    }
  }

  private static double measure(int migrations, int samples, int kind) {
    var context = new MockProcessorContext<String, byte[]>();
    for (var name : List.of(ProgressProcessor.STORE, MeasuredProcessor.STORE)) {
      KeyValueStore<String, byte[]> store =
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
              .withCachingDisabled()
              .withLoggingDisabled()
              .build();
      store.init(context.getStateStoreContext(), store);
      context.addStateStore(store);
    }
    var processor =
        new ProgressProcessor(
            "",
            new ConvergenceProperties(Duration.ofMinutes(15), Duration.ofSeconds(5)),
            new MonitorMetrics(new SimpleMeterRegistry()),
            Clock.systemUTC());
    processor.init(context);
    var ids =
        Stream.iterate(0, i -> i + 1)
            .limit(migrations)
            .map(i -> MigrationId.of("bench", "m" + i))
            .toList();
    long nanos = 0;
    for (long done = 0, sequence = 1; done < samples; sequence++) {
      var round = new ArrayList<ProducerRecord<String, byte[]>>();
      for (var id : ids) {
        round.add(record(id, sequence, kind == 1));
      }
      long began = System.nanoTime();
      for (var record : round) {
        processor.process(new Record<>(record.key(), record.value(), 0, record.headers()));
      }
      nanos += System.nanoTime() - began;
      done += round.size();
      context.resetForwards();
    }
    return nanos / 1000.0 / (Math.ceilDiv(samples, migrations) * (double) migrations);
  }

  /** A first pass of some seconds, then passes of three that stay where they are, and anew. */
  private static ProducerRecord<String, byte[]> record(
      MigrationId id, long sequence, boolean continuous) {
    long cycle = (sequence - 1) / SECONDS;
    long second = (sequence - 1) % SECONDS;
    int pass = second < 8 ? 1 : (int) (2 + (second - 8) / 3);
    long within = second < 8 ? second : (second - 8) % 3;
    long remaining = second < 8 ? MEMORY - second * 2 * SENT : (3 - within) * SENT + SENT / 2;
    var sample =
        new ProgressSample(
            new About(id, (int) cycle + 1, second + 1, Instant.EPOCH),
            new HostId("a"),
            Phase.PRE_COPY,
            Duration.ofSeconds(second),
            pass,
            second >= 8 && within == 0,
            continuous ? pass + second * 10 : pass,
            new Bytes(MEMORY),
            new Bytes(second * SENT * 2),
            new Bytes(Math.max(0, remaining)),
            new Bytes(second * SENT),
            BytesPerSecond.ZERO,
            Duration.ofMillis(300),
            null,
            continuous,
            0,
            Bytes.ZERO,
            Bytes.ZERO);
    var event = new Received.Event<>(id + "/" + sequence, "urn:bench", null, null, sample);
    return EventRecords.write(Topics.PROGRESS, "", id.toString(), event);
  }
}
