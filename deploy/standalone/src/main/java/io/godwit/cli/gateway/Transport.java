package io.godwit.cli.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Requests and answers; whatever is not a success is thrown. */
final class Transport {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private final URI address;
  private final HttpClient http;

  Transport(URI address) {
    this.address = address;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  String get(String path) throws InterruptedException {
    return send(to(path).GET());
  }

  /**
   * @param key under which it may be sent again; null: one that is made up
   */
  String post(String path, Body body, @Nullable String key) throws InterruptedException {
    var given = key == null ? UUID.randomUUID().toString() : key;
    return send(withBody(path, "POST", body).header("Idempotency-Key", given));
  }

  String put(String path, Body body) throws InterruptedException {
    return send(withBody(path, "PUT", body));
  }

  String patch(String path, Body body) throws InterruptedException {
    return send(withBody(path, "PATCH", body));
  }

  /**
   * @param json the body as it is
   */
  String put(String path, String json, Map<String, String> headers) throws InterruptedException {
    var request =
        to(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json));
    headers.forEach(request::header);
    return send(request);
  }

  void delete(String path) throws InterruptedException {
    delete(path, Map.of());
  }

  String delete(String path, Map<String, String> headers) throws InterruptedException {
    var request = to(path).DELETE();
    headers.forEach(request::header);
    return send(request);
  }

  /** Hands on the answer's lines as they come, until it ends. */
  void lines(String path, String accepted, Consumer<String> consumer) throws InterruptedException {
    var request = HttpRequest.newBuilder(address.resolve(path)).header("Accept", accepted).build();
    try {
      var response = http.send(request, BodyHandlers.ofLines());
      try (var lines = response.body()) {
        if (response.statusCode() != 200) {
          throw Refused.of(response.statusCode(), lines.collect(Collectors.joining("\n")));
        }
        lines.forEach(consumer);
      }
    } catch (IOException e) {
      throw new Unreachable(address, e);
    }
  }

  private HttpRequest.Builder withBody(String path, String method, Body body) {
    return to(path)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(body.json()));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(LIMIT);
  }

  private String send(HttpRequest.Builder request) throws InterruptedException {
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw Refused.of(response.statusCode(), response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new Unreachable(address, e);
    }
  }

  /** The path with these parameters, in their names' order. */
  static String path(String path, Map<String, String> parameters) {
    String text =
        new TreeMap<>(parameters)
            .entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    return text.isEmpty() ? path : path + "?" + text;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
