package io.godwit.agent.hypervisor.libvirt.xml;

import io.godwit.agent.storage.GuestDisks;
import io.godwit.agent.storage.IscsiTarget;
import io.godwit.agent.storage.StoragePool;
import io.godwit.events.Bytes;
import io.godwit.events.agent.Claims;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pools and volumes as libvirt's XML has them, and what of them a guest's definition names. */
public final class StorageXml {
  private StorageXml() {}

  /** A pool (virStoragePoolGetXMLDesc). */
  public static StoragePool pool(XmlElement pool, boolean active) {
    return new StoragePool(
        pool.textAt("name").orElse("unknown"),
        pool.attribute("type").orElse("unknown"),
        active,
        active
            ? pool.at("available").map(a -> Amounts.bytes(a, "bytes")).orElse(Bytes.ZERO)
            : Bytes.ZERO,
        pool.textAt("target", "path").orElse(null),
        pool.is("type", "iscsi") ? target(pool) : null,
        pool.has("source", "auth"));
  }

  private static @Nullable IscsiTarget target(XmlElement pool) {
    var host = pool.at("source", "host");
    var name = host.flatMap(h -> h.attribute("name"));
    var device = pool.at("source", "device").flatMap(d -> d.attribute("path"));
    return name.isPresent() && device.isPresent()
        ? IscsiTarget.of(
            name.get(), host.flatMap(h -> h.attribute("port")).orElse(""), device.get())
        : null;
  }

  /**
   * A volume to be made, empty. In folders it takes no space until it is written; elsewhere it
   * takes all of it, since less means something else there.
   */
  public static String volume(Claims.Volume volume, String poolType) {
    var capacity = volume.capacity().count();
    long allocation = PoolXml.isOfFolders(poolType) ? 0 : capacity;
    return "<volume><name>%s</name><capacity unit='bytes'>%d</capacity>"
            .formatted(XmlText.escaped(volume.volume()), capacity)
        + "<allocation unit='bytes'>%d</allocation>".formatted(allocation)
        + "<target><format type='%s'/></target>".formatted(XmlText.escaped(volume.format()))
        + backing(volume)
        + "</volume>";
  }

  private static String backing(Claims.Volume volume) {
    return volume.backing().stream()
        .findFirst()
        .map(layer ->
            "<backingStore><path>%s</path><format type='%s'/></backingStore>"
                .formatted(XmlText.escaped(layer.source()), XmlText.escaped(layer.format())))
        .orElse("");
  }

  /** Path of what a volume lies on, as its pool says (virStorageVolGetXMLDesc). */
  public static Optional<String> backingOf(XmlElement volume) {
    return volume.textAt("backingStore", "path");
  }

  /** Adds what a domain's definition names. */
  public static void addUses(XmlElement domain, Set<String> paths, Set<String> volumes) {
    domain.at("devices").stream()
        .flatMap(devices -> devices.all("disk"))
        .flatMap(StorageXml::within)
        .filter(element -> element.name().equals("source"))
        .forEach(source -> addSource(source, paths, volumes));
    Stream.of("nvram", "loader")
        .flatMap(name -> domain.textAt("os", name).stream())
        .forEach(paths::add);
  }

  /** The element and all below it: chains and mirrors are nested. */
  private static Stream<XmlElement> within(XmlElement element) {
    return Stream.concat(
        Stream.of(element), element.children().stream().flatMap(StorageXml::within));
  }

  private static void addSource(XmlElement source, Set<String> paths, Set<String> volumes) {
    Stream.of("file", "dev", "dir").flatMap(a -> source.attribute(a).stream()).forEach(paths::add);
    source
        .attribute("pool")
        .ifPresent(pool ->
            source
                .attribute("volume")
                .ifPresent(volume -> volumes.add(GuestDisks.volume(pool, volume))));
  }
}
