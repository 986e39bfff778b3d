package io.godwit.cli.command.option;

import io.godwit.cli.deployment.Invalid;
import io.godwit.cli.deployment.LinkRate;
import io.godwit.cli.gateway.HostSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** What operators want to be said of a host. */
public final class HostSettingsOptions {
  private static final String ALL = "all";

  @Option(
      names = "--outgoing",
      paramLabel = "N",
      description = "migrations that it may send at once; 0: no limit",
      converter = Values.MigrationsConverter.class)
  private @Nullable Integer outgoing;

  @Option(
      names = "--incoming",
      paramLabel = "N",
      description = "migrations that it may receive at once; 0: no limit",
      converter = Values.MigrationsConverter.class)
  private @Nullable Integer incoming;

  @Option(
      names = "--bandwidth",
      paramLabel = "RATE",
      description =
          "what migrations may take of its link, in each direction, as 300mbit; all for all of it",
      converter = CapConverter.class)
  private @Nullable Long bandwidth;

  @Option(names = "--open", description = "guests may come")
  private boolean open;

  @Option(names = "--closed", description = "no guest may come")
  private boolean closed;

  @Option(
      names = "--blackout",
      paramLabel = "FROM/UNTIL",
      description =
          "nothing starts there then, except an evacuation: 2026-12-24T18:00Z/2026-12-26T06:00Z,"
              + " or each week 2026-12-01T22:00Z/PT4H/P7D; adds to those that it has")
  private List<Interval> blackouts = new ArrayList<>();

  @Option(
      names = "--maintenance",
      paramLabel = "FROM/UNTIL",
      description = "migrations for maintenance start in such times alone; adds as well")
  private List<Interval> maintenance = new ArrayList<>();

  @Option(names = "--no-windows", description = "takes its blackouts and maintenance times away")
  private boolean noWindows;

  @Option(
      names = "--post-copy",
      paramLabel = "forbid|allow",
      description =
          "whether guests may be moved from and to it by post-copy, if their policy says so",
      converter = Values.PermissionConverter.class)
  private @Nullable Permission postCopy;

  @Option(names = "--reset", description = "all is as the configuration says again")
  private boolean reset;

  /** A rate of a link, or all of it. */
  static final class CapConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return text.equals(ALL) ? 0 : Values.told(text, LinkRate::parse).bytesPerSecond();
    }
  }

  /** Whether anything is to be changed. */
  public boolean any() {
    return reset || changes();
  }

  private boolean changes() {
    boolean windows = noWindows || !blackouts.isEmpty() || !maintenance.isEmpty();
    boolean limits = outgoing != null || incoming != null || bandwidth != null;
    return open || closed || windows || limits || postCopy != null;
  }

  /** Says which options contradict each other. */
  public void check() {
    if (open && closed) {
      throw new Invalid("--open: contradicts --closed");
    }
    if (reset && changes()) {
      throw new Invalid("--reset: takes no other setting along");
    }
  }

  /** The settings as they are to be, from those that there are. */
  public HostSettings applied(HostSettings known) {
    if (reset) {
      return HostSettings.NONE;
    }
    var windows = new ArrayList<>(noWindows ? List.<HostSettings.Window>of() : known.windows());
    blackouts.forEach(one -> windows.add(one.window("blackout")));
    maintenance.forEach(one -> windows.add(one.window("maintenance")));
    Boolean shut = (open || closed) ? Boolean.valueOf(closed) : known.closed();
    return new HostSettings(
        outgoing == null ? known.outgoingLimit() : outgoing,
        incoming == null ? known.incomingLimit() : incoming,
        bandwidth == null ? known.bandwidthCapBytesPerSecond() : bandwidth,
        shut,
        windows.stream().distinct().toList(),
        postCopy == null ? known.postCopyForbidden() : Boolean.valueOf(!postCopy.allowed()));
  }
}
