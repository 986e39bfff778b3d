package io.godwit.scheduler.inbox.adapter;

import io.godwit.events.wire.DeadLetters;
import io.godwit.scheduler.inbox.UnreadableRecord;
import io.godwit.service.topics.BrokerCheck;
import io.godwit.service.topics.TopicsCheck;
import io.godwit.service.topics.TopicsProperties;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.transaction.TransactionException;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/** What happens to a record that cannot be handled: none is dropped, none blocks for ever. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TopicsProperties.class)
class InboxConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(InboxConfiguration.class);
  private static final String READER = "scheduler";

  /** The launcher may still be creating the topics: what is missing is waited for, too. */
  @Bean
  TopicsCheck topicsCheck(KafkaAdmin kafka, TopicsProperties topics) {
    return new TopicsCheck(
        new BrokerCheck(kafka.getConfigurationProperties(), topics)::awaitTopics);
  }

  /**
   * Unreadable ones become dead letters at once; while the database fails a record is tried for
   * ever; any other failure makes it a dead letter after a few tries.
   */
  @Bean
  CommonErrorHandler errorHandler(KafkaTemplate<String, byte[]> kafka) {
    var handler = new DefaultErrorHandler(deadLetters(kafka), new FixedBackOff(200, 4));
    handler.addNotRetryableExceptions(UnreadableRecord.class);
    handler.setBackOffFunction((_, failure) -> passes(failure) ? untilItPasses() : null);
    return handler;
  }

  private static ExponentialBackOff untilItPasses() {
    var backOff = new ExponentialBackOff(100, 2);
    backOff.setMaxInterval(5_000);
    return backOff;
  }

  /** Whether the failure is the database's, and not of what it was told. */
  static boolean passes(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case DataIntegrityViolationException _ -> {
          return false;
        }
        case TransientDataAccessException _,
            NonTransientDataAccessResourceException _,
            TransactionException _,
            SQLTransientException _,
            SQLRecoverableException _ -> {
          return true;
        }
        case SQLException e -> {
          return ofTheConnection(e.getSQLState());
        }
        default -> {}
      }
    }
    return false;
  }

  /** Connection lost, serialization, resources, operator: SQLSTATE classes 08, 40, 53 and 57. */
  private static boolean ofTheConnection(String state) {
    return state != null && state.matches("(08|40|53|57).*");
  }

  private static ConsumerRecordRecoverer deadLetters(KafkaTemplate<String, byte[]> kafka) {
    return (record, failure) -> {
      var reason = NestedExceptionUtils.getMostSpecificCause(failure).getMessage();
      @SuppressWarnings("unchecked")
      var unread = (ConsumerRecord<String, byte[]>) record;
      LOG.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .log("a record becomes a dead letter: {}", reason);
      await(kafka, unread, reason == null ? failure.toString() : reason);
    };
  }

  private static void await(
      KafkaTemplate<String, byte[]> kafka, ConsumerRecord<String, byte[]> unread, String reason) {
    try {
      kafka.send(DeadLetters.of(unread, READER, reason)).get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing a dead letter", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the dead letter could not be written", e);
    }
  }
}
