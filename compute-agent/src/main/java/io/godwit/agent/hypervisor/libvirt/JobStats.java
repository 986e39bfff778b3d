package io.godwit.agent.hypervisor.libvirt;

import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.JobFigures;
import io.godwit.events.convergence.Phase;
import java.time.Duration;
import java.util.Map;

/**
 * An answer of virDomainGetJobStats.
 *
 * @param type virDomainJobType
 * @param figures its numeric typed parameters (VIR_DOMAIN_JOB_*)
 */
public record JobStats(int type, Map<String, Long> figures) {
  /** What the destination of a pre-copy says: it has a job, and its figures are at the source. */
  public static final JobStats INCOMING = new JobStats(2, Map.of("operation", 4L));

  /** An outgoing migration whose figures cannot be had at this moment. */
  public static final JobStats BETWEEN_STATES = new JobStats(2, Map.of("operation", 5L));

  public JobStats {
    figures = Map.copyOf(figures);
  }

  /** Whether a migration runs, in or out, and not a backup, a dump or no job at all. */
  public boolean isRunningMigration() {
    return (type == 1 || type == 2) && isMigration();
  }

  public boolean isOutgoing() {
    return figure("operation") == 5;
  }

  public boolean isCompletedMigration() {
    return type == 3 && isMigration();
  }

  private boolean isMigration() {
    return figure("operation") == 4 || isOutgoing();
  }

  /**
   * The running job. What QEMU calls transferred counts wire bytes, in which a zero page weighs
   * nothing, while remaining counts pages: so the amount dealt with is taken from the pages, normal
   * and zero, or else a guest with much unused memory would never seem to finish its first pass.
   */
  public JobSnapshot snapshot(GuestState state) {
    long page = figure("memory_page_size");
    return new JobSnapshot(
        phase(state),
        Duration.ofMillis(figure("time_elapsed")),
        figure("memory_iteration"),
        new Bytes(figure("memory_total")),
        new Bytes(figure("memory_normal_bytes") + figure("memory_constant") * page),
        new Bytes(figure("memory_remaining")),
        new Bytes(figure("data_processed")),
        new BytesPerSecond(figure("memory_bps")),
        new BytesPerSecond(figure("memory_dirty_rate") * page),
        figure("memory_postcopy_requests"),
        new Bytes(figure("disk_total")),
        new Bytes(figure("disk_remaining")),
        (int) Math.min(99, figure("auto_converge_throttle")));
  }

  private Phase phase(GuestState state) {
    return switch (state) {
      case PAUSED_POST_COPY, RUNNING_POST_COPY -> Phase.POST_COPY;
      case POST_COPY_FAILED -> Phase.POST_COPY_BROKEN;
      case PAUSED_MIGRATING -> isOutgoing() ? Phase.SWITCH_OVER : Phase.PRE_COPY;
      case ABSENT, SHUT_OFF, CRASHED -> Phase.ENDED;
      case RUNNING, PAUSED_BY_USER, PAUSED_OTHER, UNKNOWN ->
          isOutgoing() && figure("memory_total") == 0 ? Phase.SETUP : Phase.PRE_COPY;
    };
  }

  /** The figures of a completed job. */
  public JobFigures completed() {
    return new JobFigures(
        Duration.ofMillis(figure("time_elapsed")),
        figures.containsKey("downtime") ? Duration.ofMillis(figure("downtime")) : null,
        new Bytes(figure("data_processed")));
  }

  /** Absent is zero, and so is what no counter can be: QEMU's own may briefly underflow. */
  private long figure(String name) {
    return Math.max(0, figures.getOrDefault(name, 0L));
  }
}
