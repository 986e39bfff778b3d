package io.godwit.scheduler.evacuation.adapter;

import io.godwit.events.wire.EventJson;
import io.godwit.scheduler.evacuation.Evacuation;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** An evacuation's state through the events' codec; what a newer version added is ignored. */
@Converter
class EvacuationJson implements AttributeConverter<@Nullable Evacuation, @Nullable String> {
  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable Evacuation evacuation) {
    return evacuation == null ? null : EventJson.strict().writeValueAsString(evacuation);
  }

  @Override
  public @Nullable Evacuation convertToEntityAttribute(@Nullable String json) {
    return json == null ? null : EventJson.tolerant().readValue(json, Evacuation.class);
  }
}
