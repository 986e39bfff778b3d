package io.godwit.scheduler.plan.adapter;

import io.godwit.events.wire.EventJson;
import io.godwit.scheduler.plan.Plan;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** A plan's state through the events' codec; what a newer version added is ignored. */
@Converter
class PlanJson implements AttributeConverter<@Nullable Plan, @Nullable String> {
  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable Plan plan) {
    return plan == null ? null : EventJson.strict().writeValueAsString(plan);
  }

  @Override
  public @Nullable Plan convertToEntityAttribute(@Nullable String json) {
    return json == null ? null : EventJson.tolerant().readValue(json, Plan.class);
  }
}
