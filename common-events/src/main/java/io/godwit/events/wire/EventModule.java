package io.godwit.events.wire;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.EvacuationId;
import io.godwit.events.HostId;
import io.godwit.events.InvalidField;
import io.godwit.events.MigrationId;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** Amounts as whole numbers, ids as texts. */
final class EventModule extends SimpleModule {
  private static final long serialVersionUID = 1;

  EventModule() {
    number(Bytes.class, Bytes::count, Bytes::new);
    number(BytesPerSecond.class, BytesPerSecond::count, BytesPerSecond::new);
    number(Duration.class, Duration::toMillis, Duration::ofMillis);
    text(HostId.class, HostId::new);
    text(MigrationId.class, MigrationId::parse);
    text(EvacuationId.class, EvacuationId::parse);
  }

  private <T> void number(Class<T> type, ToLongFunction<T> write, Function<Long, T> read) {
    addSerializer(
        type,
        new ValueSerializer<T>() {
          @Override
          public void serialize(T value, JsonGenerator json, SerializationContext context) {
            json.writeNumber(write.applyAsLong(value));
          }
        });
    addDeserializer(
        type,
        new ValueDeserializer<T>() {
          @Override
          public T deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
              throw notA("whole number", type, json, context);
            }
            long number = json.getLongValue();
            return checked(json, () -> read.apply(number));
          }
        });
  }

  private <T> void text(Class<T> type, Function<String, T> read) {
    addSerializer(
        type,
        new ValueSerializer<T>() {
          @Override
          public void serialize(T value, JsonGenerator json, SerializationContext context) {
            json.writeString(value.toString());
          }
        });
    addDeserializer(
        type,
        new ValueDeserializer<T>() {
          @Override
          public T deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
              throw notA("text", type, json, context);
            }
            var text = json.getString();
            return checked(json, () -> read.apply(text));
          }
        });
  }

  private static JacksonException notA(
      String wanted, Class<?> type, JsonParser json, DeserializationContext context) {
    return context.instantiationException(
        type, new InvalidField("", "must be a " + wanted + ", is " + json.currentToken()));
  }

  private static <T> T checked(JsonParser json, java.util.function.Supplier<T> read) {
    try {
      return read.get();
    } catch (InvalidField invalid) {
      throw tools.jackson.databind.exc.ValueInstantiationException.from(
          json, invalid.getMessage(), null, new InvalidField("", invalid.problem()));
    }
  }
}
