package io.godwit.agent.hypervisor.libvirt;

import io.godwit.agent.hypervisor.HypervisorException.Kind;

/** What a caller may conclude from libvirt's error codes (virterror.h: virErrorNumber). */
public final class ErrorKinds {
  public static final int NO_DOMAIN = 42;
  public static final int NO_STORAGE_VOLUME = 50;
  public static final int OPERATION_INVALID = 55;
  public static final int NO_DOMAIN_METADATA = 80;
  public static final int OPERATION_UNSUPPORTED = 84;

  private ErrorKinds() {}

  /** Of every call but a migration's. */
  public static Kind ofCall(int code, String message) {
    return switch (code) {
      case NO_DOMAIN -> Kind.NO_SUCH_GUEST;
      case OPERATION_INVALID -> ofInvalid(message);
      // NO_SUPPORT, CONFIG_UNSUPPORTED, ARGUMENT_UNSUPPORTED, OPERATION_UNSUPPORTED
      case 3, 67, 74, OPERATION_UNSUPPORTED -> Kind.UNSUPPORTED;
      // NO_CONNECT, INVALID_CONN, OPERATION_TIMEOUT (another call holds the guest): nothing is
      // known
      case 5, 6, 68 -> Kind.UNREACHABLE;
      case 78 -> Kind.ABORTED;
      default -> Kind.FAILED;
    };
  }

  /**
   * Of a migration's call, whose error may as well have come from the destination: there neither a
   * missing guest nor a lost connection says anything about this host.
   */
  public static Kind ofMigration(int code, String message) {
    return switch (ofCall(code, message)) {
      case NO_SUCH_GUEST, UNREACHABLE, NO_JOB, FAILED -> Kind.FAILED;
      case UNSUPPORTED -> Kind.UNSUPPORTED;
      case WRONG_STATE -> Kind.WRONG_STATE;
      case ABORTED -> Kind.ABORTED;
    };
  }

  /** libvirt has one code for all of this; its words are the same in every version from 8 to 12. */
  private static Kind ofInvalid(String message) {
    if (message.contains("VIR_MIGRATE_POSTCOPY")) {
      return Kind.UNSUPPORTED;
    }
    boolean noJob =
        message.contains("no job is active")
            || message.contains("while outgoing migration is in progress");
    return noJob ? Kind.NO_JOB : Kind.WRONG_STATE;
  }
}
