package io.godwit.events.agent;

import io.godwit.events.BytesPerSecond;
import io.godwit.events.DiskCopy;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Require;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.host.HostVersions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is told. Each sets absolute values, so that applying one twice changes nothing, and
 * each is answered by an {@link AgentEvent}.
 */
public sealed interface AgentCommand {
  Order order();

  /** To the destination: what do you know about taking this guest? Answered by FactsAnswered. */
  record CheckFacts(Order order, GuestSpec guest, HostId source, @Nullable Origin origin)
      implements AgentCommand {}

  /**
   * What a destination has to know of the source.
   *
   * @param versions of its hypervisor; absent: not known
   * @param peerUri libvirt URI of the source, as other hosts reach it; absent: not known
   * @param diskCopy what may be done with disks that the destination does not see
   */
  record Origin(@Nullable HostVersions versions, @Nullable String peerUri, DiskCopy diskCopy) {
    public Origin {
      diskCopy = diskCopy == null ? DiskCopy.FULL : diskCopy;
    }
  }

  /**
   * To the destination: start pools, log in to storage, make the claimed volumes; all of it tagged
   * with migration and attempt. Answered by DestinationPrepared or PreparationFailed.
   */
  record PrepareDestination(
      Order order, GuestSpec guest, HostId source, @Nullable Origin origin, Claims claims)
      implements AgentCommand {
    public PrepareDestination {
      Require.present(claims, "claims");
    }
  }

  /**
   * To the source: begin. Happens at most once per attempt. Answered by MigrationStarted, or by
   * MigrationEnded if this attempt was begun before and has no job any more.
   *
   * @param peerUri libvirt URI of the destination, as the source's libvirtd reaches it
   * @param claims what the guest gets there: its definition is changed accordingly
   * @param diskCopy how the claimed volumes are filled
   * @param after migrations from the same host whose jobs have to be over first: it begins as the
   *     last of them ends; empty: at once. If they last until the order expires, it is refused
   */
  record StartMigration(
      Order order,
      GuestRef guest,
      HostId destination,
      String peerUri,
      StartSettings settings,
      Claims claims,
      DiskCopy diskCopy,
      List<MigrationId> after)
      implements AgentCommand {
    public StartMigration {
      Require.text(peerUri, "peerUri", 1000);
      Require.present(claims, "claims");
      Require.present(diskCopy, "diskCopy");
      after = Require.list(after);
    }

    /** One that begins at once. */
    public StartMigration(
        Order order,
        GuestRef guest,
        HostId destination,
        String peerUri,
        StartSettings settings,
        Claims claims,
        DiskCopy diskCopy) {
      this(order, guest, destination, peerUri, settings, claims, diskCopy, List.of());
    }
  }

  /**
   * To the source, before the start: how fast does the guest write to its memory? It counts
   * distinct pages per period (virDomainStartDirtyRateCalc), so that a longer period shows the
   * working set. Answered by DirtyingMeasured or CommandRefused.
   *
   * @param periods one after the other, whole seconds
   */
  record MeasureDirtying(Order order, GuestRef guest, List<Duration> periods)
      implements AgentCommand {
    public MeasureDirtying {
      periods = Require.list(periods);
      Require.atLeast(periods.size(), 1, "periods");
      Require.atMost(periods.size(), 5, "periods");
    }
  }

  /** To the source, from the policy. Answered by EscalationApplied or CommandRefused. */
  record Escalate(Order order, GuestRef guest, Escalation escalation) implements AgentCommand {}

  /** To the source: abort before the switch-over. Answered by AbortApplied or CommandRefused. */
  record AbortMigration(Order order, GuestRef guest, String explanation) implements AgentCommand {}

  /** To either host: what is true of this guest now? Answered by GuestStateReported. */
  record ReportGuestState(Order order, GuestRef guest) implements AgentCommand {}

  /**
   * To the source: a half-open post-copy is paused, so that it can be resumed. Answered by
   * PostCopyPaused.
   */
  record PausePostCopy(Order order, GuestRef guest) implements AgentCommand {}

  /** To the source: resume a post-copy that lost its connection. Answered by PostCopyResumed. */
  record ResumePostCopy(Order order, GuestRef guest, String peerUri) implements AgentCommand {}

  /**
   * To the destination: remove what this attempt prepared, and only that. Answered by
   * DestinationTornDown.
   */
  record TearDown(Order order, GuestRef guest) implements AgentCommand {}

  /**
   * To the source: this is the migration's share of the link from now on; absent: no limit of its
   * own. Answered by BandwidthApplied and, once it was watched for some seconds, BandwidthMeasured;
   * or by CommandRefused.
   */
  record SetBandwidth(Order order, GuestRef guest, @Nullable BytesPerSecond limit)
      implements AgentCommand {}

  /**
   * To the source, once the destination is known to run the guest: remove the volumes of the disks
   * that were copied, as far as nothing uses them. Answered by SourceReleased.
   */
  record ReleaseSource(Order order, GuestRef guest, List<GuestNeeds.Disk> disks)
      implements AgentCommand {
    public ReleaseSource {
      disks = Require.list(disks);
    }
  }
}
