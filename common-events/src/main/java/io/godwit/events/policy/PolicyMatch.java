package io.godwit.events.policy;

import io.godwit.events.GuestClass;
import io.godwit.events.InvalidField;
import io.godwit.events.Reason;
import io.godwit.events.Require;
import java.util.List;
import java.util.Map;

/**
 * To which migrations a definition applies: every part that is not empty must hold. Of several
 * definitions the one with the highest precedence is taken, then the one that names more, then the
 * first by name.
 *
 * @param reasons why the guest moves; empty: whatever
 * @param classes what the guest tolerates; empty: whatever
 * @param projects whose it is; empty: anybody's
 * @param labels of the guest's metadata, all of which it must have; empty: none
 * @param precedence -1000 to 1000; the shipped definitions have -1000
 */
public record PolicyMatch(
    List<Reason> reasons,
    List<GuestClass> classes,
    List<String> projects,
    Map<String, String> labels,
    int precedence) {
  private static final int MOST = 100;
  private static final int FURTHEST = 1000;

  public PolicyMatch {
    reasons = Require.list(reasons);
    classes = Require.list(classes);
    projects = Require.list(projects);
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    Require.atMost(projects.size(), MOST, "projects");
    Require.atMost(labels.size(), MOST, "labels");
    if (Math.abs(precedence) > FURTHEST) {
      throw new InvalidField("precedence", "must be from -1000 to 1000");
    }
  }
}
