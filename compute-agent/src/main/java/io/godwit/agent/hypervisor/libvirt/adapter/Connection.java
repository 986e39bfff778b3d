package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;

import io.godwit.agent.hypervisor.HypervisorException.Kind;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;

/**
 * One connection to a libvirtd. It closes when its owner and everybody who retained it have
 * released it, so that a call which hangs never finds its connection freed under it.
 */
final class Connection {
  private final ConnectionPointer handle;
  private final AtomicInteger holders = new AtomicInteger(1);

  private Connection(ConnectionPointer handle) {
    this.handle = handle;
  }

  /** Blocks as long as the network lets it. */
  static Connection open(LibvirtSettings settings) {
    EventLoop.start();
    var handle = CALLS.virConnectOpen(settings.uri());
    if (handle == null) {
      throw LibvirtFailure.last().as(Kind.UNREACHABLE);
    }
    // Not every driver has keepalive (test:///default does not), so its answer does not matter.
    CALLS.virConnectSetKeepAlive(
        handle, (int) settings.keepAliveInterval().toSeconds(), settings.keepAliveCount());
    return new Connection(handle);
  }

  ConnectionPointer handle() {
    return handle;
  }

  boolean isAlive() {
    return CALLS.virConnectIsAlive(handle) == 1;
  }

  /** Whether it was still there to be retained. */
  boolean retain() {
    return holders.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      CALLS.virConnectClose(handle);
    }
  }

  /** Does something with a guest; fails with VIR_ERR_NO_DOMAIN if the host has no such guest. */
  <T> T with(UUID guest, Function<DomainPointer, T> work) {
    var bytes = ByteBuffer.allocate(16);
    bytes.putLong(guest.getMostSignificantBits()).putLong(guest.getLeastSignificantBits());
    var domain = check(CALLS.virDomainLookupByUUID(handle, bytes.array()));
    try {
      return work.apply(domain);
    } finally {
      CALLS.virDomainFree(domain);
    }
  }
}
