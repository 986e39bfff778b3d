package io.godwit.agent.bus.adapter;

import io.godwit.events.HostId;
import io.godwit.service.topics.BrokerCheck;
import io.godwit.service.topics.TopicsProperties;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** Clients of the broker, with the settings that the agent's promises rest on. */
public final class KafkaClients {
  /** How long an open heartbeat may outlive its producer before the broker would fence it. */
  private static final int TRANSACTION_TIMEOUT_MILLIS = 15 * 60 * 1000;

  private final KafkaProperties properties;
  private final TopicsProperties topics;

  public KafkaClients(KafkaProperties properties, TopicsProperties topics) {
    this.properties = properties;
    this.topics = topics;
  }

  TopicsProperties topics() {
    return topics;
  }

  /**
   * @throws IllegalStateException with a sentence per problem, if the agent must not start
   */
  public void awaitBroker() {
    new BrokerCheck(properties.buildAdminProperties(), topics).await();
  }

  public Admin admin() {
    return Admin.create(properties.buildAdminProperties());
  }

  /** Idempotent and in order, sent at once. */
  Producer<String, byte[]> producer(HostId host) {
    return new KafkaProducer<>(settings("godwit-agent-" + host));
  }

  /** The only one of its kind for a host: a second one fences the first. */
  Producer<String, byte[]> fencing(HostId host) {
    var name = "godwit-agent-fence-" + topics.prefix() + host;
    var settings = settings(name);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
    return new KafkaProducer<>(settings);
  }

  private Map<String, Object> settings(String clientId) {
    Map<String, Object> settings = new HashMap<>(properties.buildProducerProperties());
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return settings;
  }

  /** Of one host's commands: its group keeps offsets only, as its one partition is assigned. */
  Consumer<String, byte[]> consumer(HostId host) {
    var name = "godwit-agent-" + topics.prefix() + host;
    Map<String, Object> settings = new HashMap<>(properties.buildConsumerProperties());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, name);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return new KafkaConsumer<>(settings);
  }
}
