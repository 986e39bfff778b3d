package io.godwit.gateway.projection.adapter;

import io.godwit.gateway.topics.TopicPrefix;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.util.backoff.FixedBackOff;

/** One consumer for all projected topics; the replicas share its group. */
@Configuration(proxyBeanMethods = false)
class ProjectionWiring {
  private static final long RETRY_MILLIS = 1000;

  @Bean
  KafkaMessageListenerContainer<String, byte[]> projection(
      ConsumerFactory<String, byte[]> consumers,
      RecordReader reader,
      ProjectionListener listener,
      TopicPrefix prefix) {
    var properties = new ContainerProperties(reader.topics().toArray(String[]::new));
    properties.setGroupId(prefix.value() + ProjectionListener.READER);
    properties.setClientId(ProjectionListener.READER);
    properties.setMessageListener(listener);
    var container = new KafkaMessageListenerContainer<>(consumers, properties);
    container.setBeanName("projection");
    container.setCommonErrorHandler(
        new DefaultErrorHandler(new FixedBackOff(RETRY_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS)));
    return container;
  }

  /** Down where the projection has no partitions or has stopped: what it shows is getting old. */
  @Bean
  HealthIndicator projectionHealthIndicator(
      KafkaMessageListenerContainer<String, byte[]> projection) {
    return () ->
        projection.isRunning() && projection.isInExpectedState()
            ? Health.up().build()
            : Health.down().withDetail("reason", "the projection does not run").build();
  }
}
