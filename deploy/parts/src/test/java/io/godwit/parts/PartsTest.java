package io.godwit.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PartsTest {
  @Test
  void anotherJvmOfTheBuildIsGivenTheSameBrokerAndAnotherDatabaseOfTheSameServer()
      throws Exception {
    String broker = Parts.broker();
    Database.Access database = Parts.database();

    List<String> others = inAnotherJvm();

    assertThat(others.getFirst()).isEqualTo(broker);
    assertThat(server(others.getLast())).isEqualTo(server(database.jdbcUrl()));
    assertThat(others.getLast()).isNotEqualTo(database.jdbcUrl());
  }

  @Test
  void everyCallGivesADatabaseOfItsOwn() {
    assertThat(Parts.database().jdbcUrl()).isNotEqualTo(Parts.database().jdbcUrl());
  }

  private static String server(String jdbcUrl) {
    return jdbcUrl.replaceFirst("/[^/]*$", "");
  }

  private static List<String> inAnotherJvm() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ask.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var reader = process.inputReader()) {
      var answers =
          reader.lines().filter(line -> line.startsWith("part ")).map(l -> l.substring(5)).toList();
      assertThat(process.waitFor()).isZero();
      return answers;
    }
  }

  static final class Ask {
    private Ask() {}

    public static void main(String[] arguments) {
      System.out.println("part " + Parts.broker());
      System.out.println("part " + Parts.database().jdbcUrl());
    }
  }
}
