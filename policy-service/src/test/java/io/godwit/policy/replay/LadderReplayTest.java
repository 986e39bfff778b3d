package io.godwit.policy.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.policy.Ladder;
import io.godwit.policy.escalation.Scene;
import io.godwit.policy.escalation.Scene.Changed;
import io.godwit.policy.ladder.Climb;
import io.godwit.policy.ladder.LadderTrack;
import io.godwit.policy.lever.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ladders with the progress of a guest of 512 MiB that never converges: exactly their tables. */
class LadderReplayTest {
  private static final Replay REPLAY = new Replay(Rules.DEFAULT);

  /** What remains falls for four seconds from 240 MB and is 240 MB again. */
  private static List<ConvergenceTrend> sawTooth(int seconds, boolean armed) {
    var trends = new ArrayList<ConvergenceTrend>();
    for (int second = 1; second <= seconds; second++) {
      int within = second % 4;
      var trend =
          Scene.trend(second, 1 + second / 4, 240 - 60L * within, Outlook.PLATEAU, armed, 100, 1);
      var changed = Changed.of(trend).at(Duration.ofSeconds(second));
      trends.add(within == 0 ? changed.get() : changed.within().get());
    }
    return trends;
  }

  /** When each step is taken, seconds. */
  private record At(long seconds, Escalation step) {}

  private static List<At> replayed(String ladder, int seconds, boolean armed) {
    return REPLAY.ofTrends(Scene.laddered(ladder, null), sawTooth(seconds, armed)).stream()
        .map(taken -> new At(taken.elapsed().toSeconds(), taken.choice().escalation()))
        .toList();
  }

  private static RaiseDowntime raise(long millis) {
    return new RaiseDowntime(Duration.ofMillis(millis));
  }

  @Test
  void novaCountsTwoGibiByteAtLeast() {
    assertThat(replayed("nova", 2000, false))
        .containsExactly(
            new At(150, raise(95)),
            new At(300, raise(140)),
            new At(450, raise(185)),
            new At(600, raise(230)),
            new At(750, raise(275)),
            new At(900, raise(320)),
            new At(1050, raise(365)),
            new At(1200, raise(410)),
            new At(1350, raise(455)),
            new At(1500, raise(500)),
            new At(1600, new GiveUp()));
  }

  @Test
  void kubevirtGivesUpAfterTheTimePerGibiByte() {
    assertThat(replayed("kubevirt", 400, true)).containsExactly(new At(150, new GiveUp()));
  }

  @Test
  void whatDoesNotFallForTheWindowIsWithoutProgress() {
    var ladder =
        new Ladder(
            Duration.ofSeconds(1),
            Duration.ofMillis(300),
            false,
            false,
            false,
            List.of(
                new Ladder.Rung(
                    new Ladder.Trigger.NoProgress(Duration.ofSeconds(10)), new GiveUp())));
    var track = LadderTrack.BEGIN;
    var gaveUpAt = new ArrayList<Long>();
    for (int second = 1; second <= 30; second++) {
      long megabytes = second <= 5 ? 400 - second : 395;
      var trend =
          Changed.of(Scene.trend(second, 1, megabytes, Outlook.NO_IDEA, false, 300, 1))
              .at(Duration.ofSeconds(second))
              .get();
      var climb = Climb.of(ladder, track, trend, true);
      track = climb.track();
      if (climb.step() != null) {
        gaveUpAt.add(trend.elapsed().toSeconds());
      }
    }
    // It fell last at 5 s.
    assertThat(gaveUpAt).containsExactly(16L);
  }

  @Test
  void stallIsSeenAtBoundariesAfterItsWindowAndWaitsForALocalMinimum() {
    var trends = new ArrayList<ConvergenceTrend>();
    for (int pass = 2; pass <= 16; pass++) {
      long megabytes = pass == 15 ? 230 : 240;
      trends.add(
          Changed.of(Scene.trend(pass, pass, megabytes, Outlook.PLATEAU, false, 300, 1))
              .at(Duration.ofSeconds(4L * (pass - 1)))
              .get());
    }
    // The first boundary is at 4 s: the stall is seen at 44 s, and less remains at 56 s.
    assertThat(REPLAY.ofTrends(Scene.laddered("kubevirt-stall", null), trends))
        .singleElement()
        .satisfies(taken -> {
          assertThat(taken.elapsed()).isEqualTo(Duration.ofSeconds(56));
          assertThat(taken.choice().escalation()).isEqualTo(new Pause(Duration.ofMinutes(5)));
        });
  }

  @Test
  void ovirtTakesOneStepALookAndReachesTheEndInAMinute() {
    assertThat(replayed("ovirt-minimal-downtime", 200, false))
        .containsExactly(
            new At(10, raise(150)),
            new At(20, raise(200)),
            new At(30, raise(300)),
            new At(40, raise(400)),
            new At(50, raise(500)),
            new At(60, new GiveUp()));
    assertThat(replayed("ovirt-suspend", 200, false))
        .endsWith(new At(60, raise(5000)), new At(70, new GiveUp()));
    assertThat(replayed("ovirt-post-copy", 200, true))
        .containsExactly(
            new At(10, raise(150)), new At(20, raise(200)), new At(30, new SwitchToPostCopy()));
    assertThat(replayed("ovirt-post-copy", 200, false))
        .endsWith(new At(20, raise(200)), new At(40, new GiveUp()));
  }

  @Test
  void proxmoxDoublesTheDowntimeEverySixthRise() {
    // It rises every fourth second.
    var taken = replayed("proxmox", 400, false);
    assertThat(taken).hasSize(14);
    for (int i = 0; i < 14; i++) {
      assertThat(taken.get(i)).isEqualTo(new At(24L * (i + 1), raise(200L << i)));
    }
  }

  @Test
  void virshSwitchesWhereItCanAndElseSuspends() {
    assertThat(replayed("virsh-timeouts", 60, true))
        .containsExactly(new At(20, new SwitchToPostCopy()));
    assertThat(replayed("virsh-timeouts", 60, false))
        .containsExactly(new At(20, new Pause(Duration.ofHours(1))));
  }

  @Test
  void intentIsReplayedInAnyOrderAndWithDuplicates() {
    var trends = new ArrayList<>(sawTooth(60, true));
    var expected = REPLAY.ofTrends(Scene.standard(), trends);
    trends.addAll(sawTooth(60, true).reversed());
    assertThat(expected).hasSize(1);
    assertThat(expected.getFirst().choice().escalation()).isEqualTo(new SwitchToPostCopy());
    assertThat(REPLAY.ofTrends(Scene.standard(), trends)).isEqualTo(expected);
  }
}
