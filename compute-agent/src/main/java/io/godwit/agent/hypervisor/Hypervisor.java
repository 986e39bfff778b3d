package io.godwit.agent.hypervisor;

import io.godwit.agent.storage.HostStorage;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.JobFigures;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostResources;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One host's hypervisor, as the agent needs it. Every call blocks; every call may be made from any
 * platform thread, and none waits for another's {@link #migrate}. Queries have a time limit, {@code
 * migrate} has none.
 *
 * <p>All throw {@link HypervisorException} with a kind that says what the caller may conclude; in
 * particular only a returned {@link GuestState#ABSENT} says that a guest is not here.
 */
public interface Hypervisor extends AutoCloseable {

  /** What the host is. */
  HostDescription describe();

  /**
   * Guests defined or active here, sorted by name; of those that run, with what they need, as far
   * as it could be read. What a guest needs is read again when the host says that it changed, and
   * otherwise rarely.
   */
  List<HostInventory.Guest> guests();

  /**
   * What the host has beside memory and CPUs: networks, storage pools, huge pages, NUMA cells,
   * devices. Without what nobody but its operator knows, like its uplink.
   */
  HostResources resources();

  /**
   * Makes sure that every active pool of folders has a marker of this host among its volumes, by
   * which hosts find out that they see the same storage. An empty volume, made once and found again
   * by its name.
   *
   * @param host the name that goes into the markers
   */
  void markStorage(HostId host);

  /** What the host says about taking a guest; nothing is changed. */
  Offer offer(GuestSpec guest);

  /**
   * State of a guest on this host (virDomainGetState); ABSENT if the host says that it has no such
   * guest.
   */
  GuestState stateOf(UUID guest);

  /**
   * Migrates a live guest to another host, peer-to-peer, and returns when the call returns. That
   * says how the call ended and nothing about where the guest runs: read both hosts (libvirt:
   * virDomainMigrateToURI3 with LIVE, PEER2PEER, and for a persistent guest PERSIST_DEST and
   * UNDEFINE_SOURCE; NON_SHARED_DISK or NON_SHARED_INC for claimed volumes, and these disks only).
   * What was claimed takes its place in the definition that the destination gets; libvirt's own
   * checks for safety stay on.
   *
   * @throws HypervisorException kind FAILED with the hypervisor's words when the call failed,
   *     ABORTED when it was aborted by {@link #abort}
   */
  void migrate(MigrateCall call);

  /**
   * The migration job that runs for a guest now, out or in; empty if none does. The figures are at
   * the source: a destination's snapshot has only its phase.
   */
  Optional<JobSnapshot> job(UUID guest);

  /**
   * Figures of the guest's last completed migration, as this host keeps them. libvirt keeps them at
   * the destination of a pre-copy; of a post-copy only the source tells them, once, as {@link
   * HypervisorEvent.JobCompleted}.
   */
  Optional<JobFigures> lastCompletedJob(UUID guest);

  /** Sets the allowed downtime of a running migration; an absolute value. */
  void setMaxDowntime(UUID guest, Duration maxDowntime);

  /** The allowed downtime now in force. */
  Duration maxDowntime(UUID guest);

  /**
   * Sets the bandwidth limit of a running migration, of its post-copy too; absent: no limit.
   * Rounded down to whole MiB/s, and at least 1.
   */
  void setBandwidth(UUID guest, @Nullable BytesPerSecond limit);

  /** The migration's bandwidth limit now in force; empty: no limit. */
  Optional<BytesPerSecond> bandwidth(UUID guest);

  /** Switches a running, armed migration to post-copy. */
  void startPostCopy(UUID guest);

  /** Aborts a running migration before its switch-over; refused by the hypervisor after it. */
  void abort(UUID guest);

  /** Pauses a half-open post-copy so that it can be resumed (VIR_DOMAIN_ABORT_JOB_POSTCOPY). */
  void pausePostCopy(UUID guest);

  /**
   * Resumes a broken post-copy (VIR_MIGRATE_POSTCOPY_RESUME); blocks like {@link #migrate}. For a
   * second or two after both sides say that it broke, QEMU may still refuse with WRONG_STATE.
   */
  void resumePostCopy(UUID guest, String peerUri);

  /**
   * Writes which migration and attempt move the guest, into its metadata; before the start, never
   * while it runs.
   */
  void writeTag(UUID guest, MigrationTag tag);

  /** Which migration and attempt last moved or tried to move the guest. */
  Optional<MigrationTag> tag(UUID guest);

  /**
   * Suspends the guest of an outgoing migration before its switch, so that nothing is dirtied any
   * more (virDomainSuspend). It runs again at the destination after the switch, and here if the
   * migration fails or is aborted; but see {@link #resume}.
   *
   * @throws HypervisorException kind NO_JOB without such a migration, WRONG_STATE if the guest does
   *     not run
   */
  void suspend(UUID guest);

  /**
   * Lets a suspended guest run on here; nothing, if it runs.
   *
   * @throws HypervisorException kind UNSUPPORTED as long as it migrates: libvirt lets nobody resume
   *     a guest then (the call would wait for the migration's end), so that only an abort does
   */
  void resume(UUID guest);

  /**
   * Slows the guest's CPUs, each to {@code 100 - percent} of its time; 0 lifts it. Works while it
   * migrates. What the destination runs later is not slowed.
   *
   * @throws HypervisorException kind UNSUPPORTED if the host has no such quotas
   */
  void setThrottle(UUID guest, int percent);

  /** By how much a quota slows the guest's CPUs now, in percent; 0 where the host has none. */
  int throttle(UUID guest);

  /**
   * How much of its memory the guest writes to at least once within {@code period}, from now on
   * (virDomainStartDirtyRateCalc, by sampling pages); blocks for it. An interrupt ends it early.
   *
   * @param period whole seconds, 1 to 60
   */
  Bytes dirtied(UUID guest, Duration period);

  /** Its storage, as far as a migration changes it. */
  HostStorage storage();

  /**
   * Calls {@code listener} on a thread of the adapter, which must return at once, for every event
   * of the host.
   */
  void listen(Consumer<HypervisorEvent> listener);

  @Override
  void close();
}
