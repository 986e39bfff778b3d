package io.godwit.policy.escalation.adapter;

import io.godwit.events.convergence.EscalationDecided;
import io.godwit.policy.escalation.StepKind;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;

/** {@code godwit.policy.*}: decisions by step and reason, and the time from sample to decision. */
final class PolicyMetrics {
  private final MeterRegistry meters;

  PolicyMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  void decided(EscalationDecided decided) {
    var escalation = tag(StepKind.of(decided.escalation()));
    meters
        .counter(
            "godwit.policy.decisions", "escalation", escalation, "reason", tag(decided.reason()))
        .increment();
    var took = Duration.between(decided.inputs().about().at(), decided.about().at());
    meters.timer("godwit.policy.decision.time").record(took.isNegative() ? Duration.ZERO : took);
  }

  void sentAgain() {
    meters.counter("godwit.policy.commands.resent").increment();
  }

  void answered(String outcome) {
    meters.counter("godwit.policy.answers", "outcome", outcome).increment();
  }

  void unreadable() {
    meters.counter("godwit.policy.unreadable").increment();
  }

  static String tag(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
