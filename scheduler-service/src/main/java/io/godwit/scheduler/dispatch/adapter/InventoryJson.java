package io.godwit.scheduler.dispatch.adapter;

import io.godwit.events.host.HostInventory;
import io.godwit.events.wire.EventJson;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** An inventory as it is on the wire. */
@Converter
class InventoryJson implements AttributeConverter<@Nullable HostInventory, @Nullable String> {
  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable HostInventory inventory) {
    return inventory == null ? null : EventJson.strict().writeValueAsString(inventory);
  }

  @Override
  public @Nullable HostInventory convertToEntityAttribute(@Nullable String json) {
    return json == null ? null : EventJson.tolerant().readValue(json, HostInventory.class);
  }
}
