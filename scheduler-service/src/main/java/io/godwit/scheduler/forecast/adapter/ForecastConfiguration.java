package io.godwit.scheduler.forecast.adapter;

import io.godwit.events.wire.Topics;
import io.godwit.scheduler.dispatch.Limits;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties.AckMode;

/** Who listens to the monitor. */
@Configuration(proxyBeanMethods = false)
class ForecastConfiguration {

  /**
   * Each replica is a group of its own that begins with what is said from now on. It commits
   * nothing, so that nothing is left of it at the broker.
   */
  @Bean
  ConcurrentMessageListenerContainer<String, byte[]> trendsContainer(
      ConcurrentKafkaListenerContainerFactory<String, byte[]> factory,
      TrendListener listener,
      Limits limits,
      @Value("${godwit.topics.prefix}") String prefix) {
    var container = factory.createContainer(Topics.TRENDS.on(prefix));
    var properties = container.getContainerProperties();
    properties.setGroupId(prefix + "godwit-scheduler-trends-" + UUID.randomUUID());
    properties.setAckMode(AckMode.MANUAL);
    var latest = new Properties();
    latest.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    latest.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "500");
    properties.setKafkaConsumerProperties(latest);
    container.setupMessageListener(listener);
    container.setAutoStartup(limits.links().lead().isPositive());
    return container;
  }
}
