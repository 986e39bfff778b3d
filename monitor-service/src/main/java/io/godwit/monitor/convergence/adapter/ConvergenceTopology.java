package io.godwit.monitor.convergence.adapter;

import io.godwit.events.wire.Topics;
import java.time.Clock;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Progress and what was measured before it in, trends out. */
final class ConvergenceTopology {
  private ConvergenceTopology() {}

  static Topology of(
      String prefix, ConvergenceProperties properties, MonitorMetrics metrics, Clock clock) {
    var text = new StringSerializer();
    var bytes = new ByteArraySerializer();
    return new Topology()
        .addSource(
            "progress",
            new StringDeserializer(),
            new ByteArrayDeserializer(),
            Topics.PROGRESS.on(prefix))
        .addProcessor(
            ProgressProcessor.NAME,
            () -> new ProgressProcessor(prefix, properties, metrics, clock),
            "progress")
        .addSource(
            "agents",
            new StringDeserializer(),
            new ByteArrayDeserializer(),
            Topics.AGENT_EVENTS.on(prefix))
        .addProcessor(
            MeasuredProcessor.NAME,
            () -> new MeasuredProcessor(properties.forgetAfter(), clock),
            "agents")
        .addStateStore(store(ProgressProcessor.STORE).withCachingEnabled(), ProgressProcessor.NAME)
        .addStateStore(
            store(MeasuredProcessor.STORE).withCachingDisabled(),
            MeasuredProcessor.NAME,
            ProgressProcessor.NAME)
        .addSink(
            ProgressProcessor.TRENDS, Topics.TRENDS.on(prefix), text, bytes, ProgressProcessor.NAME)
        .addSink(
            ProgressProcessor.DEAD_LETTERS,
            Topics.PROGRESS.deadLettersOn(prefix),
            text,
            bytes,
            ProgressProcessor.NAME);
  }

  /** In memory, with a changelog. */
  private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray());
  }
}
