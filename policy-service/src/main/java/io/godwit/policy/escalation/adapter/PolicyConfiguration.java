package io.godwit.policy.escalation.adapter;

import io.godwit.service.streams.StreamsHealth;
import io.godwit.service.streams.StreamsProperties;
import io.godwit.service.streams.StreamsRunner;
import io.godwit.service.topics.TopicsProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The parts of the service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  KafkaProperties.class,
  TopicsProperties.class,
  EscalationProperties.class
})
class PolicyConfiguration {
  @Bean
  static StreamsProperties streamsProperties(Environment environment) {
    return StreamsProperties.of(environment, "policy.streams");
  }

  @Bean
  StreamsRunner streamsRunner(
      KafkaProperties kafka,
      TopicsProperties topics,
      StreamsProperties streams,
      EscalationProperties escalation,
      MeterRegistry meters) {
    var topology =
        EscalationTopology.of(
            topics.prefix(), escalation, new PolicyMetrics(meters), Clock.systemUTC());
    return new StreamsRunner(
        "godwit-policy", topology, kafka.buildStreamsProperties(), topics, streams);
  }

  @Bean
  StreamsHealth streamsHealthIndicator(StreamsRunner runner) {
    return new StreamsHealth(runner);
  }
}
