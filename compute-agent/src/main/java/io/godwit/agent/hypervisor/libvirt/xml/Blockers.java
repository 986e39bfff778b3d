package io.godwit.agent.hypervisor.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What in a running domain's definition libvirt is known to refuse a migration for, or to allow one
 * only with luck. Each by a word that does not change.
 */
final class Blockers {
  /**
   * A word, and what it is found by.
   *
   * @param word that the facts know
   */
  private record Blocker(String word, Predicate<XmlElement> found) {}

  private static final List<Blocker> ALL =
      List.of(
          new Blocker("host-passthrough", Blockers::hasHostCpu),
          new Blocker("invtsc", Blockers::hasInvariantTsc),
          new Blocker("virtiofs", d -> anyDevice(d, "filesystem", Blockers::isVirtiofs)),
          new Blocker("filesystem", d -> anyDevice(d, "filesystem", f -> !isVirtiofs(f))),
          new Blocker("pci-device", d -> anyDevice(d, "hostdev", h -> h.is("type", "pci"))),
          new Blocker("pci-interface", d -> anyDevice(d, "interface", Blockers::isPlainHostdev)),
          new Blocker("teamed-interface", d -> anyDevice(d, "interface", Blockers::isTeamed)),
          new Blocker("mdev-device", d -> anyDevice(d, "hostdev", h -> h.is("type", "mdev"))),
          new Blocker("usb-device", d -> anyDevice(d, "hostdev", h -> h.is("type", "usb"))),
          new Blocker("scsi-device", d -> anyDevice(d, "hostdev", Blockers::isScsi)),
          new Blocker("host-capability", d -> anyDevice(d, "hostdev", Blockers::isOfContainers)),
          new Blocker("vdpa", d -> anyDevice(d, "interface", i -> i.is("type", "vdpa"))),
          new Blocker("shared-memory", d -> anyDevice(d, "shmem", s -> !s.has("server"))),
          new Blocker("tpm-passthrough", d -> anyDevice(d, "tpm", Blockers::isHostTpm)),
          new Blocker("nvme-disk", d -> anyDevice(d, "disk", i -> i.is("type", "nvme"))),
          new Blocker("transient-disk", d -> anyDevice(d, "disk", i -> i.has("transient"))),
          new Blocker("block-job", d -> anyDevice(d, "disk", i -> i.has("mirror"))),
          new Blocker("launch-security", d -> d.has("launchSecurity")));

  private Blockers() {}

  static List<String> of(XmlElement domain) {
    var words = new ArrayList<String>();
    for (var blocker : ALL) {
      if (blocker.found().test(domain)) {
        words.add(blocker.word());
      }
    }
    return words;
  }

  private static boolean anyDevice(
      XmlElement domain, String name, Predicate<XmlElement> condition) {
    return domain.at("devices").stream().flatMap(devices -> devices.all(name)).anyMatch(condition);
  }

  private static boolean hasHostCpu(XmlElement domain) {
    return domain
        .at("cpu")
        .filter(cpu -> cpu.is("mode", "host-passthrough") || cpu.is("mode", "maximum"))
        .isPresent();
  }

  /** libvirt refuses it unless the frequency is fixed in the definition. */
  private static boolean hasInvariantTsc(XmlElement domain) {
    boolean wanted =
        domain.at("cpu").stream()
            .flatMap(cpu -> cpu.all("feature"))
            .anyMatch(feature ->
                feature.is("name", "invtsc")
                    && (feature.is("policy", "require") || feature.is("policy", "force")));
    boolean fixed =
        domain.at("clock").stream()
            .flatMap(clock -> clock.all("timer"))
            .anyMatch(timer -> timer.is("name", "tsc") && timer.attribute("frequency").isPresent());
    return wanted && !fixed;
  }

  private static boolean isVirtiofs(XmlElement filesystem) {
    return filesystem.at("driver").filter(driver -> driver.is("type", "virtiofs")).isPresent();
  }

  private static boolean isPlainHostdev(XmlElement device) {
    return device.is("type", "hostdev") && !hasTeam(device);
  }

  /** libvirt unplugs it for the migration; its partner keeps the guest connected. */
  private static boolean isTeamed(XmlElement device) {
    return device.is("type", "hostdev") && hasTeam(device);
  }

  private static boolean hasTeam(XmlElement device) {
    return device.at("teaming").filter(team -> team.is("type", "transient")).isPresent();
  }

  private static boolean isScsi(XmlElement device) {
    return device.is("type", "scsi") || device.is("type", "scsi_host");
  }

  private static boolean isOfContainers(XmlElement device) {
    return device.is("mode", "capabilities");
  }

  private static boolean isHostTpm(XmlElement tpm) {
    return tpm.at("backend").filter(backend -> backend.is("type", "passthrough")).isPresent();
  }
}
