package io.godwit.events.request;

import io.godwit.events.DiskCopy;
import io.godwit.events.EvacuationId;
import io.godwit.events.GuestClass;
import io.godwit.events.HostId;
import io.godwit.events.InvalidField;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.Require;
import io.godwit.events.host.HostSettings;
import java.util.List;
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
   * @param forced take the named destination whatever its checks say, unless the guest could be
   *     damaged or run twice there; absent: false
   * @param priority within the reason, -100 to 100, the higher the sooner; absent: 0
   * @param project on whose account it waits; absent: the guest's
   * @param diskCopy what is done with disks that the destination does not see; absent: {@link
   *     DiskCopy#FULL}
   */
  record RequestMigration(
      String guest,
      @Nullable HostId destination,
      @Nullable Reason reason,
      @Nullable GuestClass guestClass,
      @Nullable Boolean forced,
      @Nullable Integer priority,
      @Nullable String project,
      @Nullable DiskCopy diskCopy)
      implements MigrationRequest {
    public RequestMigration {
      Require.text(guest, "guest", 255);
      checkPriority(priority);
      if (project != null) {
        Require.text(project, "project", 100);
      }
      if (Boolean.TRUE.equals(forced) && destination == null) {
        throw new InvalidField("forced", "needs a destination");
      }
    }

    /** One that leaves the rest as it is by default. */
    public RequestMigration(
        String guest,
        @Nullable HostId destination,
        @Nullable Reason reason,
        @Nullable GuestClass guestClass) {
      this(guest, destination, reason, guestClass, null, null, null, null);
    }

    public boolean forcedOrDefault() {
      return Boolean.TRUE.equals(forced);
    }

    public int priorityOrDefault() {
      return priority == null ? 0 : priority;
    }

    public DiskCopy diskCopyOrDefault() {
      return diskCopy == null ? DiskCopy.FULL : diskCopy;
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
      checkExplanation(explanation);
    }
  }

  /**
   * Change a migration that is under way.
   *
   * @param migration the migration's id
   * @param priority its new place in the queue, -100 to 100
   */
  record RetuneMigration(MigrationId migration, Integer priority) implements MigrationRequest {
    public RetuneMigration {
      Require.present(migration, "migration");
      MigrationRequest.checkPriority(Require.present(priority, "priority"));
    }
  }

  /**
   * Move every guest away from a host, and let none come in until an operator opens it again. The
   * evacuation's id is {@link EvacuationId#of} of the event's source and id.
   *
   * @param host the host to empty
   * @param reason evacuation or maintenance; absent: {@link Reason#EVACUATION}
   * @param destinations the only hosts to move to; absent or empty: any
   * @param explanation for the record; at most 500 characters
   */
  record RequestEvacuation(
      HostId host,
      @Nullable Reason reason,
      @Nullable List<HostId> destinations,
      @Nullable String explanation)
      implements MigrationRequest {
    public RequestEvacuation {
      Require.present(host, "host");
      if (reason == Reason.USER || reason == Reason.REBALANCE) {
        throw new InvalidField("reason", "must be evacuation or maintenance");
      }
      destinations = Require.list(destinations);
      if (destinations.contains(host)) {
        throw new InvalidField("destinations", "contains the host itself");
      }
      checkExplanation(explanation);
    }

    public Reason reasonOrDefault() {
      return reason == null ? Reason.EVACUATION : reason;
    }

    /** The only hosts to move to; empty: any. */
    public List<HostId> destinationsOrAny() {
      return Require.list(destinations);
    }
  }

  /**
   * Cancel an evacuation. Guests that have moved stay where they are, and the host is opened again.
   *
   * @param evacuation the evacuation's id
   * @param running what becomes of migrations that are under way; absent: they finish
   * @param explanation for the record; at most 500 characters
   */
  record CancelEvacuation(
      EvacuationId evacuation, @Nullable Running running, @Nullable String explanation)
      implements MigrationRequest {
    /** What becomes of migrations that are under way. */
    public enum Running {
      FINISH,
      CANCEL
    }

    public CancelEvacuation {
      Require.present(evacuation, "evacuation");
      checkExplanation(explanation);
    }

    public Running runningOrDefault() {
      return running == null ? Running.FINISH : running;
    }
  }

  /** Set what operators say of a host, as a whole: what is absent is as the configuration says. */
  record ConfigureHost(HostId host, HostSettings settings) implements MigrationRequest {
    public ConfigureHost {
      Require.present(host, "host");
      Require.present(settings, "settings");
    }
  }

  /**
   * What would happen if the guest were to move: nothing is changed. The plan's id is {@link
   * MigrationId#of} of the event's source and id; the answer is a {@link
   * io.godwit.events.plan.PlanMade}.
   *
   * @param request as it would be asked for
   */
  record RequestPlan(RequestMigration request) implements MigrationRequest {
    public RequestPlan {
      Require.present(request, "request");
    }
  }

  private static void checkPriority(@Nullable Integer priority) {
    if (priority != null) {
      Require.atLeast(priority, -100, "priority");
      Require.atMost(priority, 100, "priority");
    }
  }

  private static void checkExplanation(@Nullable String explanation) {
    if (explanation != null && explanation.length() > 500) {
      throw new InvalidField("explanation", "is longer than 500 characters");
    }
  }
}
