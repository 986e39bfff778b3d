package io.godwit.scheduler.evacuation;

import io.godwit.events.Require;
import java.util.List;

/**
 * Why a guest does not go.
 *
 * @param reason in words
 * @param hopeless whether the policy gave up: then only another link helps
 * @param rooms what the destinations offered when it got stuck, by host
 */
public record Stuck(String reason, boolean hopeless, List<Room> rooms) {
  public Stuck {
    Require.present(reason, "reason");
    rooms = Require.list(rooms);
  }

  /**
   * Whether the fleet offers what it did not offer then: a host more, or more room on one. After a
   * hopeless migration only a host with another link than all before counts.
   */
  boolean offeredMore(List<Room> now) {
    return now.stream().anyMatch(room -> isNew(room) && (!hopeless || hasAnotherLink(room)));
  }

  private boolean isNew(Room room) {
    return rooms.stream()
        .filter(before -> before.host().equals(room.host()))
        .findFirst()
        .map(before -> room.free().compareTo(before.free()) > 0 || !room.sameLink(before))
        .orElse(true);
  }

  private boolean hasAnotherLink(Room room) {
    return rooms.stream().noneMatch(room::sameLink);
  }
}
