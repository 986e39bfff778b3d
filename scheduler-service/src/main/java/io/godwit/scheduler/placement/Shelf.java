package io.godwit.scheduler.placement;

import io.godwit.scheduler.dispatch.Fleet;
import io.godwit.scheduler.dispatch.Located;
import io.godwit.scheduler.links.Port;

/**
 * What a host has for guests, as it says itself.
 *
 * @param port how it is connected
 * @param closed whether no guest is let in
 * @param hasWindows whether its operators say when guests may move
 * @param memory that guests may use at all, in bytes
 * @param free what its guests leave of that; below 0 where they take more
 */
record Shelf(Port port, boolean closed, boolean hasWindows, long memory, long free) {

  static Shelf of(Fleet.Host host, Port port) {
    var settings = host.settings();
    var inventory = host.inventory();
    long memory = inventory == null ? 0 : inventory.memory().count();
    long free = memory;
    if (inventory != null) {
      for (var guest : inventory.guests()) {
        if (Located.takesMemory(guest.state())) {
          free -= guest.memory().count();
        }
      }
    }
    return new Shelf(port, settings.closedOrDefault(), !settings.windows().isEmpty(), memory, free);
  }
}
