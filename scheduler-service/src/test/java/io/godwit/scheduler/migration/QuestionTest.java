package io.godwit.scheduler.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.wire.Topics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuestionTest {

  @ParameterizedTest
  @EnumSource(Question.Kind.class)
  void everyKindIsACommandOnTheWire(Question.Kind kind) {
    assertThat(Topics.COMMANDS.types()).containsKey(kind.command());
  }
}
