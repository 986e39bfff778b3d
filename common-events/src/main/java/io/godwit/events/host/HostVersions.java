package io.godwit.events.host;

import io.godwit.events.Require;

/**
 * Versions as libvirt counts them: major x 1,000,000 + minor x 1,000 + release.
 *
 * @param hypervisor of the emulator (virConnectGetVersion)
 * @param libvirt of the daemon (virConnectGetLibVersion)
 */
public record HostVersions(long hypervisor, long libvirt) {
  public HostVersions {
    Require.atLeast(hypervisor, 0, "hypervisor");
    Require.atLeast(libvirt, 0, "libvirt");
  }

  /** One of them for people, like {@code 11.1.2}. */
  public static String words(long version) {
    return "%d.%d.%d".formatted(version / 1_000_000, version / 1000 % 1000, version % 1000);
  }
}
