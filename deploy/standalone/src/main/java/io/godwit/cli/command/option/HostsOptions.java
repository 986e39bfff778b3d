package io.godwit.cli.command.option;

import io.godwit.cli.deployment.HostsChoice;
import io.godwit.cli.deployment.LinkRate;
import io.godwit.cli.terminal.Screen;
import io.godwit.parts.Lab;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which hosts a deployment gets, and what its links carry. */
public final class HostsOptions {
  @Option(
      names = "--hosts",
      paramLabel = "HOSTS",
      description =
          "lab:N, simulated:N, or, for up, URIs of libvirt as [NAME=]URI[,...] (default: lab:2,"
              + " and simulated:2 where the lab cannot run)")
  private @Nullable HostsChoice hosts;

  @Option(
      names = "--link",
      paramLabel = "RATE",
      description =
          "what the hosts' links carry, as 500mbit or 10gbit (default: 1gbit; the demonstration's"
              + " 500mbit)")
  private @Nullable LinkRate link;

  @Option(
      names = "--limit",
      paramLabel = "MiB/s",
      description = "limit of each migration's bandwidth (default: none)",
      converter = Values.LimitConverter.class)
  private @Nullable Integer limit;

  /**
   * @param notes where people are told when real hosts cannot run
   */
  public HostsChoice hosts(Screen notes) {
    return hosts == null ? usualHosts(notes) : hosts;
  }

  /** Null for the usual one. */
  public @Nullable LinkRate link() {
    return link;
  }

  /** In MiB/s; null for none. */
  public @Nullable Integer limit() {
    return limit;
  }

  private static HostsChoice usualHosts(Screen notes) {
    var obstacle = Lab.obstacle();
    if (obstacle.isEmpty()) {
      return new HostsChoice.LabHosts(2);
    }
    notes.line("godwit: real hosts cannot run here (%s): simulated ones".formatted(obstacle.get()));
    return new HostsChoice.SimulatedHosts(2);
  }
}
