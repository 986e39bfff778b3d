package io.godwit.policy;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.metrics.KafkaMetricsAutoConfiguration;

/** The service: a Kafka Streams topology with its health and metrics over HTTP. */
@SpringBootApplication(
    proxyBeanMethods = false,
    exclude = {KafkaAutoConfiguration.class, KafkaMetricsAutoConfiguration.class})
public class PolicyApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(PolicyApplication.class, arguments);
  }
}
