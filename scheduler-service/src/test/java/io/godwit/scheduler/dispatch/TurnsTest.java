package io.godwit.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Turns TURNS = Turns.DEFAULT;
  private static final Instant NOW = Scene.NOW;

  @Test
  void eachLevelOfUrgencyCountsAsTenMinutes() {
    assertThat(List.of(Reason.values()))
        .extracting(reason -> Duration.between(NOW, turn(NOW, reason, 0)).toMinutes())
        .containsExactly(0L, 10L, 20L, 30L);
  }

  @Test
  void hundredOfPriorityCountsAsOneLevelAndOneAsSixSeconds() {
    assertThat(turn(NOW, Reason.USER, 100)).isEqualTo(turn(NOW, Reason.MAINTENANCE, 0));
    assertThat(turn(NOW, Reason.USER, -100)).isEqualTo(turn(NOW, Reason.REBALANCE, 0));
    assertThat(turn(NOW, Reason.USER, -1)).isEqualTo(turn(NOW, Reason.USER, 0).plusSeconds(6));
  }

  @Test
  void rebalanceGoesBeforeAnEvacuationThatIsYoungerByMoreThanThreeLevels() {
    var rebalance = turn(NOW, Reason.REBALANCE, 0);
    assertThat(rebalance).isAfter(turn(NOW.plusSeconds(1799), Reason.EVACUATION, 0));
    assertThat(rebalance).isBefore(turn(NOW.plusSeconds(1801), Reason.EVACUATION, 0));
  }

  @Test
  void projectOfAThousandDoesNotStarveAnothersOne() {
    var turns = admit(1000, 1, NOW);
    var other = TURNS.turn(NOW.plusMillis(5), Reason.USER, 0, Duration.ZERO);
    assertThat(turns.stream().filter(turn -> turn.isBefore(other))).hasSize(1);
  }

  @Test
  void projectsShareByTheirWeights() {
    var light = admit(100, 1, NOW);
    var heavy = admit(100, 4, NOW);
    var tenth = light.get(10);
    assertThat(heavy.stream().filter(turn -> turn.isBefore(tenth))).hasSize(40);
  }

  @Test
  void projectThatPausedIsNotOwedAnythingNorOwesAnything() {
    var tag = TURNS.tag(null, NOW, 1);
    assertThat(TURNS.tag(tag, NOW.plusSeconds(100), 1)).isEqualTo(NOW.plusSeconds(100));
  }

  private static Instant turn(Instant at, Reason reason, int priority) {
    return TURNS.turn(at, reason, priority, Duration.ZERO);
  }

  private static List<Instant> admit(int requests, int weight, Instant now) {
    var turns = new ArrayList<Instant>();
    Instant tag = null;
    for (int i = 0; i < requests; i++) {
      tag = TURNS.tag(tag, now, weight);
      turns.add(TURNS.turn(now, Reason.USER, 0, Duration.between(now, tag)));
    }
    return turns;
  }
}
