package io.godwit.parts;

/** A part did not start, did not answer, or refused; the message is for people. */
public final class PartFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PartFailed(String message) {
    super(message);
  }

  public PartFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
