package io.godwit.events.request;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.DiskCopy;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.EvacuationId;
import io.godwit.events.GuestClass;
import io.godwit.events.HostId;
import io.godwit.events.InvalidField;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.Require;
import io.godwit.events.host.HostSettings;
import java.time.Duration;
import java.time.Instant;
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
   * @param deadline by which it should be over; absent: as the policy says
   * @param lastResort what happens when nothing allowed suffices; absent: as the policy says
   */
  record RequestMigration(
      String guest,
      @Nullable HostId destination,
      @Nullable Reason reason,
      @Nullable GuestClass guestClass,
      @Nullable Boolean forced,
      @Nullable Integer priority,
      @Nullable String project,
      @Nullable DiskCopy diskCopy,
      @Nullable Instant deadline,
      @Nullable LastResort lastResort)
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

    /** One that leaves deadline and last resort to the policy. */
    public RequestMigration(
        String guest,
        @Nullable HostId destination,
        @Nullable Reason reason,
        @Nullable GuestClass guestClass,
        @Nullable Boolean forced,
        @Nullable Integer priority,
        @Nullable String project,
        @Nullable DiskCopy diskCopy) {
      this(guest, destination, reason, guestClass, forced, priority, project, diskCopy, null, null);
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
   * Finish a migration now, by what its policy allows.
   *
   * @param migration the migration's id
   * @param override whether it is to be finished by more than the policy allows, which is recorded;
   *     absent: false
   * @param explanation who or what wants it, for the record; at most 500 characters; required with
   *     an override
   */
  record CompleteMigration(
      MigrationId migration, @Nullable Boolean override, @Nullable String explanation)
      implements MigrationRequest {
    public CompleteMigration {
      Require.present(migration, "migration");
      checkExplanation(explanation);
      if (Boolean.TRUE.equals(override) && (explanation == null || explanation.isBlank())) {
        throw new InvalidField("explanation", "is required with an override");
      }
    }

    public boolean overrideOrDefault() {
      return Boolean.TRUE.equals(override);
    }
  }

  /**
   * Change a migration that is under way. What is absent stays as it is.
   *
   * @param migration the migration's id
   * @param priority its new place in the queue, -100 to 100
   * @param tuning what is changed of its policy; absent: nothing
   * @param explanation who or what wants it, for the record; at most 500 characters; required where
   *     post-copy is to be allowed that was not
   */
  record RetuneMigration(
      MigrationId migration,
      @Nullable Integer priority,
      @Nullable Tuning tuning,
      @Nullable String explanation)
      implements MigrationRequest {

    /**
     * What is changed of a running migration's policy. What is absent stays as it is.
     *
     * @param deadline by which it should be over
     * @param downtimeBudget the most downtime that may ever be allowed
     * @param throttleBudgetPercent the most by which the guest's CPUs may be slowed, 0 to 99
     * @param pauseBudget how long the guest may be paused
     * @param postCopyAllowed whether post-copy is allowed
     * @param bandwidth the most that it may send; 0: no limit of its own
     * @param lastResort what happens when nothing allowed suffices
     */
    public record Tuning(
        @Nullable Instant deadline,
        @Nullable Duration downtimeBudget,
        @Nullable Integer throttleBudgetPercent,
        @Nullable Duration pauseBudget,
        @Nullable Boolean postCopyAllowed,
        @Nullable BytesPerSecond bandwidth,
        @Nullable LastResort lastResort) {
      public Tuning {
        if (downtimeBudget != null) {
          Require.notNegative(downtimeBudget, "downtimeBudgetMillis");
        }
        if (throttleBudgetPercent != null) {
          Require.atLeast(throttleBudgetPercent, 0, "throttleBudgetPercent");
          Require.atMost(throttleBudgetPercent, 99, "throttleBudgetPercent");
        }
        if (pauseBudget != null) {
          Require.notNegative(pauseBudget, "pauseBudgetMillis");
        }
      }
    }

    public RetuneMigration {
      Require.present(migration, "migration");
      MigrationRequest.checkPriority(priority);
      checkExplanation(explanation);
      if (priority == null && tuning == null) {
        throw new InvalidField("priority", "one of priority and tuning must be given");
      }
      boolean allows = tuning != null && Boolean.TRUE.equals(tuning.postCopyAllowed());
      if (allows && (explanation == null || explanation.isBlank())) {
        throw new InvalidField("explanation", "is required where post-copy is to be allowed");
      }
    }

    /** One that changes its place in the queue. */
    public RetuneMigration(MigrationId migration, Integer priority) {
      this(migration, priority, null, null);
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
