package io.godwit.service.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole service, on a test's own topics. */
public final class RunningService implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  private RunningService(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * @param more arguments, beside those of the topics
   */
  public static RunningService start(Class<?> application, TestBus bus, String... more) {
    var arguments = Stream.concat(bus.arguments().stream(), Stream.of(more));
    return new RunningService(SpringApplication.run(application, arguments.toArray(String[]::new)));
  }

  public boolean isActive() {
    return context.isActive();
  }

  /** What it answers at this path. */
  public String get(String path) throws IOException, InterruptedException {
    var port = Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
    var uri = URI.create("http://127.0.0.1:" + port + path);
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
