package io.godwit.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.parts.Database.Access;
import io.godwit.parts.Database.Durability;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DatabaseTest {
  @TempDir private Path folder;

  @Test
  void committedRowsSurviveTheServersKill() throws Exception {
    var processes = new ProcessFolder(folder);
    try {
      var first = start(processes);
      Access access = first.create("kept");
      execute(access, "create table facts (fact text)");
      execute(access, "insert into facts values ('committed')");

      processes.kill(first.process());
      var second = start(processes);

      assertThat(read(second.create("kept"))).isEqualTo("committed");
    } finally {
      processes.stopAll(Duration.ofSeconds(10));
    }
  }

  @Test
  void passwordIsNotShownWhenAccessIsPrinted() {
    assertThat(new Access("jdbc:postgresql://127.0.0.1:1/kept", "godwit", "secret").toString())
        .isEqualTo("Access[jdbcUrl=jdbc:postgresql://127.0.0.1:1/kept, user=godwit]");
  }

  private Database.Server start(ProcessFolder processes) throws Exception {
    var settings = new Database.Settings(folder.resolve("postgres"), 0, 0, Durability.FULL);
    return Database.start(processes, settings);
  }

  private static void execute(Access access, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String read(Access access) throws SQLException {
    try (var connection =
            DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select fact from facts")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
