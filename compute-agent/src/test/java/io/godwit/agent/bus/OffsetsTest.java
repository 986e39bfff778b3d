package io.godwit.agent.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OffsetsTest {
  private final Offsets offsets = new Offsets(5);

  @Test
  void withoutRecordsThePositionIsCommitted() {
    assertThat(offsets.committable()).isEqualTo(5);
  }

  @Test
  void anUnfinishedRecordHoldsBackTheLaterOnes() {
    offsets.received(5);
    offsets.received(6);
    offsets.received(9);
    offsets.finished(6);
    assertThat(offsets.committable()).isEqualTo(5);
    offsets.finished(5);
    assertThat(offsets.committable()).isEqualTo(9);
    offsets.finished(9);
    assertThat(offsets.committable()).isEqualTo(10);
    assertThat(offsets.open()).isZero();
  }
}
