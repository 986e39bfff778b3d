package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;

import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.libvirt.ErrorKinds;
import org.jspecify.annotations.Nullable;

/**
 * What libvirt said of a call that failed. It leaves the package as a {@link HypervisorException}.
 */
final class LibvirtFailure extends RuntimeException {
  private final int code;
  private final String words;

  private LibvirtFailure(int code, String words) {
    super(words);
    this.code = code;
    this.words = words;
  }

  /**
   * The last error of this thread: to be asked on the thread of the failed call, right after it.
   */
  static LibvirtFailure last() {
    var error = CALLS.virGetLastError();
    return error == null
        ? new LibvirtFailure(0, "libvirt gave no reason")
        : new LibvirtFailure(
            error.code, error.message == null ? "error " + error.code : error.message);
  }

  /** Passes on what a call returned, if it is not negative. */
  static int check(int returned) {
    if (returned < 0) {
      throw last();
    }
    return returned;
  }

  /** Passes on the object that a call returned, if there is one. */
  static <T> T check(@Nullable T returned) {
    if (returned == null) {
      throw last();
    }
    return returned;
  }

  int code() {
    return code;
  }

  String words() {
    return words;
  }

  HypervisorException ofCall(boolean connectionAlive) {
    return as(connectionAlive ? ErrorKinds.ofCall(code, words) : Kind.UNREACHABLE);
  }

  HypervisorException ofMigration(boolean connectionAlive) {
    return as(connectionAlive ? ErrorKinds.ofMigration(code, words) : Kind.UNREACHABLE);
  }

  HypervisorException as(Kind kind) {
    return new HypervisorException(kind, words);
  }
}
