package io.godwit.scheduler.migration.adapter;

import io.godwit.events.wire.Topic;
import io.godwit.events.wire.Topics;
import io.godwit.scheduler.dispatch.Limits;
import io.godwit.scheduler.dispatch.Turns;
import io.godwit.scheduler.lifecycle.Lifecycle;
import io.godwit.scheduler.lifecycle.Rules;
import io.godwit.scheduler.policy.Policies;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.GenericMessageListener;

/** Who listens to requests and agents. */
@Configuration(proxyBeanMethods = false)
class MigrationConfiguration {
  private final ConcurrentKafkaListenerContainerFactory<String, byte[]> factory;
  private final String prefix;
  private final LoopsProperties loops;

  MigrationConfiguration(
      ConcurrentKafkaListenerContainerFactory<String, byte[]> factory,
      @Value("${godwit.topics.prefix}") String prefix,
      LoopsProperties loops) {
    this.factory = factory;
    this.prefix = prefix;
    this.loops = loops;
  }

  @Bean
  Lifecycle lifecycle(
      PatienceProperties patience,
      RetriesProperties retries,
      Rules.Checks checks,
      Limits limits,
      Turns turns,
      Policies policies) {
    return new Lifecycle(
        new Rules(patience.patience(), retries.retries(), checks, limits.least(), turns, policies));
  }

  @Bean
  ConcurrentMessageListenerContainer<String, byte[]> requestsContainer(RequestListener listener) {
    return container(Topics.REQUESTS, listener, "requests");
  }

  @Bean
  ConcurrentMessageListenerContainer<String, byte[]> agentEventsContainer(
      AgentEventListener listener) {
    return container(Topics.AGENT_EVENTS, listener, "agents");
  }

  @Bean
  ConcurrentMessageListenerContainer<String, byte[]> escalationsContainer(
      EscalationListener listener) {
    return container(Topics.ESCALATIONS, listener, "escalations");
  }

  /** Each has a group of its own: none waits while another one's members come and go. */
  private ConcurrentMessageListenerContainer<String, byte[]> container(
      Topic<?> topic, GenericMessageListener<?> listener, String group) {
    var container = factory.createContainer(topic.on(prefix));
    container.getContainerProperties().setGroupId(prefix + "godwit-scheduler-" + group);
    container.getContainerProperties().setRecordObservationsInBatch(true);
    container.setConcurrency(loops.listeners());
    container.setupMessageListener(listener);
    return container;
  }
}
