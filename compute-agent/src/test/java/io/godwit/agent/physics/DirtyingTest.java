package io.godwit.agent.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.godwit.agent.physics.Workload.Spell;
import io.godwit.agent.physics.Workload.Writer;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.InvalidField;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirtyingTest {
  private static final double MEBI = 1 << 20;

  private static Writer writer(int set, int rate, boolean inOrder) {
    return new Writer(Bytes.ofMebi(set), BytesPerSecond.ofMebi(rate), inOrder);
  }

  private static Spell spell(int seconds, Writer... writers) {
    return new Spell(Duration.ofSeconds(seconds), List.of(writers));
  }

  private static Workload workload(boolean repeats, Spell... spells) {
    return new Workload(Bytes.ofMebi(400), List.of(spells), repeats, BytesPerSecond.ofMebi(500), 0);
  }

  private static double distinct(Workload workload, double life, double seconds) {
    return Dirtying.distinct(workload, life, seconds) / MEBI;
  }

  @Test
  void whoGoesInOrderHitsNoPageTwiceBeforeAllWereHit() {
    var workload = workload(false, spell(0, writer(200, 50, true)));

    assertThat(distinct(workload, 0, 3)).isCloseTo(150, within(0.1));
    assertThat(distinct(workload, 0, 10)).isCloseTo(200, within(0.1));
  }

  @Test
  void whoWritesAnywhereHitsTheSameAgain() {
    var workload = workload(false, spell(0, writer(200, 50, false)));

    assertThat(distinct(workload, 0, 4)).isCloseTo(200 * (1 - Math.exp(-1)), within(0.1));
  }

  @Test
  void processesHaveMemoryOfTheirOwn() {
    var workload = workload(false, spell(0, writer(100, 400, true), writer(100, 10, true)));

    assertThat(distinct(workload, 0, 2)).isCloseTo(100 + 20, within(0.1));
  }

  @Test
  void lastSpellLastsOnUnlessTheyRepeat() {
    var hot = spell(20, writer(200, 100, true));
    var cool = spell(40, writer(200, 1, true));

    assertThat(distinct(workload(false, hot, cool), 19, 2)).isCloseTo(101, within(0.1));
    assertThat(distinct(workload(false, hot, cool), 1000, 2)).isCloseTo(2, within(0.1));
    assertThat(distinct(workload(true, hot, cool), 59, 2)).isCloseTo(101, within(0.1));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> workload(false, spell(0, writer(401, 1, true))))
        .isInstanceOf(InvalidField.class)
        .hasMessageContaining("workingSet");
    assertThatThrownBy(() -> workload(false, spell(0, writer(1, 501, true))))
        .isInstanceOf(InvalidField.class)
        .hasMessageContaining("fullRate");
    assertThatThrownBy(() -> workload(true, spell(0, writer(1, 1, true))))
        .isInstanceOf(InvalidField.class)
        .hasMessageContaining("spells");
  }
}
