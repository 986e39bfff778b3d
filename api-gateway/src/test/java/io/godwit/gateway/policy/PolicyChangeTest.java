package io.godwit.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.events.GuestClass;
import io.godwit.events.Reason;
import io.godwit.events.policy.PolicyDefinition;
import io.godwit.events.policy.PolicyMatch;
import io.godwit.gateway.policy.PolicyChange.Retired;
import io.godwit.gateway.policy.PolicyChange.Wanted;
import io.godwit.gateway.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyChangeTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String SHIPPED = "standard-user";
  private static final Precondition ANY = Precondition.of(null, null);
  private final PolicyDefinition shipped =
      new PolicyBook(List.of()).find(SHIPPED).orElseThrow().definition();
  private final Wanted wanted =
      new Wanted(
          new PolicyMatch(List.of(), List.of(), List.of(), Map.of("tier", "gold"), 10),
          shipped.intent(),
          null,
          null);

  @Test
  void aNewNameBeginsAtVersionOne() {
    assertThat(next("gold", ANY, null, 0).version()).isEqualTo(1);
  }

  @Test
  void eachChangeMakesTheNextVersionAndAUsedUpOneIsNotTakenAgain() {
    var first = next("gold", ANY, null, 0);
    assertThat(next("gold", ANY, first, 1).version()).isEqualTo(2);
    assertThat(next("gold", ANY, first, 5).version()).isEqualTo(6);
  }

  @Test
  void oneWithAShippedNameTakesItsPlaceFromVersionTwoOn() {
    var own = next(SHIPPED, ANY, null, 0);
    assertThat(own.version()).isEqualTo(shipped.version() + 1);
    assertThat(new PolicyBook(List.of(own)).find(SHIPPED))
        .hasValue(new PolicyBook.Entry(own, false));
  }

  @Test
  void aVersionThatIsNotTheLastLosesNobodysChange() {
    var first = next("gold", ANY, null, 0);
    var second = next("gold", Precondition.of("\"1\"", null), first, 1);
    assertThat(second.version()).isEqualTo(2);
    assertStale(() -> next("gold", Precondition.of("\"1\"", null), second, 2), "is at version 2");
    assertStale(() -> next("gold", Precondition.of("\"1\"", null), null, 0), "there is no policy");
    assertStale(() -> next("gold", Precondition.of(null, "*"), first, 1), "is there, at version 1");
  }

  private static void assertStale(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable change, String detail) {
    assertThatThrownBy(change)
        .isInstanceOfSatisfying(
            Problem.Refused.class,
            refused -> {
              assertThat(refused.problem().kind()).isEqualTo(Problem.Kind.STALE);
              assertThat(refused.problem().detail()).contains(detail);
            });
  }

  @Test
  void aRetiredOneAppliesToNothingAndCanBeMadeAgain() {
    var gold = next("gold", ANY, null, 0);
    assertThat(chosen(gold)).isEqualTo("gold");
    var retired = change("gold", ANY, new Retired()).next(gold, 1);
    assertThat(retired.retired()).isTrue();
    assertThat(retired.version()).isEqualTo(2);
    assertThat(chosen(retired)).isEqualTo(SHIPPED);
    assertThat(new PolicyBook(List.of(retired)).hasInForce("gold")).isFalse();
    assertThatThrownBy(() -> change("gold", ANY, new Retired()).next(retired, 2))
        .hasMessageContaining("is retired already, by version 2");
    assertThat(next("gold", ANY, retired, 2).retired()).isFalse();
  }

  private static String chosen(PolicyDefinition own) {
    var labels = Map.of("tier", "gold");
    return new PolicyBook(List.of(own))
        .choose(Reason.USER, GuestClass.STANDARD, null, labels)
        .entry()
        .definition()
        .name();
  }

  @Test
  void whatIsShippedOrUnknownCannotBeRetired() {
    assertThatThrownBy(() -> change(SHIPPED, ANY, new Retired()).next(null, 0))
        .hasMessageContaining("is shipped");
    assertThatThrownBy(() -> change("gold", ANY, new Retired()).next(null, 0))
        .hasMessageContaining("there is no policy 'gold'");
  }

  @Test
  void headersThatAreNoVersionAreNamed() {
    assertThatThrownBy(() -> Precondition.of("3", null))
        .hasMessageContaining("If-Match must be a version in quotation marks");
    assertThatThrownBy(() -> Precondition.of(null, "\"3\""))
        .hasMessageContaining("If-None-Match must be *");
    assertThatThrownBy(() -> Precondition.of("\"3\"", "*"))
        .hasMessageContaining("If-None-Match contradicts If-Match");
    assertThat(Precondition.of("*", null)).isEqualTo(ANY);
  }

  private PolicyDefinition next(
      String name, Precondition precondition, @Nullable PolicyDefinition latest, int used) {
    return change(name, precondition, wanted).next(latest, used);
  }

  private static PolicyChange change(
      String name, Precondition precondition, PolicyChange.Content content) {
    return new PolicyChange(name, precondition, content, NOW, "urn:godwit:test");
  }
}
