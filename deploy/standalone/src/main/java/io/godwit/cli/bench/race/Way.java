package io.godwit.cli.bench.race;

import io.godwit.cli.deployment.Invalid;
import io.godwit.convergence.policy.ShippedDefinitions;
import io.godwit.events.policy.Intent;
import io.godwit.events.policy.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a guest is moved. */
sealed interface Way {
  String AUTO_CONVERGE = "--auto-converge";
  String SUSPEND = "--timeout-suspend";
  Duration TIMEOUT = Duration.ofSeconds(20);
  String TIMEOUT_SECONDS = Long.toString(TIMEOUT.toSeconds());

  String id();

  /** What an operator types: virsh migrate with these flags. */
  record Manual(String id, List<String> flags) implements Way {
    public Manual {
      flags = List.copyOf(flags);
    }

    /** Of a migration that began then: when the guest is paused; null: it is not. */
    @Nullable Instant pausedAfter(Instant began) {
      return flags.contains(SUSPEND) ? began.plus(TIMEOUT) : null;
    }

    boolean throttles() {
      return flags.contains(AUTO_CONVERGE);
    }
  }

  /**
   * Godwit, told why the guest moves and what class it has.
   *
   * @param definition the shipped policy that then applies
   */
  record Intended(String id, String reason, String guestClass, String definition) implements Way {
    /** What the policy wants and allows. */
    Intent intent() {
      for (var one : ShippedDefinitions.list()) {
        if (one.name().equals(definition) && one.intent() != null) {
          return one.intent();
        }
      }
      throw new IllegalStateException("no intent is shipped as " + definition);
    }

    boolean judgedByTime() {
      return intent().objective() == Objective.LEAST_TIME;
    }
  }

  Manual PLAIN = new Manual("virsh-plain", List.of());

  List<Manual> MANUAL =
      List.of(
          PLAIN,
          new Manual("virsh-auto-converge", List.of(AUTO_CONVERGE)),
          new Manual("virsh-suspend", List.of("--timeout", TIMEOUT_SECONDS, SUSPEND)),
          new Manual(
              "virsh-post-copy-20s",
              List.of("--postcopy", "--timeout", TIMEOUT_SECONDS, "--timeout-postcopy")),
          new Manual("virsh-post-copy", List.of("--postcopy", "--postcopy-after-precopy")));

  List<Intended> INTENDED =
      List.of(
          new Intended("godwit-standard", "user", "standard", "standard-user"),
          new Intended("godwit-critical", "user", "critical", "critical-user"),
          new Intended("godwit-evacuation", "evacuation", "standard", "standard-evacuation"));

  /** Manual ones first: they are what the others are compared with. */
  static List<Way> all() {
    return Stream.<Way>concat(MANUAL.stream(), INTENDED.stream()).toList();
  }

  static Way of(String id) {
    return all().stream()
        .filter(way -> way.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new Invalid("'%s' is no way of moving a guest".formatted(id)));
  }
}
