package io.godwit.parts;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.TestcontainersConfiguration;

/** Broker and database from images, where an engine has them; nothing is ever pulled. */
final class Containers {
  static final String KAFKA_IMAGE =
      System.getProperty("godwit.test.kafka-image", "apache/kafka:4.2.1");
  static final String POSTGRES_IMAGE =
      System.getProperty("godwit.test.postgres-image", "postgres:18");
  private static final Path ENGINE = Path.of("/var/run/docker.sock");
  private static @Nullable KafkaContainer kafka;
  private static @Nullable PostgreSQLContainer postgres;
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private Containers() {}

  /** Whether broker and database can both come from here, with what cleans up after them. */
  static boolean available() {
    return Files.exists(ENGINE)
        && List.of(KAFKA_IMAGE, POSTGRES_IMAGE, cleanerImage()).stream()
            .allMatch(Containers::present);
  }

  private static String cleanerImage() {
    return TestcontainersConfiguration.getInstance()
        .getEnvVarOrProperty("ryuk.container.image", "testcontainers/ryuk:0.14.0");
  }

  static synchronized String bootstrapServers() {
    if (kafka == null) {
      kafka = new KafkaContainer(KAFKA_IMAGE);
      kafka.withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
      kafka.start();
    }
    return kafka.getBootstrapServers();
  }

  static synchronized Database.Access freshDatabase() throws IOException {
    if (postgres == null) {
      postgres = new PostgreSQLContainer(POSTGRES_IMAGE).withUsername(Database.USER);
      postgres.start();
    }
    String url = postgres.getJdbcUrl();
    String name = "test_" + DATABASES.incrementAndGet();
    try (var connection =
            java.sql.DriverManager.getConnection(
                url, postgres.getUsername(), postgres.getPassword());
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (java.sql.SQLException e) {
      throw new IOException("the database of a test cannot be made", e);
    }
    return new Database.Access(
        url.replaceFirst("/[^/?]+(\\?.*)?$", "/" + name),
        postgres.getUsername(),
        postgres.getPassword());
  }

  /** Asks the engine itself, since Testcontainers starts its cleaner before it answers anything. */
  private static boolean present(String image) {
    try (var engine = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      engine.connect(UnixDomainSocketAddress.of(ENGINE));
      String request = "GET /images/%s/json HTTP/1.0\r\nHost: engine\r\n\r\n".formatted(image);
      engine.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      var answer = ByteBuffer.allocate(12);
      while (answer.hasRemaining() && engine.read(answer) >= 0) {}
      return new String(answer.array(), StandardCharsets.US_ASCII).endsWith(" 200");
    } catch (IOException e) {
      return false;
    }
  }
}
