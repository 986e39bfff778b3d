package io.godwit.policy.escalation.adapter;

import io.godwit.events.convergence.EscalationDecided;
import io.godwit.events.convergence.EscalationVerified;
import io.godwit.policy.lever.StepKind;
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
            decided.shadow() ? "godwit.policy.shadow.decisions" : "godwit.policy.decisions",
            "escalation",
            escalation,
            "reason",
            tag(decided.reason()))
        .increment();
    if (decided.shadow()) {
      return;
    }
    var took = Duration.between(decided.inputs().about().at(), decided.about().at());
    meters.timer("godwit.policy.decision.time").record(took.isNegative() ? Duration.ZERO : took);
  }

  void verified(EscalationVerified verified) {
    meters
        .counter(
            "godwit.policy.verified",
            "escalation",
            tag(StepKind.of(verified.escalation())),
            "outcome",
            verified.worked() ? "worked" : "failed")
        .increment();
  }

  /** An operator's demand that nothing allowed could meet. */
  void unmet() {
    meters.counter("godwit.policy.demands.unmet").increment();
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
