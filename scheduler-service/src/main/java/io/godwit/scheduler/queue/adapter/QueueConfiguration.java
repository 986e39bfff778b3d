package io.godwit.scheduler.queue.adapter;

import io.godwit.scheduler.dispatch.Turns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The order of the queue. */
@Configuration(proxyBeanMethods = false)
class QueueConfiguration {

  @Bean
  Turns turns(QueueProperties properties) {
    return properties.turns();
  }
}
