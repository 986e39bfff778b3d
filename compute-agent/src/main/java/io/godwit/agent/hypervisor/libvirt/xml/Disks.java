package io.godwit.agent.hypervisor.libvirt.xml;

import io.godwit.events.Bytes;
import io.godwit.events.agent.GuestNeeds.Disk;
import io.godwit.events.agent.GuestNeeds.DiskKind;
import io.godwit.events.agent.GuestNeeds.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Disks of a domain as its definition says, formats and backing chains too: no image is ever looked
 * into, for a guest may have written there what it likes.
 */
final class Disks {
  private static final int DEEPEST_CHAIN = 200;

  private Disks() {}

  static List<Disk> of(XmlElement domain) {
    return domain.at("devices").stream()
        .flatMap(devices -> devices.all("disk"))
        .map(Disks::disk)
        .toList();
  }

  private static Disk disk(XmlElement disk) {
    var source = Source.of(disk);
    boolean readOnly = disk.has("readonly") || disk.is("device", "cdrom");
    return new Disk(
        disk.at("target").flatMap(t -> t.attribute("dev")).orElse("?"),
        source.kind(),
        source.where(),
        source.pool(),
        source.volume(),
        disk.at("driver").flatMap(d -> d.attribute("type")).orElse("raw"),
        Bytes.ZERO,
        Bytes.ZERO,
        backing(disk),
        readOnly,
        disk.has("shareable"),
        disk.at("driver").flatMap(d -> d.attribute("cache")).orElse(null),
        source.storage());
  }

  private static List<Layer> backing(XmlElement disk) {
    var layers = new ArrayList<Layer>();
    var next = disk.at("backingStore");
    while (next.isPresent() && layers.size() < DEEPEST_CHAIN) {
      var layer = next.get();
      var source = Source.of(layer);
      if (source.where().isEmpty()) {
        return layers;
      }
      var format = layer.at("format").flatMap(f -> f.attribute("type")).orElse("raw");
      layers.add(new Layer(source.where(), format));
      next = layer.at("backingStore");
    }
    return layers;
  }

  /** Where a disk or a layer lies. */
  private record Source(
      DiskKind kind,
      String where,
      @Nullable String pool,
      @Nullable String volume,
      @Nullable String storage) {
    private static final Source EMPTY = new Source(DiskKind.EMPTY, "", null, null, null);

    static Source of(XmlElement disk) {
      return disk.at("source")
          .flatMap(source -> ofType(disk.attribute("type").orElse("file"), source))
          .orElse(EMPTY);
    }

    private static Optional<Source> ofType(String type, XmlElement source) {
      return switch (type) {
        case "file" -> source.attribute("file").map(path -> local(DiskKind.FILE, path));
        case "dir" -> source.attribute("dir").map(path -> local(DiskKind.FILE, path));
        case "block" -> source.attribute("dev").map(path -> local(DiskKind.BLOCK, path));
        case "volume" -> volume(source);
        case "network" -> source.attribute("protocol").map(protocol -> remote(protocol, source));
        // NVMe and vhost devices: something of the host that is no file
        default -> Optional.of(local(DiskKind.BLOCK, type));
      };
    }

    private static Source local(DiskKind kind, String path) {
      return new Source(kind, path, null, null, null);
    }

    private static Optional<Source> volume(XmlElement source) {
      var pool = source.attribute("pool");
      var volume = source.attribute("volume");
      return pool.isPresent() && volume.isPresent()
          ? Optional.of(
              new Source(
                  DiskKind.FILE, pool.get() + "/" + volume.get(), pool.get(), volume.get(), null))
          : Optional.empty();
    }

    private static Source remote(String protocol, XmlElement source) {
      var name = source.attribute("name").orElse("");
      var hosts = hosts(source);
      var storage = RemoteStorage.identity(protocol, hosts, name);
      return new Source(
          DiskKind.NETWORK, protocol + "://" + hosts + "/" + name, null, null, storage);
    }
  }

  /** Sorted, so that their order in a definition does not matter. */
  static String hosts(XmlElement source) {
    return source.all("host").map(Disks::address).sorted().collect(Collectors.joining(","));
  }

  private static String address(XmlElement host) {
    var name = host.attribute("name").or(() -> host.attribute("socket")).orElse("");
    return host.attribute("port").map(port -> name + ":" + port).orElse(name);
  }
}
