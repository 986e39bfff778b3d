package io.godwit.scheduler.migration.adapter;

import io.godwit.events.wire.EventJson;
import io.godwit.scheduler.migration.Migration;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * A migration's state through the events' codec; what a newer version added is ignored. A state
 * never changes in place, so that only another one is written.
 */
@Converter
@Immutable
class MigrationJson implements AttributeConverter<@Nullable Migration, @Nullable String> {
  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable Migration migration) {
    return migration == null ? null : EventJson.strict().writeValueAsString(migration);
  }

  @Override
  public @Nullable Migration convertToEntityAttribute(@Nullable String json) {
    return json == null ? null : EventJson.tolerant().readValue(json, Migration.class);
  }
}
