package io.godwit.agent.hypervisor.libvirt.xml;

import io.godwit.events.Bytes;
import io.godwit.events.HostId;
import io.godwit.events.host.HostResources.Pool;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A storage pool (virStoragePoolGetXMLDesc), and the markers by which hosts know their pools. */
public final class PoolXml {
  private static final String MARKER = "godwit-marker-";
  private static final Pattern MADE_BY_ANY =
      Pattern.compile(MARKER + "[0-9a-f]{10}-(?<host>[A-Za-z0-9._-]+)-[0-9a-f]{8}");
  private static final Set<String> OF_FOLDERS = Set.of("dir", "fs", "netfs");

  private PoolXml() {}

  /**
   * @param active whether it is started
   * @param volumes names of its volumes; of a pool that is not started: none
   */
  public static Pool pool(XmlElement pool, boolean active, Collection<String> volumes) {
    var type = pool.attribute("type").orElse("unknown");
    return new Pool(
        pool.textAt("name").orElse("unknown"),
        type,
        pool.textAt("target", "path").orElse(null),
        active,
        active
            ? pool.at("available").map(a -> Amounts.bytes(a, "bytes")).orElse(Bytes.ZERO)
            : Bytes.ZERO,
        isOfFolders(type) ? marker(volumes).orElse(null) : remote(type, pool));
  }

  /** Whether its volumes are files in a folder, so that a marker can be put there. */
  public static boolean isOfFolders(String type) {
    return OF_FOLDERS.contains(type);
  }

  /**
   * The oldest: the same on every host that sees the folder, whoever made which, and no other when
   * one more host comes to see it.
   */
  private static Optional<String> marker(Collection<String> volumes) {
    return volumes.stream().filter(PoolXml::isMarker).min(String::compareTo);
  }

  public static boolean isMarker(String volume) {
    return MADE_BY_ANY.matcher(volume).matches();
  }

  /**
   * A new marker's name. Names sort by the time at which they were made.
   *
   * @param distinct eight hexadecimal digits that are no other's
   */
  public static String marker(HostId host, Instant made, String distinct) {
    return "%s%010x-%s-%s".formatted(MARKER, made.getEpochSecond(), host, distinct);
  }

  /** Whether it was made by that host. */
  public static boolean isMarkerOf(HostId host, String volume) {
    var marker = MADE_BY_ANY.matcher(volume);
    return marker.matches() && marker.group("host").equals(host.value());
  }

  /** An empty volume. */
  public static String emptyVolume(String name) {
    var volume = new XmlElement("", "name", Map.of(), List.of(), name);
    return "<volume>"
        + volume.xml()
        + "<capacity unit='bytes'>0</capacity><allocation unit='bytes'>0</allocation>"
        + "<target><format type='raw'/></target></volume>";
  }

  private static @Nullable String remote(String type, XmlElement pool) {
    var source = pool.at("source");
    if (source.isEmpty()) {
      return null;
    }
    return switch (type) {
      case "iscsi", "iscsi-direct" ->
          source
              .get()
              .at("device")
              .flatMap(d -> d.attribute("path"))
              .map(path -> RemoteStorage.identity("iscsi", "", path))
              .orElse(null);
      case "rbd", "gluster" ->
          source
              .get()
              .textAt("name")
              .map(name -> RemoteStorage.identity(type, Disks.hosts(source.get()), name))
              .orElse(null);
      default -> null;
    };
  }
}
