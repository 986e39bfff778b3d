package io.godwit.cli.command.option;

import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.gateway.GatewayClient.Wanted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A guest's move, as it is asked for or planned. */
public final class RequestOptions {
  @Parameters(index = "0", paramLabel = "GUEST", description = "its name or UUID")
  private String guest = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "HOST",
      description = "where to (default: the scheduler chooses)")
  private @Nullable String destination;

  @Option(names = "--to", paramLabel = "HOST", description = "where to, as an option")
  private @Nullable String to;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "evacuation, maintenance, user or rebalance (default: user)",
      converter = Values.ReasonConverter.class)
  private @Nullable String reason;

  @Option(
      names = "--class",
      paramLabel = "CLASS",
      description = "critical, standard or batch (default: standard)",
      converter = Values.ClassConverter.class)
  private @Nullable String guestClass;

  @Option(
      names = "--force",
      description =
          "to the named host whatever its checks say, unless the guest could be damaged or run"
              + " twice there")
  private boolean force;

  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "in the queue, -100 to 100, the higher the sooner (default: 0)",
      converter = Values.PriorityConverter.class)
  private @Nullable Integer priority;

  @Option(
      names = "--project",
      paramLabel = "NAME",
      description = "on whose account it waits (default: the guest's own)")
  private @Nullable String project;

  @Option(
      names = "--disk-copy",
      paramLabel = "COPY",
      description =
          "of disks that the destination does not see: none, full or incremental (default: full)",
      converter = Values.DiskCopyConverter.class)
  private @Nullable String diskCopy;

  @Option(
      names = "--deadline",
      paramLabel = "WHEN",
      description =
          "by when it should be over: 10m from now, or 2026-12-24T18:00Z (default: as its policy says)")
  private @Nullable Deadline deadline;

  @Option(
      names = "--last-resort",
      paramLabel = "WHAT",
      description =
          "if nothing that is allowed suffices: abort, keep-running or pause (default: as its policy"
              + " says)",
      converter = Values.LastResortConverter.class)
  private @Nullable String lastResort;

  /** What is asked for; what was not said is left to the scheduler. */
  public Wanted wanted() {
    if (destination != null && to != null && !destination.equals(to)) {
      throw new Invalid("--to: '%s', but HOST is '%s'".formatted(to, destination));
    }
    String host = destination == null ? to : destination;
    if (force && host == null) {
      throw new Invalid("--force: needs a HOST");
    }
    return new Wanted(
        guest,
        host,
        reason,
        guestClass,
        force ? true : null,
        priority,
        project,
        diskCopy,
        deadline == null ? null : deadline.at(),
        lastResort);
  }
}
