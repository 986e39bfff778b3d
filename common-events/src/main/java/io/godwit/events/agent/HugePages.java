package io.godwit.events.agent;

import io.godwit.events.Bytes;
import io.godwit.events.Require;

/** Memory in huge pages of one size. */
public record HugePages(Bytes page, Bytes memory) {
  public HugePages {
    Require.present(page, "pageBytes");
    Require.present(memory, "memoryBytes");
  }
}
