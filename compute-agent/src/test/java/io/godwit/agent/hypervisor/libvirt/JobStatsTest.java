package io.godwit.agent.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.JobFigures;
import io.godwit.events.convergence.Phase;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobStatsTest {
  /** As QEMU 11.1 said of a guest of 512 MiB, of which a third were zero pages. */
  private static final Map<String, Long> RECORDED =
      Map.ofEntries(
          Map.entry("operation", 5L),
          Map.entry("time_elapsed", 6407L),
          Map.entry("downtime", 36580L),
          Map.entry("data_processed", 354067885L),
          Map.entry("memory_total", 537403392L),
          Map.entry("memory_processed", 354067885L),
          Map.entry("memory_remaining", 263819264L),
          Map.entry("memory_bps", 61481905L),
          Map.entry("memory_constant", 45778L),
          Map.entry("memory_normal_bytes", 353091584L),
          Map.entry("memory_dirty_rate", 10347L),
          Map.entry("memory_iteration", 89L),
          Map.entry("memory_page_size", 4096L));

  @Test
  void zeroPagesCountAsDealtWith() {
    assertThat(new JobStats(2, RECORDED).snapshot(GuestState.RUNNING))
        .isEqualTo(
            new JobSnapshot(
                Phase.PRE_COPY,
                Duration.ofMillis(6407),
                89,
                new Bytes(537403392L),
                new Bytes(353091584L + 45778L * 4096),
                new Bytes(263819264L),
                new Bytes(354067885L),
                new BytesPerSecond(61481905L),
                new BytesPerSecond(10347L * 4096),
                0,
                Bytes.ZERO,
                Bytes.ZERO));
  }

  @Test
  void phaseComesFromTheGuestsState() {
    var job = new JobStats(2, RECORDED);

    assertThat(job.snapshot(GuestState.PAUSED_MIGRATING).phase()).isEqualTo(Phase.SWITCH_OVER);
    assertThat(job.snapshot(GuestState.PAUSED_POST_COPY).phase()).isEqualTo(Phase.POST_COPY);
    assertThat(job.snapshot(GuestState.POST_COPY_FAILED).phase()).isEqualTo(Phase.POST_COPY_BROKEN);
    assertThat(job.snapshot(GuestState.ABSENT).phase()).isEqualTo(Phase.ENDED);
    assertThat(JobStats.BETWEEN_STATES.snapshot(GuestState.RUNNING).phase()).isEqualTo(Phase.SETUP);
    assertThat(JobStats.INCOMING.snapshot(GuestState.PAUSED_MIGRATING).phase())
        .isEqualTo(Phase.PRE_COPY);
  }

  @Test
  void otherJobsAreNoMigrations() {
    var backup = new HashMap<>(RECORDED);
    backup.put("operation", 9L);

    assertThat(new JobStats(2, RECORDED).isRunningMigration()).isTrue();
    assertThat(JobStats.INCOMING.isRunningMigration()).isTrue();
    assertThat(new JobStats(2, backup).isRunningMigration()).isFalse();
    assertThat(new JobStats(0, Map.of()).isRunningMigration()).isFalse();
    assertThat(new JobStats(3, RECORDED).isRunningMigration()).isFalse();
  }

  @Test
  void onlyCompletedJobsHaveFinalFigures() {
    assertThat(new JobStats(3, RECORDED).isCompletedMigration()).isTrue();
    assertThat(new JobStats(4, RECORDED).isCompletedMigration()).isFalse();
    assertThat(new JobStats(5, RECORDED).isCompletedMigration()).isFalse();
    assertThat(new JobStats(3, RECORDED).completed())
        .isEqualTo(
            new JobFigures(
                Duration.ofMillis(6407), Duration.ofMillis(36580), new Bytes(354067885L)));
    assertThat(new JobStats(3, Map.of("operation", 4L)).completed())
        .isEqualTo(new JobFigures(Duration.ZERO, null, Bytes.ZERO));
  }
}
