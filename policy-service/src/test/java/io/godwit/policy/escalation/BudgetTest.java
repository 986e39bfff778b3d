package io.godwit.policy.escalation;

import static io.godwit.policy.escalation.Scene.about;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.agent.RefusalReason;
import io.godwit.events.convergence.Escalation;
import io.godwit.events.convergence.Escalation.AskBandwidth;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.Escalation.Throttle;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.migration.MigrationEvent.CancelRefused;
import io.godwit.events.migration.MigrationEvent.MigrationCancelling;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes, in whatever order: the policy's budget is never exceeded. */
class BudgetTest {
  private static final int SEEDS = 3000;
  private static final int INPUTS = 60;
  private static final List<Outlook> OUTLOOKS = List.of(Outlook.values());

  @Test
  void noSequenceOfInputsExceedsTheBudget() {
    int decisions = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var policy =
          Scene.policy(
              "any",
              random.nextInt(3000),
              random.nextBoolean(),
              random.nextBoolean() ? LastResort.ABORT : LastResort.KEEP_RUNNING);
      var table = new Table().event(Scene.running(policy, 1, 6));
      for (int i = 0; i < INPUTS; i++) {
        input(table, random, policy);
      }
      decisions += table.decisions().size();
      long sequence = 0;
      for (var decision : table.decisions()) {
        assertThat(isAllowed(decision.command().escalation(), policy)).as("seed " + seed).isTrue();
        var order = decision.command().order();
        assertThat(order.sequence()).as("seed " + seed).isGreaterThan(sequence);
        sequence = order.sequence();
        var decided = decision.decided();
        assertThat(decided == null || decided.refused().size() == 2).as("seed " + seed).isTrue();
      }
    }
    assertThat(decisions).isGreaterThan(SEEDS / 2);
  }

  private static void input(Table table, Random random, EffectivePolicy policy) {
    switch (random.nextInt(8)) {
      case 0 -> table.after(Duration.ofMillis(random.nextInt(5000)));
      case 1 -> table.event(Scene.running(policy, 1, random.nextInt(60)));
      case 2 -> table.event(new MigrationCancelling(about(1, random.nextInt(60)), null));
      case 3 -> table.event(new CancelRefused(about(1, random.nextInt(60)), "late"));
      case 4 -> answer(table, random);
      default ->
          table.trend(
              Scene.trend(
                  random.nextInt(200),
                  1 + random.nextInt(12),
                  random.nextInt(120),
                  OUTLOOKS.get(random.nextInt(OUTLOOKS.size())),
                  random.nextInt(4) > 0,
                  random.nextInt(600),
                  1));
    }
  }

  private static void answer(Table table, Random random) {
    if (table.decisions().isEmpty()) {
      return;
    }
    var reasons = RefusalReason.values();
    if (random.nextBoolean()) {
      table.applied();
    } else {
      table.refused(reasons[random.nextInt(reasons.length)]);
    }
  }

  private static boolean isAllowed(Escalation escalation, EffectivePolicy policy) {
    return switch (escalation) {
      case RaiseDowntime raise -> raise.maxDowntime().compareTo(policy.downtimeBudget()) <= 0;
      case AskBandwidth _ -> true;
      case Throttle throttle -> throttle.percent() <= policy.throttleBudgetPercent();
      case Pause pause -> pause.atMost().compareTo(policy.pauseBudget()) <= 0;
      case SwitchToPostCopy _ -> policy.postCopyAllowed();
      case GiveUp _ -> policy.lastResort() == LastResort.ABORT;
    };
  }
}
