package io.godwit.agent.hypervisor.libvirt.xml;

import io.godwit.agent.hypervisor.libvirt.xml.XmlText.Element;
import io.godwit.events.DiskCopy;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestNeeds;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A guest's definition as it has to be at the destination: what was claimed for it there takes the
 * place of what it has here, and all else stays as it is written. libvirt checks what is handed to
 * it against the live definition, so that nothing can change which the guest sees.
 */
public final class DestinationXml {
  private final String text;
  private final Claims claims;
  private final DiskCopy diskCopy;
  private final Map<String, String> paths;
  private final Rebinding cpus;
  private final Rebinding cells;
  private final boolean strict;
  private final Edits edits = new Edits();

  private DestinationXml(String text, Terms terms, boolean strict) {
    this.text = text;
    claims = terms.claims();
    diskCopy = terms.diskCopy();
    paths = terms.paths();
    cpus = Rebinding.ofCpus(terms.needs(), claims);
    cells = Rebinding.ofCells(terms.needs(), claims);
    this.strict = strict;
  }

  /**
   * What a definition is changed by.
   *
   * @param needs of the live definition: what the claims take the place of
   * @param claims what the guest gets at the destination
   * @param diskCopy how the claimed volumes are filled
   * @param paths where the claimed volumes will lie there, by the disk's target
   */
  public record Terms(
      GuestNeeds needs, Claims claims, DiskCopy diskCopy, Map<String, String> paths) {
    public Terms {
      paths = Map.copyOf(paths);
    }

    /** Whether definitions stay as they are. */
    public boolean changeNothing() {
      return claims.devices().isEmpty()
          && claims.volumes().isEmpty()
          && (claims.cells().isEmpty() || needs.numaNodes().isEmpty())
          && (claims.cpus().isEmpty() || needs.pinnedCpus().isEmpty());
    }
  }

  /**
   * The live definition (VIR_DOMAIN_XML_MIGRATABLE) at the destination.
   *
   * @throws IllegalArgumentException if something was claimed that it does not have, or differently
   */
  public static String live(String xml, Terms terms) {
    return new DestinationXml(xml, terms, true).changed();
  }

  /** The kept definition, which may lack what was plugged in meanwhile. */
  public static String kept(String xml, Terms terms) {
    return new DestinationXml(xml, terms, false).changed();
  }

  private String changed() {
    var domain = XmlText.root(text);
    cpus(domain);
    cells(domain);
    claims.devices().forEach(device -> device(domain, device));
    claims.volumes().forEach(volume -> disk(domain, volume));
    return edits.madeIn(text);
  }

  private void cpus(Element domain) {
    if (cpus.isNone()) {
      return;
    }
    domain.first("vcpu").ifPresent(vcpu -> moved(vcpu, "cpuset", cpus));
    domain
        .first("cputune")
        .ifPresent(tune ->
            tune.children().stream()
                .filter(pin -> pin.name().endsWith("pin"))
                .forEach(pin -> moved(pin, "cpuset", cpus)));
  }

  private void cells(Element domain) {
    if (cells.isNone()) {
      return;
    }
    domain
        .first("numatune")
        .ifPresent(tune ->
            tune.children().stream()
                .filter(memory -> !memory.is("mode", "preferred"))
                .forEach(memory -> moved(memory, "nodeset", cells)));
  }

  private void moved(Element element, String attribute, Rebinding by) {
    element.attributes().stream()
        .filter(a -> a.name().equals(attribute))
        .forEach(set -> edits.value(set, by.moved(set.value())));
  }

  private void device(Element domain, Claims.Device device) {
    var address =
        domain.first("devices").stream()
            .flatMap(devices -> devices.children().stream())
            .filter(d -> d.name().equals("hostdev") || d.is("type", "hostdev"))
            .flatMap(d -> d.first("source").stream())
            .flatMap(source -> source.first("address").stream())
            .filter(a -> HostAddress.of(device.kind(), a).equals(device.sourceAddress()))
            .findFirst();
    if (address.isPresent()) {
      HostAddress.set(device.kind(), address.get(), device.address(), edits);
    } else if (strict) {
      throw new IllegalArgumentException(
          "a place was claimed for device %s, which the guest does not have"
              .formatted(device.sourceAddress()));
    }
  }

  private void disk(Element domain, Claims.Volume volume) {
    var disk =
        domain.first("devices").stream()
            .flatMap(devices -> devices.all("disk"))
            .filter(d -> d.first("target").filter(t -> t.is("dev", volume.target())).isPresent())
            .findFirst();
    if (disk.isPresent()) {
      requireFormat(disk.get(), volume);
      place(disk.get(), volume);
    } else if (strict) {
      throw new IllegalArgumentException(
          "a volume was claimed for disk %s, which the guest does not have"
              .formatted(volume.target()));
    }
  }

  /** Were they to differ, one of the hosts would read an image as what it is not. */
  private static void requireFormat(Element disk, Claims.Volume volume) {
    var format = disk.first("driver").flatMap(d -> d.attribute("type")).orElse("raw");
    if (!format.equals(volume.format())) {
      throw new IllegalArgumentException(
          "disk %s is %s by its definition, and %s was claimed"
              .formatted(volume.target(), format, volume.format()));
    }
  }

  private void place(Element disk, Claims.Volume volume) {
    var path =
        Optional.ofNullable(paths.get(volume.target()))
            .orElseThrow(
                () -> new IllegalArgumentException("no path of the volume for " + volume.target()));
    var source =
        disk.first("source")
            .orElseThrow(
                () -> new IllegalArgumentException("disk " + volume.target() + " has no source"));
    disk.attributes().stream()
        .filter(a -> a.name().equals("type"))
        .forEach(type -> edits.value(type, Places.type(path)));
    disk.all("backingStore").forEach(chain -> edits.replace(chain.start(), chain.end(), ""));
    var inside = text.substring(source.content(), source.contentEnd());
    var chain = diskCopy == DiskCopy.INCREMENTAL ? volume.backing() : List.<GuestNeeds.Layer>of();
    edits.replace(source.start(), source.end(), Places.source(path, inside) + Places.chain(chain));
  }
}
