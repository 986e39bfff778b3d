package io.godwit.policy.escalation;

import static io.godwit.policy.escalation.Scene.about;
import static io.godwit.policy.escalation.Scene.critical;
import static io.godwit.policy.escalation.Scene.policy;
import static io.godwit.policy.escalation.Scene.running;
import static io.godwit.policy.escalation.Scene.standard;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.agent.AgentEvent.PostCopyBegan;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.AskBandwidth;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.Escalation.Throttle;
import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.events.convergence.EscalationDecided.RefusedAlternative;
import io.godwit.events.convergence.EscalationVerified;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.migration.MigrationEvent.CompletionDemanded;
import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.events.migration.MigrationEvent.PolicyRetuned;
import io.godwit.events.migration.MigrationFigures;
import io.godwit.events.migration.MigrationMode;
import io.godwit.events.policy.Objective;
import io.godwit.policy.escalation.Scene.Changed;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SteeringTest {
  private final Table table = new Table();
  private final Table patient = new Table(Scene.RULES);

  /** What remains is as much as the first pass sent in 5 s; a pass takes as long. */
  private static ConvergenceTrend hot(int second) {
    int pass = 1 + second / 5;
    return Changed.of(Scene.plateau(second, pass, 250)).at(Duration.ofSeconds(second)).get();
  }

  private static ConvergenceTrend quiet(int second) {
    return Changed.of(Scene.converging(second, 1 + second / 5, 100))
        .rates(60_000_000, 5_000_000, 50_000_000)
        .at(Duration.ofSeconds(second))
        .get();
  }

  @Test
  void plateauIsWaitedOutForSomeTimeBeforeAStepThatCostsWork() {
    patient.event(running(standard(), 1, 6));
    for (int second = 5; second < 30; second++) {
      patient.trend(hot(second));
    }
    assertThat(patient.decisions()).isEmpty();

    patient.trend(hot(30));

    assertThat(patient.steps()).containsExactly(new SwitchToPostCopy());
  }

  @Test
  void guestWhosePhaseChangesIsLeftAlone() {
    patient.event(running(standard(), 1, 6));
    for (int second = 5; second < 22; second++) {
      patient.trend(hot(second));
    }
    for (int second = 22; second < 28; second++) {
      patient.trend(quiet(second));
    }
    assertThat(patient.decisions()).isEmpty();
  }

  @Test
  void guestThatWasSeenToChangeIsWaitedOutTwiceAsLong() {
    patient.event(running(standard(), 1, 6)).trend(hot(5)).trend(quiet(6));
    for (int second = 7; second < 57; second++) {
      patient.trend(hot(second));
    }
    assertThat(patient.decisions()).isEmpty();

    assertThat(patient.trend(hot(57)).steps()).containsExactly(new SwitchToPostCopy());
  }

  @Test
  void deadlineThatWaitingWouldMissEndsThePatience() {
    var pressed = leastWork(Duration.ofSeconds(30), 500, 0, true, Duration.ZERO);
    patient.event(running(pressed, 1, 6)).trend(hot(5));

    assertThat(patient.steps()).containsExactly(new SwitchToPostCopy());
  }

  @Test
  void hopelessGuestIsGivenUpInTheThirdPassWhateverThePatience() {
    table.event(running(critical(), 1, 6)).trend(hot(5)).trend(hot(9));
    assertThat(table.decisions()).isEmpty();

    table.trend(hot(10));

    assertThat(table.steps()).containsExactly(new GiveUp());
    assertThat(table.decided().getFirst().refused())
        .extracting(RefusedAlternative::why)
        .contains("the policy critical does not allow post-copy");
  }

  @ParameterizedTest
  @CsvSource({", false", "60, false", "10, true"})
  void guestThatConvergesIsHelpedOnlyIfItsDeadlineNeedsIt(
      @Nullable Integer deadlineSeconds, boolean helped) {
    var deadline = deadlineSeconds == null ? null : Duration.ofSeconds(deadlineSeconds);
    table.event(running(leastWork(deadline, 500, 0, true, Duration.ZERO), 1, 6));

    table.trend(slow(1));

    assertThat(table.steps().equals(List.of(new SwitchToPostCopy()))).isEqualTo(helped);
    if (helped) {
      assertThat(table.decided().getFirst().reason()).isEqualTo(DecisionReason.DEADLINE_AT_RISK);
    }
  }

  @Test
  void evacuationTakesWhatIsFasterAlthoughItConverges() {
    var evacuation =
        policy(
            "evacuation",
            Objective.LEAST_TIME,
            null,
            500,
            0,
            true,
            Duration.ZERO,
            LastResort.ABORT);
    table.event(running(evacuation, 1, 6)).trend(slow(1));

    assertThat(table.steps()).containsExactly(new SwitchToPostCopy());
    assertThat(table.decided().getFirst().reason()).isEqualTo(DecisionReason.LEAST_TIME);
  }

  @Test
  void evacuationLeavesAloneWhatIsNearlyOver() {
    var evacuation =
        policy(
            "evacuation",
            Objective.LEAST_TIME,
            null,
            500,
            0,
            true,
            Duration.ZERO,
            LastResort.ABORT);
    table.event(running(evacuation, 1, 6));
    table.trend(
        Changed.of(Scene.converging(1, 3, 20)).rates(60_000_000, 5_000_000, 50_000_000).get());

    assertThat(table.decisions()).isEmpty();
  }

  @Test
  void throttleIsOnlyAsMuchAsIsNeededAndLiftedWhenItIsNot() {
    table.event(running(leastWork(null, 500, 60, false, Duration.ZERO), 1, 6));
    table.trend(warm(1, 2, Outlook.PLATEAU, 0, 70));

    var step = (Throttle) table.steps().getFirst();
    assertThat(step.percent()).isBetween(10, 40);
    assertThat(table.decided().getFirst().reason()).isEqualTo(DecisionReason.THROTTLING_SUFFICES);

    table.applied().trend(warm(2, 3, Outlook.CONVERGES, step.percent(), 62));
    table.trend(warm(3, 4, Outlook.CONVERGES, step.percent(), 62));
    assertThat(table.verified()).extracting(EscalationVerified::worked).containsExactly(true);
    assertThat(table.decisions()).hasSize(1);

    table.trend(warm(4, 5, Outlook.CONVERGES, step.percent(), 5));

    assertThat(table.steps()).last().isEqualTo(new Throttle(0));
    assertThat(table.decided().getLast().reason()).isEqualTo(DecisionReason.NOT_NEEDED_ANY_MORE);
  }

  @Test
  void throttleThatIsNotSupportedIsOut() {
    table.event(running(leastWork(null, 500, 60, false, Duration.ofSeconds(10)), 1, 6));
    table.trend(warm(1, 2, Outlook.PLATEAU, 0, 70)).refused(RefusalReason.UNSUPPORTED);

    assertThat(table.steps()).last().isEqualTo(new Pause(Duration.ofSeconds(10)));
    assertThat(table.decided().getLast().refused())
        .extracting(RefusedAlternative::why)
        .contains("the agent refused it: says why");
  }

  @Test
  void moreBandwidthIsAskedOfTheSchedulerAndNothingIsCommanded() {
    table.event(running(standard(), 1, 6)).trend(limited(1, 60_000_000, Outlook.PLATEAU));

    var ask = (AskBandwidth) table.steps().getFirst();
    assertThat(ask.wanted().count()).isBetween(70_000_000L, 150_000_000L);
    assertThat(table.commands()).isEmpty();
    assertThat(table.decided().getFirst().about().sequence()).isEqualTo(1);

    table.trend(limited(2, ask.wanted().count(), Outlook.CONVERGES));
    assertThat(table.verified()).extracting(EscalationVerified::worked).containsExactly(true);
  }

  @Test
  void bandwidthThatIsNotGrantedIsOut() {
    table.event(running(standard(), 1, 6)).trend(limited(1, 60_000_000, Outlook.PLATEAU));
    table.trend(limited(2, 60_000_000, Outlook.PLATEAU));
    assertThat(table.steps()).hasSize(1);

    table.trend(limited(4, 60_000_000, Outlook.PLATEAU));

    assertThat(table.steps()).last().isEqualTo(new SwitchToPostCopy());
    assertThat(table.verified().getFirst().effect()).isEqualTo("its limit is still 57.2 MiB/s");
  }

  @Test
  void bandwidthIsGivenBackWhenItIsNotNeededAnyMore() {
    table.event(running(standard(), 1, 6)).trend(limited(1, 60_000_000, Outlook.PLATEAU));
    var ask = (AskBandwidth) table.steps().getFirst();
    long granted = ask.wanted().count();
    var calm =
        Changed.of(Scene.converging(2, 3, 100))
            .rates(granted, 1_000_000, 150_000_000)
            .limited(granted)
            .get();

    table.trend(calm);

    assertThat(table.steps()).last().isEqualTo(new AskBandwidth(new BytesPerSecond(60_000_000)));
    assertThat(table.decided().getLast().reason()).isEqualTo(DecisionReason.NOT_NEEDED_ANY_MORE);
  }

  @Test
  void bandwidthThatIsNeededAgainIsNotGivenBackASecondTime() {
    table.event(running(standard(), 1, 6)).trend(limited(1, 60_000_000, Outlook.PLATEAU));
    table.trend(calm(2, granted()));
    assertThat(table.steps()).hasSize(2);
    table.trend(limited(3, 60_000_000, Outlook.PLATEAU));
    assertThat(table.steps()).hasSize(3);

    table.trend(calm(4, granted()));

    assertThat(table.steps()).hasSize(3);
  }

  private long granted() {
    return ((AskBandwidth) table.steps().getLast()).wanted().count();
  }

  private static ConvergenceTrend calm(long second, long limit) {
    return Changed.of(Scene.converging(second, 2 + (int) second, 100))
        .rates(limit, 1_000_000, 150_000_000)
        .limited(limit)
        .get();
  }

  @Test
  void whatShouldEndAndGoesOnGetsAStep() {
    table.event(running(standard(), 1, 6));
    for (int second = 5; second < 8; second++) {
      table.trend(Scene.trend(second, second, 14, Outlook.FINISHING, true, 300, 1));
    }
    assertThat(table.decisions()).isEmpty();

    table.trend(Scene.trend(8, 8, 14, Outlook.FINISHING, true, 300, 1));

    assertThat(table.steps()).containsExactly(new RaiseDowntime(Duration.ofMillis(500)));
  }

  @Test
  void whatIsSaidToFallAndStandsGetsAStepOnceThePatienceIsOver() {
    table.event(running(standard(), 1, 6));
    for (int second = 5; second < 22; second++) {
      table.trend(standing(second));
    }
    assertThat(table.decisions()).isEmpty();

    table.trend(standing(22));

    assertThat(table.steps()).containsExactly(new SwitchToPostCopy());
  }

  /** Four passes over 250 MB take 16.7 s. */
  private static ConvergenceTrend standing(int second) {
    return Changed.of(Scene.converging(second, 1 + second / 5, 250))
        .at(Duration.ofSeconds(second))
        .get();
  }

  @Test
  void patienceDoesNotBeginAnewWhereNothingWasGained() {
    patient.event(running(standard(), 1, 6));
    for (int second = 5; second < 30; second++) {
      patient.trend(second % 2 == 0 ? standing(second) : hot(second));
    }
    assertThat(patient.decisions()).isEmpty();

    patient.trend(hot(30));

    assertThat(patient.steps()).containsExactly(new SwitchToPostCopy());
  }

  @Test
  void localMinimumWithinTheBudgetIsTaken() {
    var allowed = leastWork(null, 500, 0, false, Duration.ZERO);
    var low = Scene.trend(1, 2, 22, Outlook.PLATEAU, false, 300, 1);
    var plateauAbove =
        new Object() {
          ConvergenceTrend of(ConvergenceTrend t) {
            return new ConvergenceTrend(
                t.about(),
                t.host(),
                t.elapsed(),
                t.phase(),
                t.pass(),
                true,
                t.memoryTotal(),
                t.remaining(),
                t.outstanding(),
                t.transferred(),
                t.bandwidth(),
                t.dirtyRate(),
                new Bytes(90_000_000),
                t.dirtyRateRange(),
                new ConvergenceTrend.BytesRange(new Bytes(90_000_000), new Bytes(90_000_000)),
                1,
                t.threshold(),
                new Bytes(90_000_000),
                t.switchoverRate(),
                Duration.ofMillis(1800),
                t.maxDowntime(),
                false,
                Outlook.PLATEAU,
                null,
                1,
                0.5,
                0,
                t.remaining(),
                true,
                false,
                Duration.ZERO,
                0,
                null,
                false,
                0,
                Bytes.ZERO,
                Bytes.ZERO,
                null);
          }
        }.of(low);
    table.event(running(allowed, 1, 6)).trend(plateauAbove);

    assertThat(table.steps()).containsExactly(new RaiseDowntime(Duration.ofMillis(500)));
    assertThat(table.decided().getFirst().reason()).isEqualTo(DecisionReason.AT_LOCAL_MINIMUM);
  }

  @Test
  void pauseIsTakenWithinItsBudgetAndRefusedBeyond() {
    table.event(running(leastWork(null, 500, 0, false, Duration.ofSeconds(10)), 1, 6));
    table.trend(Scene.plateau(1, 2, 250));
    assertThat(table.steps()).containsExactly(new Pause(Duration.ofSeconds(10)));

    var other = new Table();
    other.event(running(leastWork(null, 500, 0, false, Duration.ofSeconds(2)), 1, 6));
    other.trend(Scene.plateau(1, 2, 250)).trend(Scene.plateau(2, 3, 250));
    assertThat(other.steps()).containsExactly(new GiveUp());
    assertThat(other.decided().getFirst().refused())
        .extracting(RefusedAlternative::why)
        .anyMatch(why -> why.startsWith("the guest would stand still for 4."));
  }

  @Test
  void pauseAsTheLastResortIsTakenWhereNothingSuffices() {
    var last =
        policy(
            "last",
            Objective.LEAST_WORK_LOST,
            null,
            500,
            0,
            false,
            Duration.ofSeconds(2),
            LastResort.PAUSE);
    table.event(running(last, 1, 6)).trend(Scene.plateau(1, 2, 250));
    table.trend(Scene.plateau(2, 3, 250));

    assertThat(table.steps()).containsExactly(new Pause(Duration.ofSeconds(2)));
    assertThat(table.decided().getFirst().reason()).isEqualTo(DecisionReason.HOPELESS);
  }

  @Test
  void completionTakesWhatThePolicyAllows() {
    table.event(running(standard(), 1, 6)).trend(Scene.converging(1, 2, 200));
    table.event(new CompletionDemanded(about(1, 7), false, null));

    assertThat(table.steps()).containsExactly(new SwitchToPostCopy());
    assertThat(table.decided().getFirst().reason()).isEqualTo(DecisionReason.OPERATOR);
  }

  @Test
  void completionThatNothingAllowedServesIsDroppedAndOneWithAnOverrideIsNot() {
    table.event(running(critical(), 1, 6)).trend(Scene.converging(1, 2, 200));
    table.event(new CompletionDemanded(about(1, 7), false, null));
    assertThat(table.decisions()).isEmpty();

    table.event(new CompletionDemanded(about(1, 8), true, "window ends"));

    assertThat(table.steps()).containsExactly(new SwitchToPostCopy());
    var other = new Table();
    other.event(running(critical(), 1, 6));
    other.trend(Scene.trend(1, 2, 200, Outlook.CONVERGES, false, 300, 1));
    other.event(new CompletionDemanded(about(1, 7), true, "window ends"));
    assertThat(other.steps()).containsExactly(new Pause(Duration.ofMinutes(1)));
  }

  @Test
  void retuningIsInForceAtOnceAndTakesBackWhatItForbids() {
    var before = leastWork(null, 2000, 60, false, Duration.ZERO);
    table.event(running(before, 1, 6));
    table.trend(Changed.of(Scene.converging(1, 2, 100)).throttled(40).within().get());
    assertThat(table.decisions()).isEmpty();

    table.event(new PolicyRetuned(about(1, 7), Scene.retuned(before, 200, 20), "an operator"));

    assertThat(table.steps()).containsExactly(new Throttle(20));
    assertThat(table.decided().getFirst().policy().revision()).isEqualTo(2);
    table.applied();
    table.trend(Changed.of(Scene.converging(2, 3, 100)).throttled(20).within().get());
    table.trend(Changed.of(Scene.converging(3, 4, 100)).throttled(20).within().get());
    assertThat(table.steps()).last().isEqualTo(new RaiseDowntime(Duration.ofMillis(200)));
  }

  @Test
  void silenceLeadsToNoDecision() {
    table.event(running(standard(), 1, 6));
    table.trend(Changed.of(Scene.plateau(1, 2, 250)).silentFor(Duration.ofSeconds(5)).get());
    assertThat(table.decisions()).isEmpty();
  }

  @Test
  void stepIsVerifiedWhenPostCopyBeginsAndAtTheEnd() {
    table.event(running(standard(), 1, 6)).trend(Scene.plateau(1, 2, 250)).applied();
    table.agent(new PostCopyBegan(about(1, 901), Scene.SOURCE));
    table.after(Duration.ofSeconds(5));
    table.event(
        new MigrationCompleted(
            about(1, 9),
            Scene.DESTINATION,
            MigrationMode.POST_COPY,
            new MigrationFigures(Duration.ofSeconds(9), Duration.ofMillis(240), null)));

    assertThat(table.verified()).extracting(EscalationVerified::worked).containsExactly(true, true);
    assertThat(table.verified().getLast().effect())
        .startsWith("the migration was over 5.0 s after it, ")
        .contains("; the guest stood still for 240 ms, ");
  }

  @Test
  void shadowIsRecordedAndNeverCommanded() {
    var watched = Scene.laddered("nova", "standard-user");
    table.event(running(watched, 1, 6));
    for (int second = 5; second <= 40; second++) {
      table.trend(hot(second));
    }

    assertThat(table.commands()).isEmpty();
    assertThat(table.records())
        .filteredOn(record -> record instanceof EscalationDecided)
        .singleElement()
        .isInstanceOfSatisfying(
            EscalationDecided.class,
            decided -> {
              assertThat(decided.shadow()).isTrue();
              assertThat(decided.policy().name()).isEqualTo("standard-user");
              assertThat(decided.escalation()).isEqualTo((Escalation) new SwitchToPostCopy());
            });
  }

  private static EffectivePolicy leastWork(
      @Nullable Duration deadline, long budget, int throttle, boolean postCopy, Duration pause) {
    return policy(
        "any",
        Objective.LEAST_WORK_LOST,
        deadline,
        budget,
        throttle,
        postCopy,
        pause,
        LastResort.ABORT);
  }

  /** 200 MB at 50 MB/s over 60 MB/s: it converges, slowly. */
  private static ConvergenceTrend slow(int sequence) {
    return Changed.of(Scene.converging(sequence, 2, 200))
        .rates(60_000_000, 50_000_000, 60_000_000)
        .get();
  }

  /** A guest that writes at about the link's rate. */
  private static ConvergenceTrend warm(
      int sequence, int pass, Outlook outlook, int throttle, long megabytesPerSecond) {
    return Changed.of(Scene.trend(sequence, pass, 200, outlook, false, 300, 1))
        .rates(60_000_000, megabytesPerSecond * 1_000_000, 60_000_000)
        .throttled(throttle)
        .get();
  }

  private static ConvergenceTrend limited(int sequence, long limit, Outlook outlook) {
    return Changed.of(Scene.trend(sequence, 1 + sequence, 200, outlook, true, 100, 1))
        .rates(limit, 65_000_000, 150_000_000)
        .limited(limit)
        .get();
  }
}
