package io.godwit.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topic;
import io.godwit.events.wire.TopicAdmin;
import io.godwit.events.wire.Topics;
import io.godwit.parts.Parts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole gateway on a real broker and a real database, started once for all tests. */
public final class RunningGateway {
  public static final Duration LIMIT = Duration.ofSeconds(20);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final String bootstrap = Parts.broker();
  private final String prefix = "gateway-" + UUID.randomUUID() + ".";
  private final ConfigurableApplicationContext context;
  private final KafkaProducer<String, byte[]> producer;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningGateway() {
    var servers = Map.<String, Object>of("bootstrap.servers", bootstrap);
    try (var admin = Admin.create(servers)) {
      new TopicAdmin(admin, prefix, 3).create((short) 1);
    }
    producer = new KafkaProducer<>(servers, new StringSerializer(), new ByteArraySerializer());
    var database = Parts.database();
    context =
        new SpringApplicationBuilder(GatewayApplication.class)
            .run(
                "--server.port=0",
                "--godwit.topics.prefix=" + prefix,
                "--godwit.topics.partitions=3",
                "--gateway.live.max-clients=3",
                "--gateway.live.heartbeat=500ms",
                "--spring.kafka.bootstrap-servers=" + bootstrap,
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password());
    Runtime.getRuntime().addShutdownHook(new Thread(context::close));
  }

  public static RunningGateway get() {
    return Once.RUNNING;
  }

  /** Started when it is first asked for; a start that fails is not tried again. */
  private static final class Once {
    static final RunningGateway RUNNING = new RunningGateway();
  }

  /** A part of the gateway, to call it in a test of its own. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  HttpClient http() {
    return http;
  }

  URI uri(String path) {
    return URI.create(
        "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
  }

  public HttpResponse<String> send(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(uri(path))
            .timeout(LIMIT)
            .method(method, BodyPublishers.ofString(body, UTF_8));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString(UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> post(String body, String... headers) {
    return sendJson("POST", "/api/v1/migrations", body, headers);
  }

  HttpResponse<String> sendJson(String method, String path, String body, String... headers) {
    var all = new ArrayList<>(List.of("Content-Type", "application/json"));
    all.addAll(List.of(headers));
    return send(method, path, body, all.toArray(String[]::new));
  }

  public JsonNode get(String path) {
    return json(send("GET", path, ""));
  }

  static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  public <E> void publish(Topic<E> topic, String key, E event, @Nullable String traceparent) {
    var id = UUID.randomUUID().toString();
    var received = new Received.Event<>(id, "urn:godwit:test", Story.START, traceparent, event);
    publish(EventRecords.write(topic, prefix, key, received));
  }

  void publish(ProducerRecord<String, byte[]> record) {
    try {
      producer.send(record).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The request that was written under this key of its topic, the first of this type. */
  Object request(String key, String type) {
    var record =
        record(
            topic(Topics.REQUESTS),
            one -> key.equals(one.key()) && type.equals(header(one, "ce_type")));
    return EventRecords.read(Topics.REQUESTS, record) instanceof Received.Event<?> event
        ? event.data()
        : "unreadable";
  }

  static String header(ConsumerRecord<?, ?> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  String topic(Topic<?> topic) {
    return topic.on(prefix);
  }

  /** The first record of a topic that is as wanted; waits for it. */
  ConsumerRecord<String, byte[]> record(
      String topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
    return records(topic, wanted, 1).getFirst();
  }

  List<ConsumerRecord<String, byte[]>> records(
      String topic, Predicate<ConsumerRecord<String, byte[]>> wanted, int count) {
    var settings = Map.<String, Object>of("bootstrap.servers", bootstrap);
    var found = new ArrayList<ConsumerRecord<String, byte[]>>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var end = Instant.now().plus(LIMIT);
      while (found.size() < count && Instant.now().isBefore(end)) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (wanted.test(record)) {
            found.add(record);
          }
        }
      }
    }
    if (found.size() < count) {
      throw new AssertionError("only " + found.size() + " such records in " + topic);
    }
    return found;
  }

  /** Asks again and again until the answer is as wanted, and returns it. */
  public static <T> T eventually(Supplier<T> ask, Predicate<T> wanted) {
    var end = Instant.now().plus(LIMIT);
    while (true) {
      T answer = ask.get();
      if (wanted.test(answer)) {
        return answer;
      }
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("not within " + LIMIT + ": " + answer);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
