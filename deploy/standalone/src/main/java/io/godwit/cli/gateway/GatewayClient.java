package io.godwit.cli.gateway;

import io.godwit.cli.terminal.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The gateway's HTTP API as far as the command line uses it. */
public final class GatewayClient {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final String MIGRATIONS = "api/v1/migrations";
  private final URI address;
  private final HttpClient http;

  public GatewayClient(URI address) {
    this.address = address;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  /** What is asked for; what is null is left to the scheduler. */
  public record Wanted(
      String guest,
      @Nullable String destination,
      @Nullable String reason,
      @Nullable String guestClass) {
    private String body() {
      var fields = new java.util.LinkedHashMap<String, String>();
      put(fields, "guest", guest);
      put(fields, "destination", destination);
      put(fields, "reason", reason);
      put(fields, "guestClass", guestClass);
      return Json.line(fields);
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
      if (value != null) {
        fields.put(name, value);
      }
    }
  }

  /** Asks for a migration; the same key asks for the same one. */
  public Migration request(Wanted wanted, String key) throws InterruptedException {
    return migration(
        send(
            to(MIGRATIONS)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(wanted.body()))));
  }

  public JsonNode migrations(Map<String, String> query) throws InterruptedException {
    String text =
        query.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    return Json.tree(send(to(MIGRATIONS + (text.isEmpty() ? "" : "?" + text)).GET()));
  }

  public JsonNode migrationTree(String id) throws InterruptedException {
    return Json.tree(send(to(MIGRATIONS + "/" + encoded(id)).GET()));
  }

  public Migration byId(String id) throws InterruptedException {
    return migration(send(to(MIGRATIONS + "/" + encoded(id)).GET()));
  }

  public JsonNode events(String id) throws InterruptedException {
    return Json.tree(send(to(MIGRATIONS + "/" + encoded(id) + "/events").GET()));
  }

  public JsonNode explanation(String id) throws InterruptedException {
    return Json.tree(send(to(MIGRATIONS + "/" + encoded(id) + "/explanation").GET()));
  }

  /** Asks for a migration's end. */
  public void cancel(String id) throws InterruptedException {
    send(to(MIGRATIONS + "/" + encoded(id)).DELETE());
  }

  public JsonNode hostsTree() throws InterruptedException {
    return Json.tree(send(to("api/v1/hosts").GET()));
  }

  public List<HostView> hosts() throws InterruptedException {
    var hosts = new ArrayList<HostView>();
    hostsTree().get("hosts").forEach(host -> hosts.add(Json.read(host, HostView.class)));
    return hosts;
  }

  /** Hands on every event that happens from now on, until the stream ends. */
  public void live(@Nullable String migration, Consumer<LiveEvent> consumer)
      throws InterruptedException {
    String query = migration == null ? "" : "?migration=" + encoded(migration);
    var request =
        HttpRequest.newBuilder(address.resolve("api/v1/live" + query))
            .header("Accept", "text/event-stream")
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofLines());
      try (var lines = response.body()) {
        if (response.statusCode() != 200) {
          throw Refused.of(response.statusCode(), lines.collect(Collectors.joining("\n")));
        }
        var events = new LiveEvent.Reader(consumer);
        lines.forEach(events::line);
      }
    } catch (IOException e) {
      throw new Unreachable(address, e);
    }
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(LIMIT);
  }

  private String send(HttpRequest.Builder request) throws InterruptedException {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw Refused.of(response.statusCode(), response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new Unreachable(address, e);
    }
  }

  private static Migration migration(String body) {
    return Json.read(body, Migration.class);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
