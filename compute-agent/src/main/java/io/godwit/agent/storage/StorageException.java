package io.godwit.agent.storage;

/** Storage could not be set up or taken away; the message is the words of what refused. */
public final class StorageException extends RuntimeException {
  public StorageException(String message) {
    super(message);
  }
}
