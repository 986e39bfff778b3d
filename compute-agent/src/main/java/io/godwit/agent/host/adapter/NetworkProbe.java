package io.godwit.agent.host.adapter;

import io.godwit.agent.host.HostView.Reach;
import io.godwit.events.agent.AgentCommand.Origin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.function.Function;

/**
 * Tries whether the libvirtd of a guest's host is reached from here, by a connection that is closed
 * again at once. It is the way back of the one that a migration takes.
 */
public final class NetworkProbe implements Function<Origin, Reach> {
  private static final Duration TIME_LIMIT = Duration.ofSeconds(2);

  private final boolean enabled;

  /**
   * @param enabled whether this agent runs on its host's own network
   */
  public NetworkProbe(boolean enabled) {
    this.enabled = enabled;
  }

  @Override
  public Reach apply(Origin origin) {
    if (!enabled) {
      return new Reach.NotTried("the agent is not on the host's own network");
    }
    var uri = origin.peerUri();
    if (uri == null) {
      return new Reach.NotTried("the source's address was not told");
    }
    try {
      var parsed = new URI(uri);
      int port = port(parsed);
      return parsed.getHost() == null || port == 0
          ? new Reach.NotTried("it is no address of a host: " + uri)
          : tried(parsed.getHost(), port);
    } catch (URISyntaxException e) {
      return new Reach.NotTried("it is no address: " + uri);
    }
  }

  /** libvirt's own, by the transport that the scheme names. */
  private static int port(URI uri) {
    if (uri.getPort() > 0) {
      return uri.getPort();
    }
    var scheme = uri.getScheme() == null ? "" : uri.getScheme();
    return switch (scheme.substring(scheme.indexOf('+') + 1)) {
      case "tcp" -> 16509;
      case "tls", "qemu" -> 16514;
      case "ssh", "libssh", "libssh2" -> 22;
      default -> 0;
    };
  }

  private static Reach tried(String host, int port) {
    var address = host + ":" + port;
    long begun = System.nanoTime();
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) TIME_LIMIT.toMillis());
      return new Reach.Reached(address, Duration.ofNanos(System.nanoTime() - begun));
    } catch (IOException e) {
      return new Reach.Failed(address, String.valueOf(e.getMessage()));
    }
  }
}
