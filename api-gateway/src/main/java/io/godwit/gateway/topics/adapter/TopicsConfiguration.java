package io.godwit.gateway.topics.adapter;

import io.godwit.gateway.topics.TopicPrefix;
import io.godwit.service.topics.BrokerCheck;
import io.godwit.service.topics.TopicsCheck;
import io.godwit.service.topics.TopicsProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** Where the topics are; the service refuses to start on topics that are not as configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TopicsProperties.class)
class TopicsConfiguration {
  @Bean
  TopicPrefix topicPrefix(TopicsProperties topics) {
    return new TopicPrefix(topics.prefix());
  }

  @Bean
  TopicsCheck topicsCheck(KafkaAdmin kafka, TopicsProperties topics) {
    return new TopicsCheck(new BrokerCheck(kafka.getConfigurationProperties(), topics)::await);
  }
}
