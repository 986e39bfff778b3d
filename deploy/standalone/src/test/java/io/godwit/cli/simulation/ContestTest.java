package io.godwit.cli.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.convergence.policy.ShippedDefinitions;
import io.godwit.events.policy.PolicyDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContestTest {
  private static final int GUESTS = 60;
  private static final Contest CONTEST = new Contest(11, GUESTS, Duration.ofMinutes(10));

  @Test
  void noGuestEverSuffersMoreThanItsIntentAllows() {
    var standings =
        of("standard-evacuation", "standard-user", "critical-user", "batch-user", "nova");

    assertThat(standings.withinBudgets()).isTrue();
    assertThat(standings.scores())
        .allSatisfy(score -> {
          assertThat(score.guests()).isEqualTo(GUESTS);
          assertThat(score.completed()).isPositive();
          assertThat(score.workLostSeconds().p50())
              .isLessThanOrEqualTo(score.workLostSeconds().p95());
        });
  }

  @Test
  void evacuationCompletesEveryGuestAndMoreThanALadderThatWaits() {
    var scores = of("standard-evacuation", "nova").scores();

    assertThat(scores.getFirst().completed()).isEqualTo(GUESTS);
    assertThat(scores.getLast().completed()).isLessThan(GUESTS);
    assertThat(met(scores.getFirst())).isGreaterThan(met(scores.getLast()));
  }

  @Test
  void ladderThatDoesWhatAnIntentForbidsCompletesWithoutMeetingIt() {
    var standings = of("critical-user", "virsh-timeouts");
    var ladder = standings.scores().getLast();

    assertThat(ladder.completed()).isGreaterThan(standings.scores().getFirst().completed());
    assertThat(ladder.met("critical-user"))
        .isLessThan(standings.scores().getFirst().met("critical-user"));
    assertThat(ladder.outsideBudget()).isZero();
    assertThat(standings.reachable().get("critical-user"))
        .isBetween(standings.scores().getFirst().met("critical-user"), GUESTS);
  }

  @Test
  void theSameSeedGivesTheSameStandings() {
    assertThat(of("standard-user", "proxmox")).isEqualTo(of("standard-user", "proxmox"));
  }

  @Test
  void courseTellsPassesDecisionsAndTheEnd() {
    var lines = CONTEST.course(shipped("ovirt-post-copy"), 3);

    assertThat(lines.getFirst()).startsWith("random-3: memory ");
    assertThat(lines.getLast()).startsWith("COMPLETED after ");
  }

  private static int met(Score score) {
    return score.met("standard-evacuation");
  }

  private static Standings of(String... names) {
    return CONTEST.of(Stream.of(names).map(ContestTest::shipped).toList(), _ -> {});
  }

  private static PolicyDefinition shipped(String name) {
    return Objects.requireNonNull(ShippedDefinitions.under(List.of()).get(name), name);
  }
}
