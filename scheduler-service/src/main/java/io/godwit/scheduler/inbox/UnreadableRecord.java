package io.godwit.scheduler.inbox;

/** A record that is no event of its topic: it goes to the dead letters, with this message. */
public final class UnreadableRecord extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnreadableRecord(String reason) {
    super(reason);
  }
}
