package io.godwit.scheduler.evacuation;

import io.godwit.events.GuestClass;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.scheduler.migration.Migration;
import io.godwit.scheduler.migration.MigrationState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an evacuation sees when it looks: the reading it decides by, and nothing that it remembers.
 *
 * @param host the one to be emptied; absent: nobody knows it
 * @param known every host that is known, by id
 * @param guests on the host, whatever their state
 * @param rooms of the hosts that may take guests of it in, by id
 * @param migrations this evacuation's, and all others that are under way from or to the host
 * @param lanes how many guests can leave the host at once, at least 1
 */
public record Sight(
    @Nullable Host host,
    List<HostId> known,
    List<Guest> guests,
    List<Room> rooms,
    List<Move> migrations,
    int lanes) {

  /**
   * @param told whether it has said what it runs
   * @param closed whether nothing may be moved there
   */
  public record Host(HostId id, boolean told, boolean closed) {}

  /**
   * A guest on the host.
   *
   * @param guest which guest
   * @param presence what it does there
   * @param guestClass what it tolerates
   * @param expected how long its migration is expected to take; absent: cannot be said
   * @param words for its state
   * @param toldAt when the host said so
   */
  public record Guest(
      GuestRef guest,
      Presence presence,
      GuestClass guestClass,
      @Nullable Duration expected,
      String words,
      Instant toldAt) {}

  /** What a guest does on the host. */
  public enum Presence {
    /** It runs, or stands still by a user's wish: it can be moved. */
    ACTIVE,
    /** It is being moved, or could not be asked: it will be one of the others. */
    IN_FLUX,
    /** It is defined and does not run: there is nothing to be moved alive. */
    IDLE
  }

  /**
   * A migration.
   *
   * @param id which one
   * @param guest that it moves; absent: not looked up yet
   * @param state where it stands
   * @param since when it came there
   * @param from its source; absent: not looked up yet
   * @param to its destination; absent: none is chosen
   * @param end how it ended without moving its guest; absent: it did not
   */
  public record Move(
      MigrationId id,
      @Nullable UUID guest,
      MigrationState state,
      Instant since,
      @Nullable HostId from,
      @Nullable HostId to,
      Migration.@Nullable End end) {}

  public Sight {
    known = List.copyOf(known);
    guests = List.copyOf(guests);
    rooms = List.copyOf(rooms);
    migrations = List.copyOf(migrations);
  }

  Optional<Guest> guest(UUID uuid) {
    return guests.stream().filter(guest -> guest.guest().uuid().equals(uuid)).findFirst();
  }

  Optional<Move> move(@Nullable MigrationId id) {
    return migrations.stream().filter(move -> move.id().equals(id)).findFirst();
  }

  /** The migration that a guest is in now. */
  Optional<Move> activeOf(UUID guest) {
    return migrations.stream()
        .filter(move -> guest.equals(move.guest()) && !move.state().terminal())
        .findFirst();
  }

  /** Whether someone is on the way to the host. */
  boolean arrivals() {
    return host != null
        && migrations.stream()
            .anyMatch(move -> host.id().equals(move.to()) && !move.state().terminal());
  }
}
