package io.godwit.convergence.policy;

import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.GuestClass;
import io.godwit.events.Reason;
import io.godwit.events.policy.Intent;
import io.godwit.events.policy.Objective;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.policy.PolicyMatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The definitions that come with Godwit: an intent for each guest class and reason, named like
 * {@code standard-user}, and the ladders of {@link ShippedLadders}. They have version 1; a
 * definition of the same name takes the place of one.
 */
public final class ShippedDefinitions {
  static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");
  static final String BY = "godwit";
  static final int LEAST_PRECEDENCE = -1000;

  private static final Duration INITIAL = Duration.ofMillis(300);
  private static final double WHOLE = 1;
  private static final double HALF = 0.5;
  private static final List<PolicyDefinition> ALL = all();

  private ShippedDefinitions() {}

  /** Intents by class and reason, then ladders. */
  public static List<PolicyDefinition> list() {
    return ALL;
  }

  /** The shipped ones under those of operators: of each name the latest version, by name. */
  public static Map<String, PolicyDefinition> under(Collection<PolicyDefinition> own) {
    var latest = new TreeMap<String, PolicyDefinition>();
    ALL.forEach(definition -> latest.put(definition.name(), definition));
    own.forEach(definition ->
        latest.merge(
            definition.name(),
            definition,
            (held, other) -> other.version() >= held.version() ? other : held));
    return latest;
  }

  private static List<PolicyDefinition> all() {
    var all = new ArrayList<PolicyDefinition>();
    for (var guestClass : GuestClass.values()) {
      for (var reason : Reason.values()) {
        all.add(intent(guestClass, reason));
      }
    }
    all.addAll(ShippedLadders.list());
    return List.copyOf(all);
  }

  private static PolicyDefinition intent(GuestClass guestClass, Reason reason) {
    var name = "%s-%s".formatted(guestClass, reason).toLowerCase(Locale.ROOT);
    var match =
        new PolicyMatch(
            List.of(reason), List.of(guestClass), List.of(), Map.of(), LEAST_PRECEDENCE);
    return new PolicyDefinition(
        name, 1, MADE, BY, false, match, intent(allowed(guestClass, reason), reason), null, null);
  }

  /** A host that has to be empty cannot wait for ever, and a rebalance is in nobody's way. */
  private static Intent intent(Allowed allowed, Reason reason) {
    boolean evacuation = reason == Reason.EVACUATION;
    return new Intent(
        evacuation ? Objective.LEAST_TIME : Objective.LEAST_WORK_LOST,
        evacuation ? Duration.ofMinutes(2) : null,
        evacuation ? Duration.ofMinutes(1) : null,
        INITIAL,
        allowed.downtime(),
        allowed.throttlePercent(),
        reason == Reason.REBALANCE ? HALF : WHOLE,
        allowed.postCopy(),
        allowed.pause(),
        true,
        LastResort.ABORT);
  }

  private static Allowed allowed(GuestClass guestClass, Reason reason) {
    return switch (guestClass) {
      case CRITICAL ->
          new Allowed(
              Duration.ofMillis(reason == Reason.EVACUATION ? 1000 : 300),
              20,
              false,
              Duration.ZERO);
      case STANDARD -> new Allowed(Duration.ofMillis(500), 0, true, Duration.ZERO);
      case BATCH -> new Allowed(Duration.ofSeconds(2), 60, true, Duration.ofSeconds(30));
    };
  }

  private record Allowed(
      Duration downtime, int throttlePercent, boolean postCopy, Duration pause) {}
}
