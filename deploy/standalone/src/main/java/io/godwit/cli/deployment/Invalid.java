package io.godwit.cli.deployment;

/** A value that people gave is wrong; the message says which and what would be right. */
public final class Invalid extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Invalid(String message) {
    super(message);
  }
}
