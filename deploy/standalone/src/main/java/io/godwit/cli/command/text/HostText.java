package io.godwit.cli.command.text;

import io.godwit.cli.gateway.HostResources;
import io.godwit.cli.gateway.HostSettings;
import io.godwit.cli.gateway.HostView;
import io.godwit.cli.terminal.Amounts;
import io.godwit.cli.terminal.Screen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A host in a few lines, and in one. */
public final class HostText {
  private static final String BY_CONFIGURATION = "by the configuration";

  private static final long DAY = Duration.ofDays(1).toMillis();

  private HostText() {}

  /** What operators say of it, and what it has. */
  public static void print(HostView host, Screen screen) {
    Details.line(screen, "host", host.host());
    Details.line(screen, "state", state(host));
    Details.known(screen, "hypervisor", host.hypervisor());
    Details.line(screen, "memory", Amounts.bytes(host.memoryBytes()));
    Details.line(screen, "cpus", Objects.toString(host.cpus(), Amounts.NONE));
    Details.line(screen, "link", Amounts.rate(host.linkRateBytesPerSecond()));
    var settings = host.settingsOrNone();
    Details.line(screen, "sends", host.sending() + ", limit " + limit(settings.outgoingLimit()));
    Details.line(
        screen, "receives", host.receiving() + ", limit " + limit(settings.incomingLimit()));
    Details.line(screen, "bandwidth", bandwidth(settings.bandwidthCapBytesPerSecond()));
    if (Boolean.TRUE.equals(settings.postCopyForbidden())) {
      Details.line(screen, "post-copy", "forbidden");
    }
    settings.windows().forEach(window -> Details.line(screen, "window", window(window)));
    if (host.settingsBy() != null) {
      String at = Amounts.moment(host.settingsAt(), Instant.now());
      Details.line(screen, "set by", host.settingsBy() + ", " + at);
    }
    var resources = host.resources();
    if (resources != null) {
      print(resources, screen);
    }
    Details.line(screen, "guests", guests(host));
  }

  private static void print(HostResources resources, Screen screen) {
    Details.known(screen, "uplink", resources.uplink());
    resources
        .networks()
        .forEach(one -> Details.line(screen, "network", one.name() + " (" + one.kind() + ")"));
    resources.pools().forEach(one -> Details.line(screen, "pool", pool(one)));
    resources
        .hugePages()
        .forEach(one ->
            Details.line(
                screen,
                "huge pages",
                "%s in pages of %s"
                    .formatted(Amounts.bytes(one.memoryBytes()), Amounts.bytes(one.pageBytes()))));
    resources
        .cells()
        .forEach(one ->
            Details.line(
                screen,
                "cell",
                "%d: %s, CPUs %s"
                    .formatted(one.cell(), Amounts.bytes(one.memoryBytes()), numbers(one.cpus()))));
    resources.devices().forEach(one -> Details.line(screen, "device", device(one)));
  }

  private static String numbers(@Nullable List<Integer> numbers) {
    return numbers == null
        ? Amounts.NONE
        : numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String pool(HostResources.Pool pool) {
    String room = pool.active() ? Amounts.bytes(pool.availableBytes()) + " free" : "not started";
    return "%s (%s), %s".formatted(pool.name(), pool.type(), room);
  }

  private static String device(HostResources.Device device) {
    String what =
        device.type() == null
            ? "%s:%s".formatted(device.vendor(), device.product())
            : device.type();
    String user = device.usedBy() == null ? "free" : "used by " + device.usedBy();
    return "%s %s (%s), %s".formatted(device.kind(), device.address(), what, user);
  }

  private static String limit(@Nullable Integer limit) {
    if (limit == null) {
      return BY_CONFIGURATION;
    }
    return limit == 0 ? "none" : limit.toString();
  }

  private static String bandwidth(@Nullable Long cap) {
    if (cap == null) {
      return BY_CONFIGURATION;
    }
    return cap == 0 ? "all of the link" : "at most " + Amounts.rate(cap);
  }

  static String window(HostSettings.Window window) {
    Long every = window.everyMillis();
    String again = every == null ? "" : ", again every " + period(every);
    return "%s from %s until %s%s".formatted(window.kind(), window.from(), window.until(), again);
  }

  private static String period(long millis) {
    return millis % DAY == 0 ? millis / DAY + " d" : Amounts.millis(millis);
  }

  /** Whether it can be worked with, and whether guests may come. */
  public static String state(HostView host) {
    if (!host.alive()) {
      return "silent";
    }
    if (!host.hypervisorConnected()) {
      return "no hypervisor";
    }
    return host.settingsOrNone().closedOrDefault() ? "closed" : "open";
  }

  /** Migrations now, of how many at most where operators say so. */
  public static String bounded(int now, @Nullable Integer limit) {
    return limit == null || limit == 0 ? Integer.toString(now) : now + "/" + limit;
  }

  /** What it has, in short. */
  public static String resources(@Nullable HostResources resources) {
    if (resources == null) {
      return Amounts.NONE;
    }
    List<String> parts = new ArrayList<>();
    count(parts, resources.networks().size(), "network", "networks");
    count(parts, resources.pools().size(), "pool", "pools");
    long pages =
        resources.hugePages().stream().mapToLong(HostResources.HugePages::memoryBytes).sum();
    if (pages > 0) {
      parts.add(Amounts.bytes(pages) + " in huge pages");
    }
    if (resources.cells().size() > 1) {
      parts.add(resources.cells().size() + " cells");
    }
    count(parts, resources.devices().size(), "device", "devices");
    return parts.isEmpty() ? Amounts.NONE : String.join(", ", parts);
  }

  private static void count(List<String> parts, int count, String one, String several) {
    if (count > 0) {
      parts.add(count + " " + (count == 1 ? one : several));
    }
  }

  /** Its guests' names, and what those do that do not run. */
  public static String guests(HostView host) {
    return host.guests().isEmpty()
        ? Amounts.NONE
        : host.guests().stream()
            .map(
                guest -> guest.running() ? guest.name() : guest.name() + " (" + guest.state() + ")")
            .collect(Collectors.joining(", "));
  }
}
