package io.godwit.events.agent;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.Require;
import io.godwit.events.convergence.Escalation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent answers and reports. {@code about.sequence()} rises per (host, migration); an
 * answer names the issuer's sequence that it answers.
 */
public sealed interface AgentEvent {
  About about();

  HostId host();

  /** Answer to CheckFacts. */
  record FactsAnswered(About about, HostId host, long answers, List<Fact> facts)
      implements AgentEvent {
    public FactsAnswered {
      facts = Require.list(facts);
    }
  }

  /** Answer to PrepareDestination, with the facts as they are after the preparation. */
  record DestinationPrepared(About about, HostId host, long answers, List<Fact> facts)
      implements AgentEvent {
    public DestinationPrepared {
      facts = Require.list(facts);
    }
  }

  /** Answer to PrepareDestination: nothing that it made is left. */
  record PreparationFailed(About about, HostId host, long answers, String detail)
      implements AgentEvent {}

  /**
   * Answer to MeasureDirtying.
   *
   * @param periods as they were measured
   */
  record DirtyingMeasured(About about, HostId host, long answers, List<DirtiedIn> periods)
      implements AgentEvent {
    public DirtyingMeasured {
      periods = Require.list(periods);
    }
  }

  /** How much memory was written to at least once within a period. */
  record DirtiedIn(Duration period, Bytes distinct) {
    public DirtiedIn {
      Require.notNegative(period, "periodMillis");
      Require.present(distinct, "distinctBytes");
    }
  }

  /** The hypervisor accepted the job and pre-copy runs. */
  record MigrationStarted(About about, HostId host, GuestRef guest, StartSettings settings)
      implements AgentEvent {}

  /** The switch to post-copy happened: from now on the destination has the guest. */
  record PostCopyBegan(About about, HostId host) implements AgentEvent {}

  /**
   * An escalation was applied.
   *
   * @param answers the policy's sequence
   * @param effect what the hypervisor says after it, in words
   */
  record EscalationApplied(
      About about, HostId host, long answers, Escalation escalation, String effect)
      implements AgentEvent {}

  /** The hypervisor took the abort; the end follows as MigrationEnded. */
  record AbortApplied(About about, HostId host, long answers) implements AgentEvent {}

  /** A command was not applied. {@code command} is its event type. */
  record CommandRefused(
      About about,
      HostId host,
      Order.Issuer issuer,
      long answers,
      String command,
      RefusalReason reason,
      String detail)
      implements AgentEvent {}

  /**
   * The job is over, as the source saw it. What is true of the guest is to be read from both hosts.
   *
   * @param outcome how the call ended
   * @param figures of the completed job, where there is one
   * @param error the hypervisor's words, where it failed
   */
  record MigrationEnded(
      About about,
      HostId host,
      Outcome outcome,
      @Nullable JobFigures figures,
      @Nullable String error)
      implements AgentEvent {
    /** How the call ended. */
    public enum Outcome {
      SUCCEEDED,
      /** Aborted on a command of the scheduler. */
      ABORTED,
      /** Aborted on the policy's word that it is hopeless. */
      GIVEN_UP,
      FAILED,
      /**
       * This attempt was begun once and has no job any more: the agent or hypervisor restarted
       * meanwhile.
       */
      INTERRUPTED
    }
  }

  /**
   * Answer to ReportGuestState.
   *
   * @param answers the scheduler's sequence
   * @param jobActive whether the hypervisor runs a migration job for the guest
   * @param figures of the last completed migration job on this host, where it has one
   */
  record GuestStateReported(
      About about,
      HostId host,
      long answers,
      GuestState state,
      boolean jobActive,
      @Nullable JobFigures figures)
      implements AgentEvent {}

  /** Answer to PausePostCopy. */
  record PostCopyPaused(About about, HostId host, long answers) implements AgentEvent {}

  /** Answer to ResumePostCopy: the hypervisor took it. */
  record PostCopyResumed(About about, HostId host, long answers) implements AgentEvent {}

  /** A post-copy lost its connection: the guest stands still. */
  record PostCopyBroke(About about, HostId host, String detail) implements AgentEvent {}

  /** Answer to TearDown: nothing of the attempt is left on this host. */
  record DestinationTornDown(About about, HostId host, long answers) implements AgentEvent {}

  /**
   * Answer to SetBandwidth.
   *
   * @param limit that was set; absent: none
   * @param inForce what the hypervisor says after it; absent: none
   */
  record BandwidthApplied(
      About about,
      HostId host,
      long answers,
      @Nullable BytesPerSecond limit,
      @Nullable BytesPerSecond inForce)
      implements AgentEvent {}

  /**
   * What a limit really did: a hypervisor may take it and not keep to it, as QEMU's multifd.
   *
   * @param limit that was set
   * @param measured rate since then
   * @param kept whether the rate stays within the limit, with a tolerance
   */
  record BandwidthMeasured(
      About about,
      HostId host,
      long answers,
      BytesPerSecond limit,
      BytesPerSecond measured,
      boolean kept)
      implements AgentEvent {}

  /**
   * Answer to ReleaseSource.
   *
   * @param removed paths of the volumes that are gone
   * @param kept paths of those that are still there, each with its reason
   */
  record SourceReleased(
      About about, HostId host, long answers, List<String> removed, List<String> kept)
      implements AgentEvent {
    public SourceReleased {
      removed = Require.list(removed);
      kept = Require.list(kept);
    }
  }
}
