package io.godwit.scheduler.evacuation.adapter;

import io.godwit.scheduler.evacuation.Evacuating;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The core of the evacuations. */
@Configuration(proxyBeanMethods = false)
class EvacuationConfiguration {
  @Bean
  Evacuating evacuating(EvacuationProperties properties) {
    return new Evacuating(properties.rules());
  }
}
