package io.godwit.monitor.convergence.adapter;

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
  ConvergenceProperties.class
})
class MonitorConfiguration {
  @Bean
  static StreamsProperties streamsProperties(Environment environment) {
    return StreamsProperties.of(environment, "monitor.streams");
  }

  @Bean
  StreamsRunner streamsRunner(
      KafkaProperties kafka,
      TopicsProperties topics,
      StreamsProperties streams,
      ConvergenceProperties convergence,
      MeterRegistry meters) {
    var topology =
        ConvergenceTopology.of(
            topics.prefix(), convergence, new MonitorMetrics(meters), Clock.systemUTC());
    return new StreamsRunner(
        "godwit-monitor", topology, kafka.buildStreamsProperties(), topics, streams);
  }

  @Bean
  StreamsHealth streamsHealthIndicator(StreamsRunner runner) {
    return new StreamsHealth(runner);
  }
}
