package io.godwit.agent.hypervisor;

/**
 * The hypervisor could not or would not. The kind is what a caller may decide on; the message is
 * its words.
 */
public final class HypervisorException extends RuntimeException {
  /** What a caller may conclude. */
  public enum Kind {
    /** It could not be asked, or did not answer in time: nothing is known. */
    UNREACHABLE,
    NO_SUCH_GUEST,
    /** The guest has no migration job. */
    NO_JOB,
    /** This hypervisor cannot do it, or it was not armed at the start. */
    UNSUPPORTED,
    /** Not in the state that the guest or the job is in. */
    WRONG_STATE,
    /** The migration was aborted. */
    ABORTED,
    FAILED
  }

  private final Kind kind;

  public HypervisorException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
