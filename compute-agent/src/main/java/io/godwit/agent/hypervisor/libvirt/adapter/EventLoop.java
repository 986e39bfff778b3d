package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;

import org.jspecify.annotations.Nullable;
import org.libvirt.jna.Libvirt.VirErrorCallback;

/**
 * libvirt's event loop: one thread per process, started before the first connection. Without it
 * there are neither events nor keepalive.
 */
final class EventLoop {
  /**
   * Errors are read where they happen; without a callback libvirt prints them to standard error as
   * well.
   */
  private static final VirErrorCallback SILENT = (data, error) -> {};

  private static @Nullable Thread thread;

  private EventLoop() {}

  static synchronized void start() {
    if (thread != null) {
      return;
    }
    CALLS.virSetErrorFunc(null, SILENT);
    LibvirtFailure.check(CALLS.virEventRegisterDefaultImpl());
    thread = Thread.ofPlatform().name("libvirt-events").daemon().start(EventLoop::run);
  }

  @SuppressWarnings(
      "InfiniteLoopStatement") // ends with the process: libvirt cannot take its loop back
  private static void run() {
    while (true) {
      CALLS.virEventRunDefaultImpl();
    }
  }
}
