package io.godwit.gateway.policy;

import io.godwit.convergence.policy.Matching;
import io.godwit.convergence.policy.ShippedDefinitions;
import io.godwit.events.GuestClass;
import io.godwit.events.Reason;
import io.godwit.events.policy.PolicyDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All policies: those that Godwit ships, and those that operators made, of which each stands in the
 * place of the shipped one with its name.
 *
 * @param own the latest version of each
 */
public record PolicyBook(List<PolicyDefinition> own) {
  public PolicyBook {
    own = List.copyOf(own);
  }

  /** One policy of the book. */
  public record Entry(PolicyDefinition definition, boolean shipped) {}

  /** By name, retired ones too. */
  public List<Entry> entries() {
    return ShippedDefinitions.under(own).values().stream()
        .map(definition -> new Entry(definition, !own.contains(definition)))
        .toList();
  }

  public Optional<Entry> find(String name) {
    return entries().stream().filter(entry -> entry.definition().name().equals(name)).findFirst();
  }

  /** Whether new migrations may be given one of this name. */
  public boolean hasInForce(String name) {
    return find(name).filter(entry -> !entry.definition().retired()).isPresent();
  }

  /** Which policy a migration would be given now, and why. */
  public Choice choose(
      Reason reason, GuestClass guestClass, @Nullable String project, Map<String, String> labels) {
    var chosen = Matching.choose(own, reason, guestClass, project, labels);
    return new Choice(
        new Entry(chosen.definition(), !own.contains(chosen.definition())), chosen.why());
  }

  /**
   * @param why in a sentence
   */
  public record Choice(Entry entry, String why) {}
}
