package io.godwit.monitor.convergence.adapter;

import io.godwit.events.wire.Topics;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** Progress in, trends out, tracks in memory with a changelog. */
final class ConvergenceTopology {
  private ConvergenceTopology() {}

  static Topology of(String prefix, Duration forgetAfter, MonitorMetrics metrics, Clock clock) {
    var text = new StringSerializer();
    var bytes = new ByteArraySerializer();
    var tracks =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(ProgressProcessor.STORE),
                Serdes.String(),
                Serdes.ByteArray())
            .withCachingDisabled();
    return new Topology()
        .addSource(
            "progress",
            new StringDeserializer(),
            new ByteArrayDeserializer(),
            Topics.PROGRESS.on(prefix))
        .addProcessor(
            ProgressProcessor.NAME,
            () -> new ProgressProcessor(prefix, forgetAfter, metrics, clock),
            "progress")
        .addStateStore(tracks, ProgressProcessor.NAME)
        .addSink(
            ProgressProcessor.TRENDS, Topics.TRENDS.on(prefix), text, bytes, ProgressProcessor.NAME)
        .addSink(
            ProgressProcessor.DEAD_LETTERS,
            Topics.PROGRESS.deadLettersOn(prefix),
            text,
            bytes,
            ProgressProcessor.NAME);
  }
}
