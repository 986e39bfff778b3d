package io.godwit.scheduler.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.wire.Topics;
import io.godwit.scheduler.migration.Question;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuestionTest {

  @ParameterizedTest
  @EnumSource(Question.Kind.class)
  void everyKindIsACommandOnTheWire(Question.Kind kind) {
    assertThat(Topics.COMMANDS.types()).containsKey(kind.command());
  }
}
