package io.godwit.scheduler.policy.adapter;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.scheduler.policy.Policies;
import io.godwit.scheduler.policy.ShippedPolicies;
import io.godwit.scheduler.policy.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** By what operators define, as it is in the table, looked at again once a second. */
@Component
final class DefinedPolicies implements Policies {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private final DefinitionTable table;
  private final Clock clock;
  private volatile Known known = new Known(List.of(), Instant.EPOCH);

  private record Known(List<PolicyDefinition> definitions, Instant at) {}

  DefinedPolicies(DefinitionTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  @Override
  public EffectivePolicy of(Subject subject) {
    return ShippedPolicies.under(definitions(), subject);
  }

  /** This replica has just heard of another version; the others see it within a second. */
  void changed() {
    known = new Known(List.of(), Instant.EPOCH);
  }

  private List<PolicyDefinition> definitions() {
    var now = clock.instant();
    var last = known;
    if (last.at().plus(FRESH).isBefore(now)) {
      last = new Known(table.all(), now);
      known = last;
    }
    return last.definitions();
  }
}
