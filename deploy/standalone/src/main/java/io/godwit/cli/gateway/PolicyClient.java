package io.godwit.cli.gateway;

import static io.godwit.cli.gateway.Transport.encoded;
import static io.godwit.cli.gateway.Transport.path;

import io.godwit.cli.terminal.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Policies, as the gateway keeps them. */
public final class PolicyClient {
  private static final String POLICIES = "api/v1/policies";
  private final Transport transport;

  PolicyClient(Transport transport) {
    this.transport = transport;
  }

  public JsonNode all() throws InterruptedException {
    return Json.tree(transport.get(POLICIES));
  }

  public JsonNode one(String name) throws InterruptedException {
    return Json.tree(transport.get(POLICIES + "/" + encoded(name)));
  }

  /**
   * Makes a policy's next version.
   *
   * @param content its JSON
   * @param version that it takes the place of; null: whichever
   */
  public JsonNode put(String name, String content, @Nullable Integer version)
      throws InterruptedException {
    return Json.tree(transport.put(POLICIES + "/" + encoded(name), content, ifMatch(version)));
  }

  /** Retires a policy; the version as of {@link #put}. */
  public JsonNode retire(String name, @Nullable Integer version) throws InterruptedException {
    return Json.tree(transport.delete(POLICIES + "/" + encoded(name), ifMatch(version)));
  }

  private static Map<String, String> ifMatch(@Nullable Integer version) {
    return version == null ? Map.of() : Map.of("If-Match", "\"" + version + "\"");
  }

  /**
   * Which policy a migration would be given.
   *
   * @param query reason, class, project
   * @param labels each KEY=VALUE
   */
  public JsonNode match(Map<String, String> query, List<String> labels)
      throws InterruptedException {
    var path = new StringBuilder(path(POLICIES + "/match", query));
    for (var label : labels) {
      path.append(path.indexOf("?") < 0 ? '?' : '&').append("label=").append(encoded(label));
    }
    return Json.tree(transport.get(path.toString()));
  }
}
