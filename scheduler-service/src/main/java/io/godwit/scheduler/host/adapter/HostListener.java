package io.godwit.scheduler.host.adapter;

import io.godwit.events.host.HostHeartbeat;
import io.godwit.events.host.HostInventory;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import io.godwit.scheduler.inbox.UnreadableRecord;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.stereotype.Component;

/** Hears what the hosts say of themselves, from both of their topics. */
@Component
final class HostListener implements MessageListener<String, byte[]> {
  private final Hosts hosts;
  private final String inventories;
  private final Clock clock;

  HostListener(Hosts hosts, @Value("${godwit.topics.prefix}") String prefix, Clock clock) {
    this.hosts = hosts;
    this.inventories = Topics.INVENTORY.on(prefix);
    this.clock = clock;
  }

  @Override
  public void onMessage(ConsumerRecord<String, byte[]> record) {
    if (record.topic().equals(inventories)) {
      inventory(record);
    } else {
      heartbeat(record);
    }
  }

  private void inventory(ConsumerRecord<String, byte[]> record) {
    switch (EventRecords.read(Topics.INVENTORY, record)) {
      case Received.Event<HostInventory> event -> hosts.keep(event.data());
      case Received.Unreadable<HostInventory> unreadable ->
          throw new UnreadableRecord(unreadable.reason());
    }
  }

  /** One that was read late proves no more than that the host lived when it was written. */
  private void heartbeat(ConsumerRecord<String, byte[]> record) {
    switch (EventRecords.read(Topics.HEARTBEATS, record)) {
      case Received.Event<HostHeartbeat> event -> {
        var written = Instant.ofEpochMilli(record.timestamp());
        var now = clock.instant();
        hosts.keep(event.data(), written.isBefore(now) ? written : now);
      }
      case Received.Unreadable<HostHeartbeat> unreadable ->
          throw new UnreadableRecord(unreadable.reason());
    }
  }
}
