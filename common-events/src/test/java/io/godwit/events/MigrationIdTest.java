package io.godwit.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MigrationIdTest {
  /** The value is what Python's uuid.uuid5(NAMESPACE, "urn:example:cloud\nmove-7") gives. */
  @Test
  void idIsTheUuidOfVersion5ThatAnyoneCanCompute() {
    assertThat(MigrationId.of("urn:example:cloud", "move-7").toString())
        .isEqualTo("2375db44-0570-5a10-ad98-fb9dca311d9a");
  }

  @Test
  void otherSourceOrKeyIsAnotherMigration() {
    var id = MigrationId.of("a", "b");

    assertThat(MigrationId.of("a", "b")).isEqualTo(id);
    assertThat(MigrationId.of("a", "c")).isNotEqualTo(id);
    assertThat(MigrationId.of("c", "b")).isNotEqualTo(id);
  }

  @Test
  void textThatIsNoUuidIsRefusedByName() {
    assertThatThrownBy(() -> MigrationId.parse("1-2-3-4-5"))
        .isInstanceOf(InvalidField.class)
        .hasMessage("migration is no UUID: '1-2-3-4-5'");
  }
}
