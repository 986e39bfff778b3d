package io.godwit.cli.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a service says of itself. */
final class Health {
  private static final int LIMIT_MILLIS = 3000;
  private static final long INTERVAL_MILLIS = 100;

  private Health() {}

  static boolean ready(int port) {
    return status(port) == HttpURLConnection.HTTP_OK;
  }

  static boolean awaitReady(int port, Duration interval) throws InterruptedException {
    long deadline = System.nanoTime() + interval.toNanos();
    do {
      if (ready(port)) {
        return true;
      }
      Thread.sleep(INTERVAL_MILLIS);
    } while (System.nanoTime() < deadline);
    return false;
  }

  /** The status of the answer; 0 for none. */
  private static int status(int port) {
    try {
      return connect(port).getResponseCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Why it is not ready, as it says so itself. */
  static String explanation(int port) {
    try (InputStream body = connect(port).getErrorStream()) {
      return body == null
          ? "no answer"
          : new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "no answer";
    }
  }

  private static HttpURLConnection connect(int port) throws IOException {
    var address = URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(port));
    var connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setConnectTimeout(LIMIT_MILLIS);
    connection.setReadTimeout(LIMIT_MILLIS);
    return connection;
  }
}
