package io.godwit.monitor.convergence.adapter;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of the service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  KafkaProperties.class,
  TopicsProperties.class,
  StreamsProperties.class,
  ConvergenceProperties.class
})
class MonitorConfiguration {
  @Bean
  StreamsRunner streamsRunner(
      KafkaProperties kafka,
      TopicsProperties topics,
      StreamsProperties streams,
      ConvergenceProperties convergence,
      MeterRegistry meters) {
    var topology =
        ConvergenceTopology.of(
            topics.prefix(),
            convergence.forgetAfter(),
            new MonitorMetrics(meters),
            Clock.systemUTC());
    return new StreamsRunner(topology, kafka.buildStreamsProperties(), topics, streams);
  }

  @Bean
  StreamsHealth streamsHealthIndicator(StreamsRunner runner) {
    return new StreamsHealth(runner);
  }
}
