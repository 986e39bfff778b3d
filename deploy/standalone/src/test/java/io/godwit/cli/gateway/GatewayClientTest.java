package io.godwit.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.godwit.cli.gateway.GatewayClient.Wanted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayClientTest {
  private HttpServer server;
  private GatewayClient client;
  private final List<String> asked = new ArrayList<>();
  private int status = 200;
  private String answer = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(
              "%s %s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                      body));
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    client =
        new GatewayClient(
            URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort())));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void requestNamesWhatIsWantedAndLeavesTheRestToTheScheduler() throws Exception {
    status = 202;
    answer = "{\"id\":\"7\",\"guest\":{\"name\":\"web\"},\"state\":\"requested\"}";

    var migration = client.request(new Wanted("web", "host2", null, null), "key");

    assertThat(asked)
        .containsExactly(
            "POST /api/v1/migrations key {\"guest\":\"web\",\"destination\":\"host2\"}");
    assertThat(migration.state()).isEqualTo("requested");
  }

  @Test
  void problemIsToldWithTheFieldAtFault() {
    status = 400;
    answer =
        "{\"title\":\"Invalid\",\"detail\":\"there is no such host\",\"field\":\"destination\"}";

    assertThatThrownBy(() -> client.byId("7"))
        .isInstanceOf(Refused.class)
        .hasMessage("destination: there is no such host");
  }

  @Test
  void fieldThatTheDetailSaysTooIsSaidOnce() {
    status = 422;
    answer = "{\"detail\":\"guest: no host has a guest 'web'\",\"field\":\"guest\"}";

    assertThatThrownBy(() -> client.byId("7"))
        .isInstanceOf(Refused.class)
        .hasMessage("guest: no host has a guest 'web'");
  }

  @Test
  void answerThatIsNoProblemIsToldAsItIs() {
    status = 502;
    answer = "bad gateway";

    assertThatThrownBy(() -> client.byId("7"))
        .isInstanceOf(Refused.class)
        .hasMessage("HTTP 502: bad gateway");
  }

  @Test
  void liveEventsArePutTogetherFromTheirLines() throws Exception {
    answer =
        """
        : hello

        id: migration.events.v1-0-1
        event: migration.queued.v1
        data: {"a":
        data: 1}

        """;
    var events = new ArrayList<LiveEvent>();

    client.live("7", events::add);

    assertThat(asked).containsExactly("GET /api/v1/live?migration=7 null ");
    assertThat(events)
        .containsExactly(
            new LiveEvent("migration.events.v1-0-1", "migration.queued.v1", "{\"a\":\n1}"));
  }
}
