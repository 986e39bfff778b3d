package io.godwit.scheduler.policy;

import io.godwit.convergence.policy.Effective;
import io.godwit.convergence.policy.Matching;
import io.godwit.events.Bytes;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.GuestClass;
import io.godwit.events.Reason;
import io.godwit.events.policy.PolicyDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The policies that come with Godwit, and those of operators over them. */
public final class ShippedPolicies {
  /** Those that come with Godwit alone. */
  public static final Policies ALONE = subject -> under(List.of(), subject);

  private ShippedPolicies() {}

  /** The policy before more than these is known: without a deadline. */
  public static EffectivePolicy of(GuestClass guestClass, Reason reason) {
    var chosen = Matching.choose(List.of(), reason, guestClass, null, Map.of()).definition();
    var intent = Objects.requireNonNull(chosen.intent(), "intents are shipped for all");
    return EffectivePolicy.of(chosen.name(), chosen.version(), intent, null, null, null);
  }

  /** The policy of a migration, where operators have defined these. */
  public static EffectivePolicy under(Collection<PolicyDefinition> own, Subject subject) {
    var chosen =
        Matching.choose(
            own, subject.reason(), subject.guestClass(), subject.project(), subject.labels());
    return Effective.of(
            chosen.definition(),
            subject.memory(),
            Bytes.ZERO,
            subject.now(),
            subject.deadline(),
            subject.lastResort(),
            List.of())
        .policy();
  }
}
