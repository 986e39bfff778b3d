package io.godwit.cli.gateway;

import java.io.IOException;
import java.net.URI;

/** Nobody answers at the gateway's address. */
public final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unreachable(URI address, IOException cause) {
    super("the gateway at %s does not answer (./godwit status)".formatted(address), cause);
  }
}
