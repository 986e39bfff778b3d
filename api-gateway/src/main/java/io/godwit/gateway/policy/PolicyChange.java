package io.godwit.gateway.policy;

import io.godwit.events.InvalidField;
import io.godwit.events.Require;
import io.godwit.events.policy.Intent;
import io.godwit.events.policy.Ladder;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.policy.PolicyMatch;
import io.godwit.gateway.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of a policy, which makes its next version.
 *
 * @param by who makes it
 */
public record PolicyChange(
    String name, Precondition precondition, Content content, Instant at, String by) {

  /** What becomes of it. */
  public sealed interface Content {}

  /**
   * What it says from now on.
   *
   * @param match to which migrations it applies
   * @param intent absent with a ladder
   * @param ladder absent with an intent
   * @param shadow name of the policy that decides beside it and is only recorded; absent: none
   */
  public record Wanted(
      PolicyMatch match, @Nullable Intent intent, @Nullable Ladder ladder, @Nullable String shadow)
      implements Content {
    public Wanted {
      Require.present(match, "match");
    }
  }

  /** It no longer applies to new migrations. */
  public record Retired() implements Content {}

  /**
   * Its next version.
   *
   * @param latest the latest of an operator's; absent: there is none
   * @param used the highest number of a version that was used up; 0: none
   * @throws InvalidField naming the field at fault
   * @throws Problem.Refused if the precondition does not hold, or there is nothing to be retired
   */
  public PolicyDefinition next(@Nullable PolicyDefinition latest, int used) {
    var own = latest == null ? List.<PolicyDefinition>of() : List.of(latest);
    var current = new PolicyBook(own).find(name);
    precondition.check(name, current.map(PolicyBook.Entry::definition).orElse(null));
    int known = current.map(entry -> entry.definition().version()).orElse(0);
    int version = Math.max(known, used) + 1;
    return switch (content) {
      case Wanted wanted ->
          new PolicyDefinition(
              name,
              version,
              at,
              by,
              false,
              wanted.match(),
              wanted.intent(),
              wanted.ladder(),
              wanted.shadow());
      case Retired _ -> retired(current, version);
    };
  }

  private PolicyDefinition retired(Optional<PolicyBook.Entry> current, int version) {
    if (current.isEmpty()) {
      throw new Problem(Problem.Kind.NOT_FOUND, "name", "there is no policy '%s'".formatted(name))
          .refused();
    }
    var definition = current.get().definition();
    if (current.get().shipped()) {
      throw conflict("policy %s is shipped: put one of that name in its place".formatted(name));
    }
    if (definition.retired()) {
      throw conflict(
          "policy %s is retired already, by version %d".formatted(name, definition.version()));
    }
    return new PolicyDefinition(
        name,
        version,
        at,
        by,
        true,
        definition.match(),
        definition.intent(),
        definition.ladder(),
        definition.shadow());
  }

  private static Problem.Refused conflict(String detail) {
    return new Problem(Problem.Kind.CONFLICT, "name", "name: " + detail).refused();
  }
}
