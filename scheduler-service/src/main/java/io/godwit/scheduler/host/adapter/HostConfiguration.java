package io.godwit.scheduler.host.adapter;

import io.godwit.events.wire.Topics;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** Who listens to the hosts. */
@Configuration(proxyBeanMethods = false)
class HostConfiguration {

  @Bean
  ConcurrentMessageListenerContainer<String, byte[]> hostsContainer(
      ConcurrentKafkaListenerContainerFactory<String, byte[]> factory,
      HostListener listener,
      @Value("${godwit.topics.prefix}") String prefix) {
    var container =
        factory.createContainer(Topics.INVENTORY.on(prefix), Topics.HEARTBEATS.on(prefix));
    container.getContainerProperties().setGroupId(prefix + "godwit-scheduler-hosts");
    container.setupMessageListener(listener);
    return container;
  }
}
