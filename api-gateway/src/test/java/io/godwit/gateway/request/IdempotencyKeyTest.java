package io.godwit.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.events.InvalidField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
  @Test
  void upTo200VisibleCharactersAreAKey() {
    var longest = "~".repeat(200);
    assertThat(new IdempotencyKey(longest).value()).isEqualTo(longest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "tab\t", "ümlaut", "\u007f"})
  void otherTextsAreNone(String text) {
    assertThatThrownBy(() -> new IdempotencyKey(text))
        .isInstanceOf(InvalidField.class)
        .hasMessageStartingWith("Idempotency-Key must");
  }

  @Test
  void aLongerTextIsNone() {
    assertThatThrownBy(() -> new IdempotencyKey("x".repeat(201)))
        .hasMessage("Idempotency-Key must have 1 to 200 characters, has 201");
  }
}
