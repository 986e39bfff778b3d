package io.godwit.events.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates a deployment's topics and checks them: a wrong number of partitions would break keys'
 * order.
 */
public final class TopicAdmin {
  private static final long LIMIT_SECONDS = 30;
  private final Admin admin;
  private final String prefix;
  private final int partitions;

  /**
   * @param prefix of the deployment's topics
   * @param partitions of every topic, the same for all since streams join them by key
   */
  public TopicAdmin(Admin admin, String prefix, int partitions) {
    this.admin = admin;
    this.prefix = prefix;
    this.partitions = partitions;
  }

  /** Creates what is missing. */
  public void create(short replication) {
    var wanted = new ArrayList<NewTopic>();
    for (var topic : Topics.ALL) {
      var configs =
          topic.compacted()
              ? Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
              : Map.<String, String>of();
      wanted.add(new NewTopic(topic.on(prefix), partitions, replication).configs(configs));
      wanted.add(new NewTopic(topic.deadLettersOn(prefix), 1, replication));
    }
    for (var result : admin.createTopics(wanted).values().values()) {
      try {
        await(result);
      } catch (TopicExistsException e) {
        // what is there is checked by problems()
      }
    }
    awaitListed(wanted.stream().map(NewTopic::name).toList());
  }

  /** A broker lists a new topic a moment after it said that it is created. */
  private void awaitListed(List<String> wanted) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!await(admin.listTopics().names()).containsAll(wanted)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the broker does not list the topics it created");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** What keeps Godwit from running on these topics, a sentence each; empty if nothing does. */
  public List<String> problems() {
    Set<String> names = await(admin.listTopics().names());
    var problems = new ArrayList<String>();
    var there = new ArrayList<String>();
    for (var topic : Topics.ALL) {
      (names.contains(topic.on(prefix)) ? there : problems).add(topic.on(prefix));
    }
    problems.replaceAll(name -> "topic " + name + " is missing");
    Map<String, TopicDescription> topics = await(admin.describeTopics(there).allTopicNames());
    for (var name : there) {
      int found = java.util.Objects.requireNonNull(topics.get(name)).partitions().size();
      if (found != partitions) {
        problems.add(
            "topic %s has %d partitions, %d are configured".formatted(name, found, partitions));
      }
    }
    return problems;
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the broker", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("the broker did not do it", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the broker did not answer within " + LIMIT_SECONDS + " s", e);
    }
  }
}
