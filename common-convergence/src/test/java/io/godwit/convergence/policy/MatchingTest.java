package io.godwit.convergence.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.convergence.policy.Matching.Chosen;
import io.godwit.events.GuestClass;
import io.godwit.events.Reason;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.policy.PolicyMatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MatchingTest {
  private static final PolicyDefinition STANDARD =
      Objects.requireNonNull(ShippedDefinitions.under(List.of()).get("standard-user"));
  private static final PolicyDefinition NOVA =
      Objects.requireNonNull(ShippedDefinitions.under(List.of()).get("nova"));

  @Test
  void shippedOneIsChosenWithoutAnySetting() {
    assertThat(chosen(null, Map.of()).why())
        .isEqualTo(
            "the policy standard-user (version 1) applies to reason user, class standard, and no"
                + " other does");
  }

  @Test
  void highestPrecedenceWinsWhateverItNames() {
    var broad = definition("broad", 1, match(List.of(), Map.of(), 10));
    var exact = definition("exact", 1, match(List.of("p"), Map.of("tier", "gold"), 5));

    var chosen = chosen("p", Map.of("tier", "gold"), broad, exact);

    assertThat(chosen.definition()).isEqualTo(broad);
    assertThat(chosen.why())
        .isEqualTo(
            "the policy broad (version 1) applies to all guests; its precedence is 10, that of"
                + " exact 5");
  }

  @Test
  void ofEqualPrecedenceTheOneThatNamesMoreWins() {
    var project = definition("a", 1, match(List.of("p"), Map.of(), 0));
    var both = definition("b", 1, match(List.of("p"), Map.of("tier", "gold"), 0));

    var chosen = chosen("p", Map.of("tier", "gold", "more", "x"), project, both);

    assertThat(chosen.definition()).isEqualTo(both);
    assertThat(chosen.why())
        .isEqualTo(
            "the policy b (version 1) applies to project p, label tier=gold; it says more exactly"
                + " which than a");
  }

  @Test
  void ofEqualOnesTheFirstByNameWins() {
    var b = definition("b", 1, match(List.of("p"), Map.of(), 0));
    var a = definition("a", 1, match(List.of("p"), Map.of(), 0));

    assertThat(chosen("p", Map.of(), b, a).definition()).isEqualTo(a);
    assertThat(chosen("p", Map.of(), b, a).why()).endsWith("it comes before b by name");
  }

  @Test
  void everyPartMustHold() {
    var gold = definition("gold", 1, match(List.of("p"), Map.of("tier", "gold"), 0));
    assertThat(chosen("q", Map.of("tier", "gold"), gold).definition()).isEqualTo(STANDARD);
    assertThat(chosen(null, Map.of("tier", "gold"), gold).definition()).isEqualTo(STANDARD);
    assertThat(chosen("p", Map.of("tier", "iron"), gold).definition()).isEqualTo(STANDARD);
    assertThat(chosen("p", Map.of("tier", "gold"), gold).definition()).isEqualTo(gold);
  }

  @Test
  void latestVersionCountsAndARetiredOneAppliesToNothing() {
    var first = definition("a", 1, match(List.of(), Map.of(), 0));
    var second = definition("a", 2, match(List.of("q"), Map.of(), 0));
    assertThat(chosen("p", Map.of(), second, first).definition()).isEqualTo(STANDARD);

    var retired =
        new PolicyDefinition(
            "a",
            3,
            Instant.EPOCH,
            "me",
            true,
            match(List.of(), Map.of(), 0),
            STANDARD.intent(),
            null,
            null);
    assertThat(chosen("p", Map.of(), first, retired).definition()).isEqualTo(STANDARD);
  }

  @Test
  void shippedOneIsThereEvenIfItIsRetired() {
    var retired =
        new PolicyDefinition(
            STANDARD.name(),
            2,
            Instant.EPOCH,
            "me",
            true,
            STANDARD.match(),
            STANDARD.intent(),
            null,
            null);

    var chosen = chosen(null, Map.of(), retired);

    assertThat(chosen.definition()).isEqualTo(STANDARD);
    assertThat(chosen.why()).isEqualTo("no policy applies, so that the shipped standard-user does");
  }

  @Test
  void ladderAppliesOnceItNamesSomething() {
    var matching =
        new PolicyDefinition(
            "nova",
            2,
            Instant.EPOCH,
            "me",
            false,
            match(List.of("p"), Map.of(), 0),
            null,
            NOVA.ladder(),
            null);
    assertThat(chosen("p", Map.of(), matching).definition()).isEqualTo(matching);
    assertThat(chosen("q", Map.of(), matching).definition()).isEqualTo(STANDARD);
  }

  private static Chosen chosen(
      @Nullable String project, Map<String, String> labels, PolicyDefinition... definitions) {
    return Matching.choose(List.of(definitions), Reason.USER, GuestClass.STANDARD, project, labels);
  }

  private static PolicyMatch match(
      List<String> projects, Map<String, String> labels, int precedence) {
    return new PolicyMatch(List.of(), List.of(), projects, labels, precedence);
  }

  private static PolicyDefinition definition(String name, int version, PolicyMatch match) {
    return new PolicyDefinition(
        name, version, Instant.EPOCH, "me", false, match, STANDARD.intent(), null, null);
  }
}
