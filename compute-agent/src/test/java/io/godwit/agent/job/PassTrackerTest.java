package io.godwit.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.events.convergence.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassTrackerTest {
  private PassTracker tracker = PassTracker.start();

  private PassTracker see(long millis, long iteration, long processed, long remaining) {
    tracker =
        tracker.next(
            Scene.snapshot(
                Phase.PRE_COPY, Duration.ofMillis(millis), iteration, processed, remaining));
    return tracker;
  }

  @Test
  void sawToothIsOnePassFromToothToTooth() {
    // Given a plain signal: the counter changes at a boundary, and there what remains jumps.
    see(1000, 1, 60, 452);
    see(5000, 1, 300, 212);
    assertThat(see(8000, 1, 505, 7).pass()).isEqualTo(1);
    var second = see(8600, 2, 540, 172);
    assertThat(second.pass()).isEqualTo(2);
    assertThat(second.boundary()).isTrue();
    assertThat(second.remainingAtStart()).isEqualTo(172L << 20);
    assertThat(see(10000, 2, 624, 88).boundary()).isFalse();
    var third = see(11600, 3, 720, 130);
    assertThat(third.pass()).isEqualTo(3);
    assertThat(third.boundary()).isTrue();
  }

  @Test
  void nearTheEndOfAToothIsNoBoundaryBeforeTheCounterChanges() {
    see(1000, 1, 60, 452);
    // Overhead makes what was processed a little more than what is gone.
    assertThat(see(8000, 1, 515, 0).boundary()).isFalse();
    assertThat(see(8200, 2, 520, 180).boundary()).isTrue();
  }

  @Test
  void zeroPagesAtTheEndOfATooth() {
    see(1000, 1, 60, 452);
    see(4000, 1, 240, 272);
    // Nothing is sent for the last 200 MiB, and the hypervisor does not count them as processed.
    var second = see(5000, 2, 300, 150);
    assertThat(second.pass()).isEqualTo(2);
    assertThat(second.boundary()).isTrue();
  }

  @Test
  void tenSyncsASecondAreNoPasses() {
    // Given post-copy armed: 60 MiB/s are sent, 256 MiB are rewritten quickly, ten syncs a second.
    var boundaries = boundariesOfQuickSyncs(60, 25_000);
    // Then the first pass ends when all 512 MiB were dealt with, at 8.5 s and not before.
    assertThat(boundaries.getFirst()).isBetween(8_400L, 8_800L);
    // And the later ones, of 250 MiB each, last 4.2 s.
    assertThat(boundaries.get(1) - boundaries.getFirst()).isBetween(4_000L, 4_600L);
    assertThat(boundaries).hasSize(4);
  }

  private List<Long> boundariesOfQuickSyncs(long mebiPerSecond, long millis) {
    var boundaries = new ArrayList<Long>();
    for (long at = 0; at <= millis; at += 180) {
      long processed = mebiPerSecond * at / 1000;
      long unsent = Math.max(0, 512 - processed);
      long dirtied = Math.min(250, processed);
      if (see(at, 1 + at / 100, processed, Math.max(unsent + dirtied / 2, dirtied)).boundary()) {
        boundaries.add(at);
      }
    }
    return boundaries;
  }

  @Test
  void oneSlowSyncAmongQuickOnesIsNoPass() {
    for (long at = 0; at <= 2000; at += 200) {
      see(at, 1 + at / 100, at * 60 / 1000, 512);
    }
    assertThat(see(2900, 22, 174, 500).boundary()).isFalse();
    assertThat(tracker.pass()).isEqualTo(1);
  }

  @Test
  void theCountersFirstStepIsNoPass() {
    see(0, 0, 0, 512);
    assertThat(see(900, 1, 10, 502).boundary()).isFalse();
    assertThat(tracker.pass()).isEqualTo(1);
  }

  @Test
  void aSnapshotWithoutFiguresChangesNothing() {
    JobSnapshot empty =
        new JobSnapshot(
            Phase.SETUP,
            Duration.ZERO,
            0,
            io.godwit.events.Bytes.ZERO,
            io.godwit.events.Bytes.ZERO,
            io.godwit.events.Bytes.ZERO,
            io.godwit.events.Bytes.ZERO,
            io.godwit.events.BytesPerSecond.ZERO,
            io.godwit.events.BytesPerSecond.ZERO,
            0,
            io.godwit.events.Bytes.ZERO,
            io.godwit.events.Bytes.ZERO);
    assertThat(tracker.next(empty)).isEqualTo(PassTracker.start());
  }

  @Test
  void aJobFoundInItsMidstIsBeyondTheFirstPass() {
    var found = see(20_000, 5, 900, 180);
    assertThat(found.pass()).isEqualTo(2);
    assertThat(found.boundary()).isFalse();
    assertThat(see(23_000, 6, 1085, 160).boundary()).isTrue();
  }
}
