package io.godwit.cli.command.option;

import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.deployment.LinkRate;
import io.godwit.cli.gateway.GatewayClient.Tuning;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** What is changed of a running migration's policy. */
public final class TuningOptions {
  private static final String NO_LIMIT = "none";

  @Option(
      names = "--deadline",
      paramLabel = "WHEN",
      description = "by when it should be over: 10m from now, or 2026-12-24T18:00Z")
  private @Nullable Deadline deadline;

  @Option(
      names = "--downtime",
      paramLabel = "TIME",
      description = "the most downtime that may ever be allowed, as 500ms")
  private @Nullable Period downtime;

  @Option(
      names = "--throttle",
      paramLabel = "PERCENT",
      description = "the most by which the guest may be slowed, 0 to 99",
      converter = Values.ThrottleConverter.class)
  private @Nullable Integer throttle;

  @Option(
      names = "--pause",
      paramLabel = "TIME",
      description = "how long the guest may be paused, as 10s; 0s: not at all")
  private @Nullable Period pause;

  @Option(
      names = "--post-copy",
      paramLabel = "allow|forbid",
      description = "whether post-copy is allowed; allow needs an explanation",
      converter = Values.PermissionConverter.class)
  private @Nullable Permission postCopy;

  @Option(
      names = "--bandwidth",
      paramLabel = "RATE",
      description = "the most that it may send, as 300mbit; none: no limit of its own",
      converter = LimitConverter.class)
  private @Nullable Long bandwidth;

  @Option(
      names = "--last-resort",
      paramLabel = "WHAT",
      description = "if nothing that is allowed suffices: abort, keep-running or pause",
      converter = Values.LastResortConverter.class)
  private @Nullable String lastResort;

  /** A rate, or none. */
  static final class LimitConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return text.equals(NO_LIMIT) ? 0 : Values.told(text, LinkRate::parse).bytesPerSecond();
    }
  }

  /**
   * @param explanation of the same command; null: none
   */
  public Tuning wanted(@Nullable String explanation) {
    if (Stream.of(deadline, downtime, throttle, pause, postCopy, bandwidth, lastResort)
        .allMatch(Objects::isNull)) {
      throw new Invalid("nothing is to be changed: name one of the options (retune --help)");
    }
    if (postCopy != null && postCopy.allowed() && (explanation == null || explanation.isBlank())) {
      throw new Invalid("--explanation: is required where post-copy is to be allowed");
    }
    return new Tuning(
        deadline == null ? null : deadline.at(),
        downtime == null ? null : downtime.millis(),
        throttle,
        pause == null ? null : pause.millis(),
        postCopy == null ? null : postCopy.allowed(),
        bandwidth,
        lastResort);
  }
}
