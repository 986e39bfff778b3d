package io.godwit.convergence.policy;

import io.godwit.events.GuestClass;
import io.godwit.events.Reason;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.policy.PolicyMatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which definition a migration gets. Of those that apply, the one with the highest precedence, then
 * the one that names more, then the first by name. A retired one applies to nothing, nor does a
 * ladder that names nothing: it is there to be named. Where none applies, the shipped intent of the
 * guest's class and the reason does.
 */
public final class Matching {
  private static final Comparator<PolicyDefinition> BEST =
      Comparator.<PolicyDefinition>comparingInt(definition -> -definition.match().precedence())
          .thenComparingInt(definition -> -named(definition.match()))
          .thenComparing(PolicyDefinition::name);

  private Matching() {}

  /**
   * What was chosen.
   *
   * @param why in a sentence
   */
  public record Chosen(PolicyDefinition definition, String why) {}

  /**
   * @param definitions of operators, in any order and any version; the shipped ones are known
   * @param project whose the guest is; absent: nobody's
   * @param labels of the guest's metadata
   */
  public static Chosen choose(
      Collection<PolicyDefinition> definitions,
      Reason reason,
      GuestClass guestClass,
      @Nullable String project,
      Map<String, String> labels) {
    var applying = new ArrayList<PolicyDefinition>();
    for (var definition : ShippedDefinitions.under(definitions).values()) {
      if (applies(definition, reason, guestClass, project, labels)) {
        applying.add(definition);
      }
    }
    if (applying.isEmpty()) {
      var shipped = shipped(reason, guestClass);
      return new Chosen(
          shipped, "no policy applies, so that the shipped %s does".formatted(shipped.name()));
    }
    applying.sort(BEST);
    return new Chosen(applying.getFirst(), why(applying));
  }

  private static boolean applies(
      PolicyDefinition definition,
      Reason reason,
      GuestClass guestClass,
      @Nullable String project,
      Map<String, String> labels) {
    var match = definition.match();
    boolean onlyNamed = definition.ladder() != null && named(match) == 0;
    return !definition.retired()
        && !onlyNamed
        && (match.reasons().isEmpty() || match.reasons().contains(reason))
        && (match.classes().isEmpty() || match.classes().contains(guestClass))
        && (match.projects().isEmpty() || (project != null && match.projects().contains(project)))
        && labels.entrySet().containsAll(match.labels().entrySet());
  }

  /** How many things it names: reasons, classes and projects count once each, labels singly. */
  private static int named(PolicyMatch match) {
    return (match.reasons().isEmpty() ? 0 : 1)
        + (match.classes().isEmpty() ? 0 : 1)
        + (match.projects().isEmpty() ? 0 : 1)
        + match.labels().size();
  }

  private static PolicyDefinition shipped(Reason reason, GuestClass guestClass) {
    for (var definition : ShippedDefinitions.list()) {
      var match = definition.match();
      if (match.reasons().contains(reason) && match.classes().contains(guestClass)) {
        return definition;
      }
    }
    throw new IllegalStateException("no policy is shipped for " + guestClass + " and " + reason);
  }

  private static String why(List<PolicyDefinition> best) {
    var first = best.getFirst();
    var applies =
        "the policy %s (version %d) applies to %s"
            .formatted(first.name(), first.version(), said(first.match()));
    if (best.size() == 1) {
      return applies + ", and no other does";
    }
    var next = best.get(1);
    if (first.match().precedence() != next.match().precedence()) {
      return "%s; its precedence is %d, that of %s %d"
          .formatted(applies, first.match().precedence(), next.name(), next.match().precedence());
    }
    return named(first.match()) == named(next.match())
        ? "%s; it comes before %s by name".formatted(applies, next.name())
        : "%s; it says more exactly which than %s".formatted(applies, next.name());
  }

  private static String said(PolicyMatch match) {
    var parts = new ArrayList<String>();
    add(parts, "reason", match.reasons());
    add(parts, "class", match.classes());
    add(parts, "project", match.projects());
    match.labels().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(label -> parts.add("label " + label.getKey() + "=" + label.getValue()));
    return parts.isEmpty() ? "all guests" : String.join(", ", parts);
  }

  private static void add(List<String> parts, String what, List<?> values) {
    if (!values.isEmpty()) {
      var words = values.stream().map(value -> value.toString().toLowerCase(Locale.ROOT)).toList();
      parts.add(what + " " + String.join(" or ", words));
    }
  }
}
