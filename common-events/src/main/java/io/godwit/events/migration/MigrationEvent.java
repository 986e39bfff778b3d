package io.godwit.events.migration;

import io.godwit.events.About;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.GuestClass;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.Require;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.Fact;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.convergence.Prediction;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The life of a migration, as facts in the past tense, written by the scheduler alone. */
public sealed interface MigrationEvent {
  About about();

  /** A request was accepted into the record; {@code requestedBy} is the event source that asked. */
  record MigrationRequested(
      About about,
      RequestMigration request,
      Reason reason,
      GuestClass guestClass,
      String requestedBy)
      implements MigrationEvent {}

  /** It waits for its turn; {@code waitingFor} says for what, in words. */
  record MigrationQueued(About about, GuestRef guest, HostId source, String waitingFor)
      implements MigrationEvent {}

  /**
   * The destination is asked for its facts.
   *
   * @param why this destination
   * @param considered the best of the others and those that were left out, each with its reason
   */
  record MigrationChecking(
      About about,
      GuestRef guest,
      HostId source,
      HostId destination,
      String why,
      List<Considered> considered)
      implements MigrationEvent {
    public MigrationChecking {
      considered = Require.list(considered);
    }
  }

  /** A host that was looked at; {@code suitable} says whether it could have been taken. */
  record Considered(HostId host, boolean suitable, String reason) {}

  /** The verdict was yes; the destination makes itself ready, with what is reserved there. */
  record MigrationPreparing(About about, List<Fact> facts, Claims claims)
      implements MigrationEvent {
    public MigrationPreparing {
      facts = Require.list(facts);
    }
  }

  /** Its place in the queue was changed by an operator. */
  record PriorityChanged(About about, int priority, String by) implements MigrationEvent {}

  /**
   * It had not switched over and gives way to a more urgent one: it is stopped and queued again.
   */
  record MigrationPreempted(About about, MigrationId by, String detail) implements MigrationEvent {}

  /**
   * Its share of the links changed.
   *
   * @param limit what it may send from now on; absent: no limit of its own
   * @param why the share is what it is
   */
  record BandwidthGranted(About about, @Nullable BytesPerSecond limit, String why)
      implements MigrationEvent {}

  /** What the granted share really did. */
  record BandwidthVerified(About about, BytesPerSecond limit, BytesPerSecond measured, boolean kept)
      implements MigrationEvent {}

  /**
   * The hypervisor migrates: pre-copy began with these settings, under this policy.
   *
   * @param predicted what was predicted of it; absent: nothing could be
   * @param planned why it was armed and told what it was, a sentence each
   */
  record MigrationRunning(
      About about,
      GuestRef guest,
      HostId source,
      HostId destination,
      EffectivePolicy policy,
      StartSettings settings,
      @Nullable Prediction predicted,
      List<String> planned)
      implements MigrationEvent {
    public MigrationRunning {
      planned = Require.list(planned);
    }

    /** One of which nothing was predicted. */
    public MigrationRunning(
        About about,
        GuestRef guest,
        HostId source,
        HostId destination,
        EffectivePolicy policy,
        StartSettings settings) {
      this(about, guest, source, destination, policy, settings, null, List.of());
    }
  }

  /**
   * An operator changed what may be done to it while it runs.
   *
   * @param policy as it is from now on
   * @param explanation who or what wanted it
   */
  record PolicyRetuned(About about, EffectivePolicy policy, @Nullable String explanation)
      implements MigrationEvent {}

  /**
   * An operator wants it finished now.
   *
   * @param override whether by more than its policy allows
   * @param explanation who or what wanted it
   */
  record CompletionDemanded(About about, boolean override, @Nullable String explanation)
      implements MigrationEvent {}

  /**
   * A wish of an operator came too late or cannot be granted; the migration's course is unchanged.
   *
   * @param wish the type of the request
   */
  record WishRefused(About about, String wish, String detail) implements MigrationEvent {}

  /** The guest runs at the destination and fetches the rest of its memory from the source. */
  record MigrationSwitchedToPostCopy(About about) implements MigrationEvent {}

  /** A post-copy lost its connection; the guest stands still until it is resumed. */
  record MigrationRecovering(About about, String detail) implements MigrationEvent {}

  /** The hypervisor's job is over or in doubt; both hosts are asked what is true. */
  record MigrationVerifying(About about, String detail) implements MigrationEvent {}

  /** Someone wants it cancelled, and it still can be. */
  record MigrationCancelling(About about, @Nullable String explanation) implements MigrationEvent {}

  /** A cancel came too late or for nothing; the migration's course is unchanged. */
  record CancelRefused(About about, String detail) implements MigrationEvent {}

  /**
   * A request under a key that was used before, with another body; the first one's course is
   * unchanged.
   */
  record RequestRefused(About about, String field, String detail) implements MigrationEvent {}

  /**
   * An attempt failed before the switch-over, the guest runs at the source, another attempt will
   * follow.
   */
  record AttemptFailed(
      About about, HostId destination, FailureCause cause, String detail, List<Fact> facts)
      implements MigrationEvent {
    public AttemptFailed {
      facts = Require.list(facts);
    }
  }

  /** The guest runs at the destination and nowhere else. */
  record MigrationCompleted(
      About about, HostId destination, MigrationMode mode, MigrationFigures figures)
      implements MigrationEvent {}

  /** It ended without moving; {@code guestRunsOn} is where the guest runs, if it runs. */
  record MigrationFailed(
      About about, FailureCause cause, String detail, @Nullable HostId guestRunsOn)
      implements MigrationEvent {}

  /** It was cancelled; the guest runs where it was. */
  record MigrationCancelled(About about, @Nullable String explanation) implements MigrationEvent {}

  /**
   * It never started, because the request cannot be carried out. {@code field} is the one at fault,
   * {@code facts} what the named destination said.
   */
  record MigrationRejected(
      About about, RejectionReason reason, @Nullable String field, String detail, List<Fact> facts)
      implements MigrationEvent {
    public MigrationRejected {
      facts = Require.list(facts);
    }
  }
}
