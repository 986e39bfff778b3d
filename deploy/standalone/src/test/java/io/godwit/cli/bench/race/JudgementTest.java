package io.godwit.cli.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.bench.race.Judgement.Verdict;
import io.godwit.cli.bench.race.Run.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final String STANDARD = "godwit-standard";
  private static final String CRITICAL = "godwit-critical";
  private static final String EVACUATION = "godwit-evacuation";
  private static final String PLAIN = "virsh-plain";
  private static final String POST_COPY = "virsh-post-copy";
  private static final String SUSPEND = "virsh-suspend";
  private static final String AUTO_CONVERGE = "virsh-auto-converge";

  @Test
  void evacuationIsJudgedByTimeAndTheOthersByWorkLost() {
    var runs =
        Runs.manual(
            Runs.of(PLAIN).completed(30_000, 200), Runs.of(POST_COPY).postCopied(5300, 2400));

    var fast = judged(runs, Runs.of(EVACUATION).postCopied(6800, 2600));
    var gentle = judged(runs, Runs.of(STANDARD).completed(31_000, 700));

    assertThat(fast)
        .extracting(Judgement::objective, Judgement::bestWay, Judgement::bound, Judgement::verdict)
        .containsExactly("total", POST_COPY, 6800L, Verdict.MET);
    assertThat(gentle)
        .extracting(Judgement::objective, Judgement::bestWay, Judgement::bound, Judgement::verdict)
        .containsExactly("work lost", PLAIN, 700L, Verdict.MET);
  }

  @Test
  void whatIsBeyondTheBoundIsNotMet() {
    var runs = Runs.manual(Runs.of(POST_COPY).postCopied(5300, 2400));

    var judged = judged(runs, Runs.of(EVACUATION).postCopied(6801, 2600));

    assertThat(judged.verdict()).isEqualTo(Verdict.NOT_MET);
    assertThat(judged.why()).isEqualTo("6.8 s is more than 6.8 s");
  }

  @Test
  void boundIsTheLargerOfTheShareAndTheAddition() {
    assertThat(Judgement.bound(4000, true)).isEqualTo(5500);
    assertThat(Judgement.bound(20_000, true)).isEqualTo(23_000);
    assertThat(Judgement.bound(100, false)).isEqualTo(600);
    assertThat(Judgement.bound(8000, false)).isEqualTo(9200);
  }

  @Test
  void wayThatThePolicyDoesNotAllowIsNoMeasure() {
    var runs =
        Runs.manual(
            Runs.of(POST_COPY).postCopied(5300, 100),
            Runs.of(SUSPEND).paused(22_000, 1200),
            Runs.of(AUTO_CONVERGE).slowed(80_000, 9000, 80));

    assertThat(judged(runs, Runs.of(CRITICAL).ended(Outcome.GIVEN_UP)))
        .extracting(Judgement::bestWay, Judgement::verdict, Judgement::why)
        .containsExactly(null, Verdict.MET, "given up, as no way that it allows completes it");
    assertThat(judged(runs, Runs.of(STANDARD).postCopied(5300, 500)).bestWay())
        .isEqualTo(POST_COPY);
  }

  @Test
  void pauseWithinTheDowntimeAndThrottlingWithinTheBudgetAreAllowed() {
    var runs =
        Runs.manual(
            Runs.of(SUSPEND).paused(22_000, 290), Runs.of(AUTO_CONVERGE).slowed(9000, 100, 20));

    assertThat(judged(runs, Runs.of(CRITICAL).completed(9000, 100)).bestWay())
        .isEqualTo(AUTO_CONVERGE);
    assertThat(judged(runs, Runs.of(STANDARD).completed(9000, 100)).bestWay()).isEqualTo(SUSPEND);
  }

  @Test
  void guestThatAnAllowedWayCompletesMustBeCompletedEachTime() {
    var runs = Runs.manual(Runs.of(PLAIN).completed(4000, 100));

    var judged =
        judged(
            runs, Runs.of(STANDARD).completed(4000, 100), Runs.of(STANDARD).ended(Outcome.CAPPED));

    assertThat(judged.verdict()).isEqualTo(Verdict.NOT_MET);
    assertThat(judged.why()).isEqualTo("1 of 2 did not complete, as virsh-plain does");
  }

  @Test
  void guestThatConvergesAloneMustBeLeftAlone() {
    var runs = Runs.manual(Runs.of(PLAIN).completed(30_000, 200));

    assertThat(judged(runs, Runs.of(STANDARD).postCopied(5000, 300)).why())
        .isEqualTo("post-copied, though plain pre-copy converges");
    assertThat(judged(runs, Runs.of(CRITICAL).slowed(5000, 300, 20)).why())
        .isEqualTo("slowed, though plain pre-copy converges");
    assertThat(judged(runs, Runs.of(EVACUATION).postCopied(5000, 300)).verdict())
        .isEqualTo(Verdict.MET);
  }

  @Test
  void godwitOutsideItsPolicyIsNotMetHoweverGoodItIs() {
    var runs = Runs.manual(Runs.of(POST_COPY).postCopied(5300, 2400));

    assertThat(judged(runs, Runs.of(CRITICAL).postCopied(5000, 0)).why())
        .isEqualTo("outside its policy: post-copied");
  }

  @Test
  void wayThatCompletesInHalfOfItsRunsIsNoMeasure() {
    var runs =
        Runs.manual(Runs.of(PLAIN).completed(4000, 100), Runs.of(PLAIN).ended(Outcome.CAPPED));

    assertThat(judged(runs, Runs.of(STANDARD).completed(9000, 900)))
        .extracting(Judgement::bestWay, Judgement::why)
        .containsExactly(null, "completes what no way that it allows does");
  }

  @Test
  void whatIsNotMeasuredYetIsOpen() {
    var runs = new ArrayList<>(Runs.manual(Runs.of(PLAIN).completed(4000, 100)));
    runs.removeIf(run -> run.way().equals(POST_COPY));
    runs.add(Runs.of(POST_COPY).withoutCount("too fast"));

    var judged = judged(runs);

    assertThat(judged.verdict()).isEqualTo(Verdict.OPEN);
    assertThat(judged.why()).isEqualTo("no run yet of godwit-standard, virsh-post-copy");
  }

  @Test
  void medianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
    var runs =
        List.of(
            Runs.of(PLAIN).completed(9000, 1),
            Runs.of(PLAIN).completed(1000, 2),
            Runs.of(PLAIN).completed(4000, 5));

    assertThat(Standing.median(runs, Run::totalMillis)).isEqualTo(4000);
    assertThat(Standing.median(runs.subList(0, 2), Run::totalMillis)).isEqualTo(5000);
    assertThat(Standing.median(List.of(), Run::totalMillis)).isNull();
  }

  @Test
  void mediansAreOfWhatCompletedAndWhatDoesNotCountIsSaid() {
    var runs =
        List.of(
            Runs.of(PLAIN).completed(4000, 100),
            Runs.of(PLAIN).ended(Outcome.CAPPED),
            Runs.of(PLAIN).withoutCount("too fast"));

    var standing = Standing.all(runs, Choice.of(List.of("slow", "200@50", PLAIN))).getFirst();

    assertThat(standing)
        .extracting(Standing::tries, Standing::counted, Standing::completed, Standing::totalMillis)
        .containsExactly(3, 2, 1, 4000L);
    assertThat(standing.notes()).containsExactly("capped: in its own words", "void: too fast");
  }

  @Test
  void shippedCriticalPolicyIsTheOneThatTheRaceIsAbout() {
    var critical = ((Way.Intended) Way.of(CRITICAL)).intent();

    assertThat(critical.postCopyAllowed()).isFalse();
    assertThat(critical.throttleBudgetPercent()).isEqualTo(20);
    assertThat(critical.downtimeBudget()).hasMillis(300);
    assertThat(critical.pauseBudget()).isZero();
  }

  private static Judgement judged(List<Run> manual, Run... own) {
    var runs = new ArrayList<>(manual);
    runs.addAll(List.of(own));
    String policy = own.length == 0 ? STANDARD : own[0].way();
    return Judgement.all(runs, Choice.of(List.of("slow", "200@50", policy))).getFirst();
  }
}
