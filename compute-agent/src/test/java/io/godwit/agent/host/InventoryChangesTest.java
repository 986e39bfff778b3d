package io.godwit.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.HostId;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostResources;
import io.godwit.events.host.HostResources.Cell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InventoryChangesTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private final InventoryChanges changes = new InventoryChanges(Duration.ofSeconds(60));

  private static HostInventory at(int seconds, int cpus) {
    return at(seconds, cpus, null);
  }

  private static HostInventory at(int seconds, int cpus, @Nullable HostResources resources) {
    return new HostInventory(
        new HostId("a"),
        START.plusSeconds(seconds),
        "QEMU",
        "qemu+tcp://a/system",
        Bytes.ofMebi(1),
        cpus,
        null,
        List.of(),
        resources);
  }

  private static HostResources free(int mebi, @Nullable String storage) {
    return new HostResources(
        Worlds.VERSIONS,
        null,
        List.of(),
        List.of(Worlds.pool("default", true, mebi, storage)),
        List.of(),
        List.of(),
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

  @Test
  void freeSpaceThatDriftsIsNoChangeUntilItHasDriftedFar() {
    assertThat(changes.take(at(0, 2, free(100_000, "m")))).isTrue();
    assertThat(changes.take(at(2, 2, free(99_000, "m")))).isFalse();
    assertThat(changes.take(at(4, 2, free(96_000, "m")))).isFalse();
    // Drift is counted from what was published, not from the last look.
    assertThat(changes.take(at(6, 2, free(94_000, "m")))).isTrue();
    assertThat(changes.take(at(8, 2, free(93_000, "m")))).isFalse();
  }

  @Test
  void smallPoolsDriftInMebibytes() {
    assertThat(changes.take(at(0, 2, free(300, "m")))).isTrue();
    assertThat(changes.take(at(2, 2, free(50, "m")))).isFalse();
    assertThat(changes.take(at(4, 2, free(10, "m")))).isTrue();
  }

  @Test
  void otherStorageOrNewlyKnownResourcesAreChanges() {
    assertThat(changes.take(at(0, 2))).isTrue();
    assertThat(changes.take(at(2, 2, free(300, null)))).isTrue();
    assertThat(changes.take(at(4, 2, free(300, "m")))).isTrue();
    assertThat(changes.take(at(6, 2, free(300, "m")))).isFalse();
  }

  @Test
  void toldMemoryIsSharedByTheCellsAsTheyShareTheMachines() {
    var machine =
        new HostResources(
            Worlds.VERSIONS,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new Cell(0, Bytes.ofMebi(6000), List.of(0)),
                new Cell(1, Bytes.ofMebi(2000), List.of(1))),
            List.of());

    var told = ToldResources.of(machine, "rack-1", Bytes.ofMebi(8000), Bytes.ofMebi(4000));

    assertThat(told.uplink()).isEqualTo("rack-1");
    assertThat(told.cells())
        .extracting(Cell::memory)
        .containsExactly(Bytes.ofMebi(3000), Bytes.ofMebi(1000));
    assertThat(ToldResources.of(machine, null, Bytes.ofMebi(8000), null)).isEqualTo(machine);
  }
}
