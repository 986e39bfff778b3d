package io.godwit.scheduler.policy.adapter;

import io.godwit.events.wire.Topics;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** Who listens to the definitions of policies. */
@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

  @Bean
  ConcurrentMessageListenerContainer<String, byte[]> definitionsContainer(
      ConcurrentKafkaListenerContainerFactory<String, byte[]> factory,
      DefinitionListener listener,
      @Value("${godwit.topics.prefix}") String prefix) {
    var container = factory.createContainer(Topics.POLICIES.on(prefix));
    container.getContainerProperties().setGroupId(prefix + "godwit-scheduler-policies");
    container.setupMessageListener(listener);
    return container;
  }
}
