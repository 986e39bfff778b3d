package io.godwit.convergence.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.policy.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectiveTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "512, 0, 120, it should be over within 120 s",
    "2048, 0, 120, it should be over within 120 s",
    "4096, 0, 240, it should be over within 240 s: 60 s for each of 4.0 GiB",
    "1024, 4096, 300, it should be over within 300 s: 60 s for each of 5.0 GiB",
  })
  void laterOfFixedAndPerGibCounts(long memory, long disks, long seconds, String sentence) {
    var effective =
        Effective.of(
            Objects.requireNonNull(ShippedDefinitions.under(List.of()).get("standard-evacuation")),
            Bytes.ofMebi(memory),
            Bytes.ofMebi(disks),
            START,
            null,
            null,
            List.of());
    assertThat(effective.policy().deadline()).isEqualTo(START.plusSeconds(seconds));
    assertThat(effective.sentences()).containsExactly(sentence);
    assertThat(effective.policy().objective()).isEqualTo(Objective.LEAST_TIME);
  }

  @Test
  void requestsDeadlineAndLastResortWin() {
    var until = START.plusSeconds(10);
    var effective = of("standard-evacuation", until, LastResort.KEEP_RUNNING, List.of());
    assertThat(effective.policy().deadline()).isEqualTo(until);
    assertThat(effective.policy().lastResort()).isEqualTo(LastResort.KEEP_RUNNING);
    assertThat(effective.sentences())
        .containsExactly(
            "the request wants it over by " + until,
            "the request wants another last resort: to keep running at the source");
  }

  @Test
  void pauseAsTheLastResortNeedsABudget() {
    assertThat(of("standard-user", null, LastResort.PAUSE, List.of()).policy().lastResort())
        .isEqualTo(LastResort.ABORT);
    assertThat(of("batch-user", null, LastResort.PAUSE, List.of()).policy().lastResort())
        .isEqualTo(LastResort.PAUSE);
  }

  @Test
  void postCopyThatSomeoneForbidsIsNotAllowed() {
    var effective = of("standard-user", null, null, List.of("the cluster", "the host a"));
    assertThat(effective.policy().postCopyAllowed()).isFalse();
    assertThat(effective.sentences())
        .containsExactly(
            "the policy standard-user would allow post-copy, but the cluster forbids it and the"
                + " host a forbids it");
    assertThat(of("critical-user", null, null, List.of("the guest")).sentences()).isEmpty();
  }

  @Test
  void budgetsOfALadderAreWhatItsRungsReach() {
    var nova = of("nova", null, null, List.of()).policy();
    assertThat(nova.initialDowntime()).isEqualTo(Duration.ofMillis(50));
    assertThat(nova.downtimeBudget()).isEqualTo(Duration.ofMillis(500));
    assertThat(nova.postCopyAllowed()).isFalse();
    assertThat(nova.throttleBudgetPercent()).isZero();
    assertThat(nova.lastResort()).isEqualTo(LastResort.ABORT);
    var proxmox = of("proxmox", null, null, List.of()).policy();
    assertThat(proxmox.lastResort()).isEqualTo(LastResort.KEEP_RUNNING);
    assertThat(of("ovirt-suspend", null, null, List.of()).policy().throttleBudgetPercent())
        .isEqualTo(99);
  }

  @Test
  void ladderDoesNotArmPostCopyWhereItIsForbidden() {
    var policy = of("ovirt-post-copy", null, null, List.of("the host b")).policy();
    assertThat(policy.postCopyAllowed()).isFalse();
    assertThat(Objects.requireNonNull(policy.ladder()).postCopyArmed()).isFalse();
  }

  private static Effective of(
      String name,
      @Nullable Instant deadline,
      @Nullable LastResort lastResort,
      List<String> forbidden) {
    return Effective.of(
        Objects.requireNonNull(ShippedDefinitions.under(List.of()).get(name)),
        Bytes.ofMebi(512),
        Bytes.ZERO,
        START,
        deadline,
        lastResort,
        forbidden);
  }
}
