package io.godwit.events;

import java.util.UUID;

/**
 * A guest: libvirt's UUID of the domain, which is its identity, and its name, which is for people.
 */
public record GuestRef(UUID uuid, String name) {
  public GuestRef {
    Require.present(uuid, "uuid");
    Require.text(name, "name", 255);
  }

  @Override
  public String toString() {
    return name;
  }
}
