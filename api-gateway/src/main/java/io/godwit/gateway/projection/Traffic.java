package io.godwit.gateway.projection;

/** How many migrations are moving away from a host and to it, from the start to the verdict. */
public record Traffic(int sending, int receiving) {
  public static final Traffic NONE = new Traffic(0, 0);

  public Traffic plus(Traffic other) {
    return new Traffic(sending + other.sending, receiving + other.receiving);
  }
}
