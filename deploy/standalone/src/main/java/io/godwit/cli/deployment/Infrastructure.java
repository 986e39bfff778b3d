package io.godwit.cli.deployment;

import io.godwit.events.wire.TopicAdmin;
import io.godwit.parts.Broker;
import io.godwit.parts.Database;
import io.godwit.parts.PartFailed;
import io.godwit.parts.ProcessFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Broker and database: those that are there already, or child processes. */
final class Infrastructure {
  private static final int PARTITIONS = 6;
  private static final short BROKERS_DEFAULT = -1;
  private static final int RANK = 0;
  private static final String DATABASE = "godwit";
  private final ProcessFolder processes;
  private final Path folder;
  private final Settings settings;

  Infrastructure(ProcessFolder processes, Path folder, Settings settings) {
    this.processes = processes;
    this.folder = folder;
    this.settings = settings;
  }

  /** The bootstrap servers of a broker that serves and has all topics. */
  String kafka() throws IOException, InterruptedException {
    String servers = settings.kafka() == null ? startBroker() : settings.kafka();
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      var topics = new TopicAdmin(admin, "", PARTITIONS);
      topics.create(BROKERS_DEFAULT);
      var problems = topics.problems();
      if (!problems.isEmpty()) {
        throw new PartFailed("Kafka at %s: %s".formatted(servers, String.join("; ", problems)));
      }
    } catch (KafkaException | IllegalStateException e) {
      throw new PartFailed("Kafka at %s: %s".formatted(servers, e.getMessage()), e);
    }
    return servers;
  }

  private String startBroker() throws IOException, InterruptedException {
    var wanted = new Broker.Settings(folder.resolve("kafka"), settings.ports().kafka(), RANK);
    var broker = Broker.start(processes, wanted);
    broker.awaitReady();
    return broker.bootstrapServers();
  }

  /** A database that serves. */
  Database.Access database() throws IOException, InterruptedException {
    var existing = settings.database();
    if (existing != null) {
      return new Database.Access(existing.jdbcUrl(), existing.user(), existing.password());
    }
    var wanted =
        new Database.Settings(
            folder.resolve("postgres"),
            settings.ports().database(),
            RANK,
            Database.Durability.FULL);
    try {
      return Database.start(processes, wanted).create(DATABASE);
    } catch (SQLException e) {
      throw new PartFailed("PostgreSQL refused to make the database: " + e.getMessage(), e);
    }
  }
}
