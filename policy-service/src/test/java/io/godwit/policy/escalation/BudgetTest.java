package io.godwit.policy.escalation;

import static io.godwit.policy.escalation.Scene.about;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.EffectivePolicy.LastResort;
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
import io.godwit.events.convergence.Outlook;
import io.godwit.events.migration.MigrationEvent.CancelRefused;
import io.godwit.events.migration.MigrationEvent.CompletionDemanded;
import io.godwit.events.migration.MigrationEvent.MigrationCancelling;
import io.godwit.events.migration.MigrationEvent.PolicyRetuned;
import io.godwit.events.policy.Objective;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
      var policy = policy(random);
      var table = new Table().event(Scene.running(policy, 1, 6));
      int checked = 0;
      long sequence = 0;
      for (int i = 0; i < INPUTS; i++) {
        policy = input(table, random, policy, 100 + i);
        var fresh = table.decisions().subList(checked, table.decisions().size());
        for (var decision : fresh) {
          check(decision, policy, "seed " + seed);
          sequence = rising(decision, sequence, "seed " + seed);
        }
        checked = table.decisions().size();
      }
      decisions += checked;
    }
    assertThat(decisions).isGreaterThan(SEEDS / 2);
  }

  private static void check(Decision decision, EffectivePolicy policy, String seed) {
    var decided = decision.decided();
    var command = decision.command();
    if (command != null) {
      assertThat(isAllowed(command.escalation(), policy)).as(seed).isTrue();
    }
    if (decided != null) {
      assertThat(isAllowed(decided.escalation(), policy)).as(seed).isTrue();
      assertThat(decided.asItStands()).as(seed).isNotNull();
      assertThat(decided.expected() == null).as(seed).isEqualTo(isGivingUp(decided));
      assertThat(command == null).as(seed).isEqualTo(decided.escalation() instanceof AskBandwidth);
    }
  }

  private static boolean isGivingUp(EscalationDecided decided) {
    return decided.escalation() instanceof GiveUp;
  }

  private static long rising(Decision decision, long last, String seed) {
    var command = decision.command();
    var decided = decision.decided();
    long sequence =
        command != null
            ? command.order().sequence()
            : Objects.requireNonNull(decided).about().sequence();
    assertThat(sequence).as(seed).isGreaterThan(last);
    return sequence;
  }

  private static EffectivePolicy policy(Random random) {
    var resorts = LastResort.values();
    return Scene.policy(
        "any",
        random.nextBoolean() ? Objective.LEAST_TIME : Objective.LEAST_WORK_LOST,
        random.nextBoolean() ? null : Duration.ofSeconds(random.nextInt(300)),
        random.nextInt(3000),
        random.nextBoolean() ? 0 : random.nextInt(99),
        random.nextBoolean(),
        random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(random.nextInt(20_000)),
        resorts[random.nextInt(resorts.length)]);
  }

  private static EffectivePolicy input(
      Table table, Random random, EffectivePolicy policy, int next) {
    switch (random.nextInt(11)) {
      case 0 -> table.after(Duration.ofMillis(random.nextInt(5000)));
      case 1 -> table.event(Scene.running(policy, 1, random.nextInt(6)));
      case 2 -> table.event(new MigrationCancelling(about(1, next), null));
      case 3 -> table.event(new CancelRefused(about(1, next), "late"));
      case 4, 5 -> answer(table, random);
      case 6 -> {
        var other = Scene.retuned(policy, random.nextInt(3000), random.nextInt(99));
        table.event(new PolicyRetuned(about(1, next), other, null));
        return other;
      }
      case 7 -> table.event(new CompletionDemanded(about(1, next), false, null));
      default -> table.trend(trend(random));
    }
    return policy;
  }

  private static ConvergenceTrend trend(Random random) {
    var changed =
        Scene.Changed.of(
            Scene.trend(
                random.nextInt(400),
                1 + random.nextInt(12),
                random.nextInt(300),
                OUTLOOKS.get(random.nextInt(OUTLOOKS.size())),
                random.nextInt(4) > 0,
                random.nextInt(600),
                1));
    if (random.nextBoolean()) {
      changed.rates(1 + random.nextInt(90_000_000), random.nextInt(200_000_000), 500_000_000);
    }
    if (random.nextBoolean()) {
      changed.throttled(random.nextInt(100));
    }
    if (random.nextBoolean()) {
      changed.limited(1 + random.nextInt(60_000_000));
    }
    if (random.nextInt(4) == 0) {
      changed.atLocalMinimum();
    }
    return random.nextInt(10) == 0 ? changed.paused().get() : changed.get();
  }

  private static void answer(Table table, Random random) {
    if (table.commands().isEmpty()) {
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
