package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;

import com.sun.jna.ptr.LongByReference;

/** The versions of a host, for people. libvirt counts 1,000,000 × major + 1,000 × minor + micro. */
final class Versions {
  private Versions() {}

  static String of(Connection connection) {
    var hypervisor = new LongByReference();
    var libvirt = new LongByReference();
    check(CALLS.virConnectGetVersion(connection.handle(), hypervisor));
    check(CALLS.virConnectGetLibVersion(connection.handle(), libvirt));
    var type = check(CALLS.virConnectGetType(connection.handle()));
    return "%s %s, libvirt %s".formatted(type, text(hypervisor), text(libvirt));
  }

  private static String text(LongByReference version) {
    long number = version.getValue();
    return "%d.%d.%d".formatted(number / 1_000_000, number / 1000 % 1000, number % 1000);
  }
}
