package io.godwit.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.HostId;
import io.godwit.events.host.HostInventory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InventoryChangesTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private final InventoryChanges changes = new InventoryChanges(Duration.ofSeconds(60));

  private static HostInventory at(int seconds, int cpus) {
    return new HostInventory(
        new HostId("a"),
        START.plusSeconds(seconds),
        "QEMU",
        "qemu+tcp://a/system",
        Bytes.ofMebi(1),
        cpus,
        null,
        List.of());
  }

  @Test
  void publishedFirstThenWhenChangedThenNowAndThen() {
    assertThat(changes.take(at(0, 2))).isTrue();
    assertThat(changes.take(at(2, 2))).isFalse();
    assertThat(changes.take(at(4, 3))).isTrue();
    assertThat(changes.take(at(63, 3))).isFalse();
    assertThat(changes.take(at(64, 3))).isTrue();
  }
}
