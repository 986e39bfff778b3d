package io.godwit.gateway.projection.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.CommandRefused;
import io.godwit.events.agent.AgentEvent.DestinationPrepared;
import io.godwit.events.agent.AgentEvent.EscalationApplied;
import io.godwit.events.agent.AgentEvent.SourceReleased;
import io.godwit.events.agent.Order;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.EscalationEvent;
import io.godwit.events.convergence.EscalationVerified;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topic;
import io.godwit.events.wire.Topics;
import io.godwit.gateway.projection.HistoryEntry;
import io.godwit.gateway.projection.HistoryEntry.Answered;
import io.godwit.gateway.projection.HistoryEntry.Decided;
import io.godwit.gateway.projection.HistoryEntry.Lived;
import io.godwit.gateway.projection.HistoryEntry.Seen;
import io.godwit.gateway.projection.HistoryEntry.Verified;
import io.godwit.gateway.topics.TopicPrefix;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/** From a record of any projected topic to what it does to the read model. */
@Component
class RecordReader {
  private final Map<String, Function<ConsumerRecord<String, byte[]>, Received<Item>>> readers;
  private final Clock clock;

  RecordReader(TopicPrefix prefix, Clock clock) {
    this.clock = clock;
    readers =
        Stream.of(
                reader(
                    Topics.EVENTS,
                    prefix,
                    (event, record) ->
                        recorded(event, record, Topics.EVENTS, new Lived(event.data()))),
                reader(
                    Topics.ESCALATIONS,
                    prefix,
                    (event, record) ->
                        recorded(event, record, Topics.ESCALATIONS, told(event.data()))),
                reader(Topics.AGENT_EVENTS, prefix, RecordReader::answer),
                reader(Topics.TRENDS, prefix, RecordReader::trend),
                reader(Topics.POLICIES, prefix, (event, _) -> new Item.Defined(event.data())),
                reader(Topics.PROGRESS, prefix, (event, _) -> new Item.Sample(event.data())),
                reader(Topics.INVENTORY, prefix, (event, _) -> new Item.Inventory(event.data())),
                reader(
                    Topics.HEARTBEATS,
                    prefix,
                    (event, _) -> new Item.Heartbeat(event.data(), this.clock.instant())),
                reader(Topics.HOST_SETTINGS, prefix, (event, _) -> new Item.Settings(event.data())),
                reader(
                    Topics.EVACUATIONS,
                    prefix,
                    (event, _) -> new Item.Evacuated(event.data(), event.traceparent())),
                reader(Topics.PLANS, prefix, (event, _) -> new Item.Planned(event.data())),
                reader(Topics.QUEUE, prefix, (event, _) -> new Item.Queued(event.data())))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The topics that it reads, as they are called in this deployment. */
  List<String> topics() {
    return readers.keySet().stream().sorted().toList();
  }

  Received<Item> read(ConsumerRecord<String, byte[]> record) {
    var reader = readers.get(record.topic());
    if (reader == null) {
      throw new IllegalArgumentException("no topic of the projection: " + record.topic());
    }
    return reader.apply(record);
  }

  private static <E>
      Map.Entry<String, Function<ConsumerRecord<String, byte[]>, Received<Item>>> reader(
          Topic<E> topic,
          TopicPrefix prefix,
          BiFunction<Received.Event<E>, ConsumerRecord<String, byte[]>, Item> item) {
    return Map.entry(
        topic.on(prefix.value()),
        record ->
            switch (EventRecords.read(topic, record)) {
              case Received.Event<E> e ->
                  new Received.Event<>(
                      e.id(), e.source(), e.time(), e.traceparent(), item.apply(e, record));
              case Received.Unreadable<E> bad ->
                  new Received.Unreadable<>(bad.field(), bad.reason());
            });
  }

  /**
   * Of the agents' answers the record keeps those to the policy's steps, and what the scheduler
   * does not tell again: when a destination was ready, and what became of the source's disks.
   */
  private static Item answer(
      Received.Event<AgentEvent> event, ConsumerRecord<String, byte[]> record) {
    var answer = event.data();
    boolean kept =
        switch (answer) {
          case EscalationApplied _, DestinationPrepared _, SourceReleased _ -> true;
          case CommandRefused refused -> refused.issuer() == Order.Issuer.POLICY;
          default -> false;
        };
    return kept
        ? recorded(event, record, Topics.AGENT_EVENTS, new Answered(answer))
        : new Item.Nothing();
  }

  /** Of the trends the record keeps those at the ends of passes, thinned. */
  private static Item trend(
      Received.Event<ConvergenceTrend> event, ConsumerRecord<String, byte[]> record) {
    return Seen.isKept(event.data())
        ? recorded(event, record, Topics.TRENDS, new Seen(event.data()))
        : new Item.Trend(event.data());
  }

  private static HistoryEntry.Told told(EscalationEvent event) {
    return switch (event) {
      case EscalationDecided decided -> new Decided(decided);
      case EscalationVerified verified -> new Verified(verified);
    };
  }

  private static <E> Item recorded(
      Received.Event<E> event,
      ConsumerRecord<String, byte[]> record,
      Topic<E> topic,
      HistoryEntry.Told told) {
    var json = new String(record.value(), UTF_8);
    return new Item.Recorded(
        new HistoryEntry(topic.typeOf(event.data()), json, told), event.traceparent());
  }
}
