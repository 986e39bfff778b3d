package io.godwit.gateway.explanation;

import io.godwit.events.EffectivePolicy;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.policy.Objective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a policy wants and allows, in words. */
final class Budget {
  private Budget() {}

  /** Like {@code policy standard-user, version 1, revision 2}; a first revision is not told. */
  static String name(EffectivePolicy policy) {
    var name = "policy %s, version %d".formatted(policy.name(), policy.version());
    return policy.revision() == 1 ? name : name + ", revision " + policy.revision();
  }

  /** As the end of a sentence, without its full stop. */
  static String told(EffectivePolicy policy) {
    var parts = new ArrayList<String>();
    parts.add("it wants " + objective(policy.objective()));
    if (policy.deadline() != null) {
      parts.add("to be over by " + policy.deadline());
    }
    parts.add(
        "%s of downtime at first, at most %s"
            .formatted(Words.time(policy.initialDowntime()), Words.time(policy.downtimeBudget())));
    if (policy.throttleBudgetPercent() > 0) {
      parts.add("the guest slowed by at most %d %%".formatted(policy.throttleBudgetPercent()));
    }
    parts.add("post-copy " + allowed(policy.postCopyAllowed()));
    if (policy.pauseBudget().isPositive()) {
      parts.add("a pause of at most " + Words.time(policy.pauseBudget()));
    }
    var ladder = policy.ladder();
    var steps =
        ladder == null
            ? "if nothing of that suffices, " + last(policy.lastResort())
            : "a ladder of %s decides".formatted(Words.count(ladder.rungs().size(), "rung"));
    var shadow = policy.shadow() == null ? "" : "; beside it " + policy.shadow() + " is recorded";
    return String.join(", ", parts) + "; " + steps + shadow;
  }

  /** What differs, each in words; empty: nothing that can be told. */
  static List<String> changes(EffectivePolicy before, EffectivePolicy after) {
    var changes = new ArrayList<String>();
    change(changes, "the deadline", moment(before.deadline()), moment(after.deadline()));
    change(
        changes,
        "the downtime budget",
        time(before.downtimeBudget()),
        time(after.downtimeBudget()));
    change(
        changes,
        "the most by which the guest is slowed",
        before.throttleBudgetPercent() + " %",
        after.throttleBudgetPercent() + " %");
    change(changes, "the pause budget", time(before.pauseBudget()), time(after.pauseBudget()));
    change(
        changes, "post-copy", allowed(before.postCopyAllowed()), allowed(after.postCopyAllowed()));
    change(changes, "the last resort", last(before.lastResort()), last(after.lastResort()));
    return changes;
  }

  private static void change(List<String> changes, String what, String before, String after) {
    if (!before.equals(after)) {
      changes.add("%s from %s to %s".formatted(what, before, after));
    }
  }

  private static String moment(@Nullable Object deadline) {
    return Objects.toString(deadline, "none");
  }

  private static String time(Duration time) {
    return time.isZero() ? "none" : Words.time(time);
  }

  private static String objective(Objective objective) {
    return switch (objective) {
      case LEAST_TIME -> "the least time";
      case LEAST_WORK_LOST -> "the least work lost";
    };
  }

  private static String allowed(boolean allowed) {
    return allowed ? "allowed" : "not allowed";
  }

  static String last(LastResort resort) {
    return switch (resort) {
      case ABORT -> "it is given up and the guest stays where it is";
      case KEEP_RUNNING -> "it goes on as long as it takes";
      case PAUSE -> "the guest is paused until the rest is sent";
    };
  }
}
