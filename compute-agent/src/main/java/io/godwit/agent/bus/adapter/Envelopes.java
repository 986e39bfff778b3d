package io.godwit.agent.bus.adapter;

import io.godwit.events.About;
import io.godwit.events.HostId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.host.HostHeartbeat;
import io.godwit.events.host.HostInventory;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topic;
import io.godwit.events.wire.Topics;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A host's events as records. */
final class Envelopes {
  private final HostId host;
  private final String prefix;

  Envelopes(HostId host, String prefix) {
    this.host = host;
    this.prefix = prefix;
  }

  ProducerRecord<String, byte[]> of(AgentEvent event, @Nullable String traceparent) {
    var about = event.about();
    return record(
        Topics.AGENT_EVENTS,
        about.migration().toString(),
        id(about),
        about.at(),
        traceparent,
        event);
  }

  ProducerRecord<String, byte[]> of(ProgressSample sample, @Nullable String traceparent) {
    var about = sample.about();
    return record(
        Topics.PROGRESS, about.migration().toString(), id(about), about.at(), traceparent, sample);
  }

  ProducerRecord<String, byte[]> of(HostInventory inventory) {
    var id = "%s/inventory/%s".formatted(host, inventory.at());
    return record(Topics.INVENTORY, host.value(), id, inventory.at(), null, inventory);
  }

  ProducerRecord<String, byte[]> of(HostHeartbeat heartbeat) {
    var id = "%s/heartbeat/%s".formatted(host, heartbeat.at());
    return record(Topics.HEARTBEATS, host.value(), id, heartbeat.at(), null, heartbeat);
  }

  private String id(About about) {
    return "%s/%s/%d/%d".formatted(host, about.migration(), about.attempt(), about.sequence());
  }

  private <E> ProducerRecord<String, byte[]> record(
      Topic<E> topic, String key, String id, Instant at, @Nullable String traceparent, E event) {
    var source = "urn:godwit:agent:" + host;
    return EventRecords.write(
        topic, prefix, key, new Received.Event<>(id, source, at, traceparent, event));
  }
}
