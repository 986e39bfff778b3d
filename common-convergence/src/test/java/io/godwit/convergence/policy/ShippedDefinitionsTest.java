package io.godwit.convergence.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.GuestClass;
import io.godwit.events.Reason;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.policy.Intent;
import io.godwit.events.policy.Ladder;
import io.godwit.events.policy.Ladder.Rung;
import io.godwit.events.policy.Ladder.Trigger.NoProgress;
import io.godwit.events.policy.Ladder.Trigger.Passes;
import io.godwit.events.policy.Ladder.Trigger.RemainingRose;
import io.godwit.events.policy.Ladder.Trigger.Stalled;
import io.godwit.events.policy.Ladder.Trigger.Time;
import io.godwit.events.policy.Objective;
import io.godwit.events.policy.PolicyDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShippedDefinitionsTest {
  private static final Duration NONE = Duration.ZERO;

  @ParameterizedTest
  @CsvSource({
    "CRITICAL, EVACUATION, LEAST_TIME, 1000, 20, 1.0, false, 0",
    "CRITICAL, MAINTENANCE, LEAST_WORK_LOST, 300, 20, 1.0, false, 0",
    "CRITICAL, USER, LEAST_WORK_LOST, 300, 20, 1.0, false, 0",
    "CRITICAL, REBALANCE, LEAST_WORK_LOST, 300, 20, 0.5, false, 0",
    "STANDARD, EVACUATION, LEAST_TIME, 500, 0, 1.0, true, 0",
    "STANDARD, MAINTENANCE, LEAST_WORK_LOST, 500, 0, 1.0, true, 0",
    "STANDARD, USER, LEAST_WORK_LOST, 500, 0, 1.0, true, 0",
    "STANDARD, REBALANCE, LEAST_WORK_LOST, 500, 0, 0.5, true, 0",
    "BATCH, EVACUATION, LEAST_TIME, 2000, 60, 1.0, true, 30",
    "BATCH, MAINTENANCE, LEAST_WORK_LOST, 2000, 60, 1.0, true, 30",
    "BATCH, USER, LEAST_WORK_LOST, 2000, 60, 1.0, true, 30",
    "BATCH, REBALANCE, LEAST_WORK_LOST, 2000, 60, 0.5, true, 30",
  })
  void intentOfEveryClassAndReason(
      GuestClass guestClass,
      Reason reason,
      Objective objective,
      long downtimeMillis,
      int throttle,
      double share,
      boolean postCopy,
      long pauseSeconds) {
    var chosen = Matching.choose(List.of(), reason, guestClass, null, Map.of()).definition();
    boolean evacuation = reason == Reason.EVACUATION;
    assertThat(chosen.name()).isEqualToIgnoringCase(guestClass + "-" + reason);
    assertThat(chosen.version()).isEqualTo(1);
    assertThat(chosen.match().precedence()).isEqualTo(-1000);
    assertThat(chosen.intent())
        .isEqualTo(
            new Intent(
                objective,
                evacuation ? Duration.ofMinutes(2) : null,
                evacuation ? Duration.ofMinutes(1) : null,
                Duration.ofMillis(300),
                Duration.ofMillis(downtimeMillis),
                throttle,
                share,
                postCopy,
                Duration.ofSeconds(pauseSeconds),
                true,
                LastResort.ABORT));
  }

  @Test
  void twelveIntentsAndEightLaddersAreShipped() {
    assertThat(ShippedDefinitions.list()).filteredOn(d -> d.intent() != null).hasSize(12);
    assertThat(ShippedDefinitions.list())
        .filteredOn(d -> d.ladder() != null)
        .extracting(PolicyDefinition::name)
        .containsExactly(
            "nova",
            "kubevirt",
            "kubevirt-stall",
            "ovirt-minimal-downtime",
            "ovirt-suspend",
            "ovirt-post-copy",
            "proxmox",
            "virsh-timeouts");
  }

  @Test
  void novaRaisesTheDowntimeTenTimesAndGivesUp() {
    assertThat(ladder("nova"))
        .isEqualTo(
            new Ladder(
                Duration.ofMillis(500),
                Duration.ofMillis(50),
                false,
                false,
                false,
                List.of(
                    perGib(75, 2, raise(95)),
                    perGib(150, 2, raise(140)),
                    perGib(225, 2, raise(185)),
                    perGib(300, 2, raise(230)),
                    perGib(375, 2, raise(275)),
                    perGib(450, 2, raise(320)),
                    perGib(525, 2, raise(365)),
                    perGib(600, 2, raise(410)),
                    perGib(675, 2, raise(455)),
                    perGib(750, 2, raise(500)),
                    perGib(800, 2, new GiveUp()))));
  }

  @Test
  void kubevirtGivesUpByTheClock() {
    assertThat(ladder("kubevirt"))
        .isEqualTo(
            new Ladder(
                Duration.ofMillis(400),
                Duration.ofMillis(300),
                false,
                false,
                false,
                List.of(
                    new Rung(new NoProgress(Duration.ofSeconds(150)), new GiveUp()),
                    perGib(150, 1, new GiveUp()))));
    assertThat(ladder("kubevirt-stall"))
        .isEqualTo(
            new Ladder(
                Duration.ofSeconds(1),
                Duration.ofMillis(300),
                false,
                false,
                false,
                List.of(
                    perGib(150, 1, new GiveUp()),
                    new Rung(
                        new Stalled(Duration.ofSeconds(40), 0.96, true),
                        new Pause(Duration.ofMinutes(5))))));
  }

  @Test
  void ovirtCountsPasses() {
    assertThat(ladder("ovirt-minimal-downtime")).isEqualTo(ovirt(false, passes(8, new GiveUp())));
    assertThat(ladder("ovirt-suspend"))
        .isEqualTo(ovirt(false, passes(8, raise(5000)), passes(9, new GiveUp())));
    assertThat(ladder("ovirt-post-copy"))
        .isEqualTo(
            new Ladder(
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                true,
                true,
                true,
                List.of(
                    passes(2, raise(150)),
                    passes(3, raise(200)),
                    passes(4, new SwitchToPostCopy()),
                    passes(5, new GiveUp()))));
  }

  @Test
  void proxmoxDoublesTheDowntimeEverySixRises() {
    var ladder = ladder("proxmox");
    assertThat(ladder.lookEvery()).isEqualTo(Duration.ofSeconds(1));
    assertThat(ladder.initialDowntime()).isEqualTo(Duration.ofMillis(100));
    assertThat(ladder.rungs()).hasSize(14);
    assertThat(ladder.rungs().getFirst()).isEqualTo(new Rung(new RemainingRose(6), raise(200)));
    assertThat(ladder.rungs().get(1)).isEqualTo(new Rung(new RemainingRose(12), raise(400)));
    assertThat(ladder.rungs().getLast())
        .isEqualTo(new Rung(new RemainingRose(84), raise(1_638_400)));
  }

  @Test
  void virshSwitchesOrSuspendsAfterTwentySeconds() {
    var after = new Time(Duration.ofSeconds(20), NONE, 0);
    assertThat(ladder("virsh-timeouts"))
        .isEqualTo(
            new Ladder(
                Duration.ofMillis(500),
                Duration.ofMillis(300),
                true,
                false,
                false,
                List.of(
                    new Rung(after, new Pause(Duration.ofHours(1))),
                    new Rung(after, new SwitchToPostCopy()))));
  }

  private static Ladder ladder(String name) {
    var definition = ShippedDefinitions.under(List.of()).get(name);
    return Objects.requireNonNull(Objects.requireNonNull(definition).ladder());
  }

  private static Ladder ovirt(boolean postCopy, Rung... last) {
    var rungs =
        new ArrayList<>(
            List.of(
                passes(2, raise(150)),
                passes(3, raise(200)),
                passes(4, raise(300)),
                passes(5, raise(400)),
                passes(7, raise(500))));
    rungs.addAll(List.of(last));
    return new Ladder(Duration.ofSeconds(10), Duration.ofMillis(100), postCopy, true, true, rungs);
  }

  private static Rung passes(int passes, Escalation step) {
    return new Rung(new Passes(passes), step);
  }

  private static Rung perGib(long seconds, int leastGib, Escalation step) {
    return new Rung(new Time(NONE, Duration.ofSeconds(seconds), leastGib), step);
  }

  private static RaiseDowntime raise(long millis) {
    return new RaiseDowntime(Duration.ofMillis(millis));
  }
}
