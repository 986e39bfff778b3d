package io.godwit.cli.command.option;

import io.godwit.cli.deployment.Deployment;
import io.godwit.cli.deployment.Home;
import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.parts.PartFailed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command finds the gateway. */
public final class GatewayOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "the gateway's address (default: GODWIT_URL, else the one that is up here)")
  private @Nullable String url;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "the deployment whose gateway is meant, if it is not in the usual folder")
  private @Nullable Path folder;

  public GatewayClient client() throws IOException {
    String named = url == null ? Home.environment("GODWIT_URL") : url;
    return new GatewayClient(named == null ? ofDeployment() : address(named));
  }

  /** Bootstrap servers of the deployment's Kafka. */
  public String kafka() throws IOException {
    String named = Home.environment("GODWIT_KAFKA");
    if (named != null) {
      return named;
    }
    Path place = Home.stateFolder(folder);
    return Deployment.read(place)
        .map(Deployment::kafka)
        .filter(servers -> !servers.isEmpty())
        .orElseThrow(() ->
            new PartFailed(
                "nothing is up in %s: ./godwit up, or name a broker by GODWIT_KAFKA"
                    .formatted(place)));
  }

  /** What stands before the names of its topics. */
  public String topicPrefix() {
    String named = Home.environment("GODWIT_TOPIC_PREFIX");
    return named == null ? "" : named;
  }

  private URI ofDeployment() throws IOException {
    Path place = Home.stateFolder(folder);
    return Deployment.read(place)
        .map(deployment -> address(deployment.url()))
        .orElseThrow(() ->
            new PartFailed(
                "nothing is up in %s: ./godwit up, or name a gateway by --url".formatted(place)));
  }

  private static URI address(String text) {
    try {
      var address = URI.create(text.endsWith("/") ? text : text + "/");
      if (address.getHost() != null && address.getScheme().matches("https?")) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw new Invalid("--url: '%s' is not a URL: %s".formatted(text, e.getMessage()));
    }
    throw new Invalid("--url: '%s' is not a URL such as http://127.0.0.1:8080".formatted(text));
  }
}
