package io.godwit.policy.escalation.adapter;

import io.godwit.events.wire.Topics;
import java.time.Clock;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * Trends, migration events and agent events in - all keyed by migration id with as many partitions,
 * so that one task sees all of a migration - decisions and commands out. Every instance holds the
 * definitions of policies in full.
 */
final class EscalationTopology {
  private static final String INPUT = "reports";

  private EscalationTopology() {}

  static Topology of(
      String prefix, EscalationProperties properties, PolicyMetrics metrics, Clock clock) {
    var text = new StringSerializer();
    var bytes = new ByteArraySerializer();
    var node = EscalationProcessor.NAME;
    var courses =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(Courses.STORE), Serdes.String(), Serdes.ByteArray())
            .withCachingDisabled();
    var definitions =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(PolicyDefinitions.STORE),
                Serdes.String(),
                Serdes.ByteArray())
            .withLoggingDisabled();
    return new Topology()
        .addGlobalStore(
            definitions,
            "definitions-source",
            new StringDeserializer(),
            new ByteArrayDeserializer(),
            Topics.POLICIES.on(prefix),
            "keep-definitions",
            PolicyDefinitions.Keeper::new)
        .addSource(
            INPUT,
            new StringDeserializer(),
            new ByteArrayDeserializer(),
            Topics.TRENDS.on(prefix),
            Topics.EVENTS.on(prefix),
            Topics.AGENT_EVENTS.on(prefix))
        .addProcessor(
            node, () -> new EscalationProcessor(prefix, properties, metrics, clock), INPUT)
        .addStateStore(courses, node)
        .addSink(Outlet.COMMANDS, Topics.COMMANDS.on(prefix), text, bytes, node)
        .addSink(Outlet.ESCALATIONS, Topics.ESCALATIONS.on(prefix), text, bytes, node)
        .addSink(Outlet.DEAD_LETTERS, (_, _, from) -> from.topic() + ".dlt", text, bytes, node);
  }
}
