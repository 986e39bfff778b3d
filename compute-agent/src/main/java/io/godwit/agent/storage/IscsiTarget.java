package io.godwit.agent.storage;

import io.godwit.events.Require;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A target of iSCSI storage.
 *
 * @param portal address and port, like {@code 10.0.0.5:3260}
 * @param name the target's name in the world, like {@code iqn.2026-01.io.example:store}
 */
public record IscsiTarget(String portal, String name) {
  private static final String DEFAULT_PORT = ":3260";

  /** The names that udev gives to the units of a target. */
  private static final Pattern BY_PATH =
      Pattern.compile("/dev/disk/by-path/ip-(.+?)-iscsi-(.+)-lun-\\d+(?:-part\\d+)?");

  private static final Pattern PORTAL =
      Pattern.compile("(?:\\[[0-9a-fA-F:]+]|[A-Za-z0-9][A-Za-z0-9.-]*):\\d{1,5}");
  private static final Pattern NAME = Pattern.compile("(?:iqn|eui|naa)\\.[A-Za-z0-9.:_-]+");

  public IscsiTarget {
    Require.text(portal, "portal", 300);
    Require.text(name, "name", 300);
  }

  /** The target of a pool of libvirt, whose port may be left out. */
  public static IscsiTarget of(String host, String port, String name) {
    var address = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    return new IscsiTarget(address + (port.isEmpty() ? DEFAULT_PORT : ":" + port), name);
  }

  /** The target that a path of a block device leads to; empty if it leads to none. */
  public static Optional<IscsiTarget> ofPath(String path) {
    var matcher = BY_PATH.matcher(path);
    return matcher.matches()
        ? Optional.of(new IscsiTarget(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** Whether both look as they must, so that neither can be taken for an option of a command. */
  public boolean isWellFormed() {
    return PORTAL.matcher(portal).matches() && NAME.matcher(name).matches();
  }

  @Override
  public String toString() {
    return name + " at " + portal;
  }
}
