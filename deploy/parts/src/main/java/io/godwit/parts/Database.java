package io.godwit.parts;

import io.godwit.parts.Child.Started;
import io.godwit.parts.Child.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real PostgreSQL as a child process, on loopback, with a password of its own. */
public final class Database {
  public static final String NAME = "postgres";
  public static final String USER = "godwit";
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration RETRY_LIMIT = Duration.ofSeconds(15);
  private static final String READY = "database system is ready to accept connections";

  private Database() {}

  /** What survives: a deployment's commits do, a test's may be lost with the machine. */
  public enum Durability {
    FULL,
    NONE
  }

  /**
   * Where the data is kept and where it listens.
   *
   * @param port 0 for a free one
   * @param rank of its process in its folder
   */
  public record Settings(Path data, int port, int rank, Durability durability) {
    public Settings {
      data = data.toAbsolutePath();
    }
  }

  /** How clients reach one database of a server. */
  public record Access(String jdbcUrl, String user, String password) {
    @Override
    public String toString() {
      return "Access[jdbcUrl=%s, user=%s]".formatted(jdbcUrl, user);
    }
  }

  /** A server that serves. */
  public record Server(Started process, int port, String password) {
    public Access access(String database) {
      return new Access(
          "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), USER, password);
    }

    /** Creates a database unless it is there. */
    public Access create(String database) throws SQLException {
      var system = access("postgres");
      try (var connection =
              DriverManager.getConnection(system.jdbcUrl(), system.user(), system.password());
          var ask = connection.prepareStatement("select 1 from pg_database where datname = ?");
          var statement = connection.createStatement()) {
        ask.setString(1, database);
        if (!ask.executeQuery().next()) {
          statement.execute("create database \"%s\"".formatted(database));
        }
      }
      return access(database);
    }

    @Override
    public String toString() {
      return "Server[port=%d]".formatted(port);
    }
  }

  /** Starts it, on the data that is there if there is any, and waits until it serves. */
  public static Server start(ProcessFolder processes, Settings settings)
      throws IOException, InterruptedException {
    Path home = PostgresBinaries.unpacked();
    Path cluster = settings.data().resolve("cluster");
    Path passwordFile = settings.data().resolve("password");
    if (!Files.exists(cluster.resolve("PG_VERSION"))) {
      initialize(home, cluster, passwordFile);
    }
    int port = Ports.orFree(settings.port());
    var child = child(home, cluster, port, settings);
    return new Server(
        startPatiently(processes, child), port, Files.readString(passwordFile).trim());
  }

  /**
   * The last processes of a server that was killed may still be ending, and until then their shared
   * memory keeps the next one from starting.
   */
  private static Started startPatiently(ProcessFolder processes, Child child)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + RETRY_LIMIT.toNanos();
    while (true) {
      var process = processes.start(child);
      try {
        process.awaitLine(READY, READY_LIMIT);
        return process;
      } catch (PartFailed e) {
        boolean left = String.valueOf(e.getMessage()).contains("still in use");
        if (!left || System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(200);
      }
    }
  }

  private static Child child(Path home, Path cluster, int port, Settings settings) {
    var command = new ArrayList<>(withoutRoot());
    command.addAll(List.of(home.resolve("bin/postgres").toString(), "-D", cluster.toString()));
    for (var setting : settings(port, settings.durability())) {
      command.addAll(List.of("-c", setting));
    }
    // Nothing of this process's environment decides how the server speaks: its log is read.
    var environment = Map.of("LC_ALL", "C", "TZ", "UTC");
    return new Child(NAME, command, environment, settings.rank(), StopSignal.INT);
  }

  private static List<String> settings(int port, Durability durability) {
    var settings =
        new ArrayList<>(
            List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=200",
                "shared_buffers=32MB",
                "max_wal_size=256MB",
                "log_checkpoints=off",
                "autovacuum_naptime=5min",
                "bgwriter_delay=1s",
                "wal_writer_delay=1s",
                "max_logical_replication_workers=0"));
    switch (durability) {
      case FULL -> {}
      case NONE ->
          settings.addAll(List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off"));
    }
    return settings;
  }

  private static void initialize(Path home, Path cluster, Path passwordFile)
      throws IOException, InterruptedException {
    // An initialization that was interrupted left something behind, but no data.
    Folders.delete(cluster);
    Files.createDirectories(cluster.getParent());
    Files.deleteIfExists(passwordFile);
    Files.createFile(
        passwordFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    var bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    Files.writeString(passwordFile, HexFormat.of().formatHex(bytes));
    Path fresh = cluster.resolveSibling("cluster.new");
    Folders.delete(fresh);
    var command = new ArrayList<>(withoutRoot());
    command.addAll(List.of(home.resolve("bin/initdb").toString(), "-D", fresh.toString()));
    command.addAll(List.of("-U", USER, "--pwfile=" + passwordFile, "--auth=scram-sha-256"));
    command.addAll(List.of("--encoding=UTF8", "--locale=C", "--no-instructions"));
    run(command, cluster.resolveSibling("initdb.log"));
    Files.move(fresh, cluster);
  }

  /** PostgreSQL refuses to be root: in a user namespace of its own it is not. */
  private static List<String> withoutRoot() {
    return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of();
  }

  private static void run(List<String> command, Path log) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    var process = builder.start();
    boolean ended = process.waitFor(READY_LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (!ended || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new PartFailed(
          "%s failed: %s".formatted(command.getFirst(), new LogTail(log, 0).lastLines()));
    }
  }
}
