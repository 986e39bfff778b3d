package io.godwit.agent.host;

import io.godwit.events.host.HostInventory;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which inventories are worth publishing: what differs, and now and then what does not. */
public final class InventoryChanges {
  private final Duration refresh;
  private @Nullable HostInventory published;

  /**
   * @param refresh after which an unchanged inventory is published again
   */
  public InventoryChanges(Duration refresh) {
    this.refresh = refresh;
  }

  /** Whether this one is to be published; if so it counts as published. */
  public boolean take(HostInventory inventory) {
    var last = published;
    boolean worthIt =
        last == null
            || !at(inventory, last.at()).equals(last)
            || !inventory.at().isBefore(last.at().plus(refresh));
    if (worthIt) {
      published = inventory;
    }
    return worthIt;
  }

  private static HostInventory at(HostInventory inventory, Instant at) {
    return new HostInventory(
        inventory.host(),
        at,
        inventory.hypervisor(),
        inventory.peerUri(),
        inventory.memory(),
        inventory.cpus(),
        inventory.linkRate(),
        inventory.guests());
  }
}
