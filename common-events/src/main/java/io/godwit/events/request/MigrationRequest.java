package io.godwit.events.request;

import io.godwit.events.GuestClass;
import io.godwit.events.HostId;
import io.godwit.events.InvalidField;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.Require;
import org.jspecify.annotations.Nullable;

/**
 * What a platform or the gateway asks for. A new migration's id is {@link MigrationId#of} of the
 * event's source and id. Unknown fields are refused: a misspelt wish must not be dropped in
 * silence.
 */
public sealed interface MigrationRequest {

  /**
   * Move a guest.
   *
   * @param guest name or UUID of the guest
   * @param destination the host to move to; absent: chosen by the scheduler
   * @param reason why; absent: {@link Reason#USER}
   * @param guestClass what the guest tolerates; absent: {@link GuestClass#STANDARD}
   */
  record RequestMigration(
      String guest,
      @Nullable HostId destination,
      @Nullable Reason reason,
      @Nullable GuestClass guestClass)
      implements MigrationRequest {
    public RequestMigration {
      Require.text(guest, "guest", 255);
    }

    public Reason reasonOrDefault() {
      return reason == null ? Reason.USER : reason;
    }

    public GuestClass guestClassOrDefault() {
      return guestClass == null ? GuestClass.STANDARD : guestClass;
    }
  }

  /**
   * Cancel a migration. One that arrives before the migration itself is kept and cancels it on
   * arrival.
   *
   * @param migration the migration's id
   * @param explanation who or what wants it, for the record; at most 500 characters
   */
  record CancelMigration(MigrationId migration, @Nullable String explanation)
      implements MigrationRequest {
    public CancelMigration {
      Require.present(migration, "migration");
      if (explanation != null && explanation.length() > 500) {
        throw new InvalidField("explanation", "is longer than 500 characters");
      }
    }
  }
}
