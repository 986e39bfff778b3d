package io.godwit.policy.escalation;

import static io.godwit.policy.escalation.Scene.about;
import static io.godwit.policy.escalation.Scene.converging;
import static io.godwit.policy.escalation.Scene.critical;
import static io.godwit.policy.escalation.Scene.plateau;
import static io.godwit.policy.escalation.Scene.policy;
import static io.godwit.policy.escalation.Scene.running;
import static io.godwit.policy.escalation.Scene.standard;
import static io.godwit.policy.escalation.Scene.trend;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.agent.AgentEvent.MigrationEnded;
import io.godwit.events.agent.AgentEvent.PostCopyBegan;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.events.convergence.EscalationDecided.RefusedAlternative;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.migration.MigrationEvent.CancelRefused;
import io.godwit.events.migration.MigrationEvent.MigrationCancelled;
import io.godwit.events.migration.MigrationEvent.MigrationCancelling;
import io.godwit.policy.escalation.Course.Stage;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EscalationsTest {
  private final Table table = new Table();

  @Test
  void nothingIsDoneToAMigrationThatConverges() {
    table.event(running(standard(), 1, 6));
    for (int i = 1; i < 20; i++) {
      table.trend(converging(i, i, 200 - 10 * i));
    }
    assertThat(table.decisions()).isEmpty();
  }

  @Test
  void plateauAboveBudgetSwitchesToPostCopyWhenAllowed() {
    table.event(running(standard(), 1, 6)).trend(plateau(1, 2, 250));

    var decided = table.decided().getFirst();
    assertThat(table.steps()).containsExactly(new SwitchToPostCopy());
    assertThat(decided.reason()).isEqualTo(DecisionReason.PLATEAU_POST_COPY_ALLOWED);
    assertThat(decided.inputs()).isEqualTo(plateau(1, 2, 250));
    assertThat(decided.expectedRemainingTime())
        .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(7));
    assertThat(Objects.requireNonNull(decided.asItStands()).probability()).isLessThan(0.01);
    assertThat(Objects.requireNonNull(decided.expected()).probability()).isEqualTo(1);
    assertThat(decided.refused())
        .extracting(RefusedAlternative::why)
        .containsExactly(
            "it has no limit of its own",
            "a switch-over at 238.4 MiB over 47.7 MiB/s would take 5.0 s, the policy standard"
                + " allows at most 500 ms",
            "the policy standard does not allow a switch-over at the least",
            "the policy standard does not allow throttling",
            "the policy standard does not allow a pause",
            "a less harmful step will do");
    assertThat(decided.refused().get(1).escalation())
        .isEqualTo(new RaiseDowntime(Duration.ofMillis(500)));
    assertThat(decided.refused().get(1).predicted()).isNotNull();
    var order = table.commands().getFirst().order();
    assertThat(order.host()).isEqualTo(Scene.SOURCE);
    assertThat(order.sequence()).isEqualTo(decided.about().sequence()).isEqualTo(1);
    assertThat(order.expiresAt()).isEqualTo(Scene.START.plusSeconds(30));
  }

  @Test
  void plateauWithinBudgetRaisesDowntimeByWhatIsNeededAndAMargin() {
    table.event(running(standard(), 1, 6)).trend(plateau(1, 2, 18));

    assertThat(table.steps()).containsExactly(new RaiseDowntime(Duration.ofMillis(440)));
    var decided = table.decided().getFirst();
    assertThat(decided.reason()).isEqualTo(DecisionReason.PLATEAU_WITHIN_DOWNTIME_BUDGET);
    assertThat(decided.expectedDowntime())
        .isBetween(Duration.ofMillis(360), Duration.ofMillis(420));
  }

  @Test
  void marginNeverExceedsTheBudget() {
    table.event(running(standard(), 1, 6)).trend(plateau(1, 2, 24));

    assertThat(table.steps()).containsExactly(new RaiseDowntime(Duration.ofMillis(500)));
  }

  @Test
  void hopelessGuestIsGivenUpAfterTwoPassesThatShowIt() {
    table.event(running(critical(), 1, 6)).trend(plateau(1, 2, 250)).trend(plateau(2, 2, 250));
    assertThat(table.decisions()).isEmpty();

    table.trend(plateau(3, 3, 250));

    assertThat(table.steps()).containsExactly(new GiveUp());
    assertThat(table.decided().getFirst().reason()).isEqualTo(DecisionReason.HOPELESS);
    assertThat(table.decided().getFirst().expectedRemainingTime()).isNull();
  }

  @Test
  void policyThatKeepsRunningDoesNothing() {
    table.event(running(policy("patient", 300, false, LastResort.KEEP_RUNNING), 1, 6));
    for (int pass = 2; pass < 10; pass++) {
      table.trend(plateau(pass, pass, 250));
    }
    assertThat(table.decisions()).isEmpty();
  }

  @Test
  void postCopyThatWasNotArmedIsRefused() {
    table
        .event(running(standard(), 1, 6))
        .trend(trend(1, 2, 250, Outlook.PLATEAU, false, 300, 1))
        .trend(trend(2, 3, 250, Outlook.PLATEAU, false, 300, 1));

    assertThat(table.steps()).containsExactly(new GiveUp());
    assertThat(table.decided().getFirst().refused())
        .extracting(RefusedAlternative::why)
        .contains("post-copy was not armed when the migration started");
  }

  @Test
  void trendThatComesBeforeThePolicyIsRemembered() {
    table.trend(plateau(1, 2, 250));
    assertThat(table.decisions()).isEmpty();

    table.event(running(standard(), 1, 6));

    assertThat(table.steps()).containsExactly(new SwitchToPostCopy());
  }

  @Test
  void oneStepIsTakenAtATime() {
    table.event(running(standard(), 1, 6)).trend(plateau(1, 2, 18)).trend(plateau(2, 3, 250));

    assertThat(table.decisions()).hasSize(1);
  }

  @Test
  void duplicatesChangeNothing() {
    var event = running(standard(), 1, 6);
    table.event(event).trend(plateau(5, 2, 18)).applied();
    var before = table.course();

    table.event(event).trend(plateau(5, 2, 18)).trend(plateau(4, 2, 250)).applied();

    assertThat(table.course()).isEqualTo(before);
    assertThat(table.decisions()).hasSize(1);
  }

  @Test
  void stepWithoutEffectLeadsToTheNext() {
    table.event(running(standard(), 1, 6)).trend(plateau(1, 2, 18)).applied();
    table.trend(trend(2, 3, 18, Outlook.CONVERGES, true, 440, 1));
    assertThat(table.decisions()).hasSize(1);

    table.trend(trend(3, 4, 18, Outlook.CONVERGES, true, 440, 1));

    assertThat(table.steps())
        .containsExactly(new RaiseDowntime(Duration.ofMillis(440)), new SwitchToPostCopy());
    var decided = table.decided().getLast();
    assertThat(decided.reason()).isEqualTo(DecisionReason.STEP_WITHOUT_EFFECT);
    assertThat(decided.about().sequence()).isEqualTo(2);
    var effect =
        "it was applied in pass 2 and in pass 4 " + new Bytes(18_000_000) + " still remained";
    assertThat(decided.refused().get(1).why()).isEqualTo(effect);
    assertThat(table.verified()).hasSize(1);
    assertThat(table.verified().getFirst().worked()).isFalse();
    assertThat(table.verified().getFirst().effect()).isEqualTo(effect);
    assertThat(table.verified().getFirst().about().sequence()).isEqualTo(1);
  }

  @Test
  void unansweredCommandIsSentAgainWithTheNextSequence() {
    table.event(running(standard(), 1, 6)).trend(plateau(1, 2, 250));

    table.after(Duration.ofSeconds(2));
    assertThat(table.decisions()).hasSize(1);
    table.after(Duration.ofSeconds(1));

    var again = table.decisions().getLast();
    assertThat(again.decided()).isNull();
    var command = table.commands().getLast();
    assertThat(command.order().sequence()).isEqualTo(2);
    assertThat(command.escalation()).isEqualTo(new SwitchToPostCopy());
    assertThat(command.order().expiresAt()).isEqualTo(Scene.START.plusSeconds(33));
  }

  @Test
  void commandThatIsNeverAnsweredIsSentAFewTimesAndThenDecidedAfresh() {
    table.event(running(standard(), 1, 6)).trend(plateau(1, 2, 250));
    for (int i = 0; i < 10; i++) {
      table.after(Duration.ofSeconds(3));
    }
    assertThat(table.decisions()).hasSize(5);

    table.trend(plateau(2, 3, 250));

    assertThat(table.decisions()).hasSize(6);
    assertThat(table.decided().getLast().about().sequence()).isEqualTo(6);
  }

  @Test
  void expiredCommandIsSentAgainAtOnce() {
    table.event(running(standard(), 1, 6)).trend(plateau(1, 2, 250)).refused(RefusalReason.EXPIRED);

    assertThat(table.decisions()).hasSize(2);
    assertThat(table.decided()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"DONE", "ABORTING", "POST_COPY"})
  void refusalThatEndsTheAttemptEndsTheDecisions(RefusalReason reason) {
    table.event(running(standard(), 1, 6)).trend(plateau(1, 2, 250)).refused(reason);
    table.trend(plateau(2, 3, 250)).trend(plateau(3, 4, 250)).after(Duration.ofSeconds(9));

    assertThat(table.decisions()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNSUPPORTED", "UNKNOWN_GUEST", "HYPERVISOR_ERROR"})
  void refusalOfAStepLeadsToTheNext(RefusalReason reason) {
    table.event(running(standard(), 1, 6)).trend(plateau(1, 2, 250)).refused(reason);
    table.trend(plateau(2, 3, 250));

    assertThat(table.steps()).containsExactly(new SwitchToPostCopy(), new GiveUp());
    assertThat(table.decided().getLast().refused())
        .extracting(RefusedAlternative::why)
        .contains("the agent refused it: says why");
  }

  @Test
  void oldCommandCountsAsAppliedAndIsJudgedByWhatItDid() {
    table.event(running(standard(), 1, 6)).trend(plateau(1, 2, 18)).refused(RefusalReason.OLD);
    table.after(Duration.ofSeconds(9)).trend(plateau(2, 3, 18));
    assertThat(table.decisions()).hasSize(1);

    table.trend(plateau(3, 4, 18));

    assertThat(table.steps()).last().isEqualTo(new SwitchToPostCopy());
  }

  @Test
  void nothingIsDecidedWhileACancelIsUnderWay() {
    table.event(running(standard(), 1, 6));
    table.event(new MigrationCancelling(about(1, 7), null)).trend(plateau(1, 2, 250));
    assertThat(table.decisions()).isEmpty();

    table.event(new CancelRefused(about(1, 8), "too late"));

    assertThat(table.steps()).containsExactly(new SwitchToPostCopy());
  }

  @Test
  void nothingIsDecidedOncePostCopyBegan() {
    table.event(running(standard(), 1, 6)).agent(new PostCopyBegan(about(1, 1), Scene.SOURCE));

    assertThat(table.trend(plateau(1, 2, 250)).decisions()).isEmpty();
  }

  @Test
  void endHeardBeforeTheBeginningRemainsAnEnd() {
    table.trend(plateau(1, 2, 250));
    table.agent(
        new MigrationEnded(
            about(1, 1), Scene.SOURCE, MigrationEnded.Outcome.SUCCEEDED, null, null));

    assertThat(table.event(running(standard(), 1, 6)).decisions()).isEmpty();
  }

  @Test
  void lateTrendAfterTheEndCreatesNothing() {
    table.event(running(standard(), 1, 6));
    table.event(new MigrationCancelled(about(1, 9), null));
    table.trend(plateau(1, 2, 250)).event(running(standard(), 1, 8));

    assertThat(table.decisions()).isEmpty();
    assertThat(table.course()).isNotNull().extracting(Course::stage).isEqualTo(Stage.CLOSED);
  }

  @Test
  void anotherAttemptBeginsAfresh() {
    table.event(running(critical(), 1, 6)).trend(plateau(1, 2, 250));
    table.event(running(critical(), 2, 12));
    table.trend(trend(7, 3, 250, Outlook.PLATEAU, false, 300, 2)).trend(plateau(9, 4, 250));
    assertThat(table.decisions()).isEmpty();

    table.trend(trend(8, 4, 250, Outlook.PLATEAU, false, 300, 2));

    assertThat(table.steps()).containsExactly(new GiveUp());
  }
}
