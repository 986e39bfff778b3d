package io.godwit.events.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.godwit.events.InvalidField;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * The contract's JSON: declared order, absent instead of null, enums in kebab case, amounts as
 * numbers whose field names carry the unit. {@link #strict} refuses unknown fields, {@link
 * #tolerant} ignores them.
 */
public final class EventJson {
  private static final JsonMapper STRICT = builder().build();
  private static final JsonMapper TOLERANT =
      builder()
          .disable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          // Looked for where people and platforms write: it costs a third of the time.
          .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private EventJson() {}

  /** Refuses fields that it does not know: for what people and platforms write. */
  public static JsonMapper strict() {
    return STRICT;
  }

  /**
   * Ignores fields that it does not know, and takes absent numbers as 0: for what a newer or an
   * earlier Godwit writes.
   */
  public static JsonMapper tolerant() {
    return TOLERANT;
  }

  /** A builder with all of the contract's settings, strict. */
  public static JsonMapper.Builder builder() {
    return JsonMapper.builder()
        .addModule(new EventModule())
        .annotationIntrospector(new WireNames())
        .changeDefaultPropertyInclusion(include ->
            include
                .withValueInclusion(JsonInclude.Include.NON_NULL)
                .withContentInclusion(JsonInclude.Include.NON_NULL))
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
  }

  /** What is wrong with a text that could not be read, with the field where one is at fault. */
  public static Problem problem(JacksonException failure) {
    if (failure.getCause() instanceof InvalidField invalid) {
      return new Problem(path(failure, invalid.field()), invalid.problem());
    }
    var field = path(failure, null);
    if (failure instanceof UnrecognizedPropertyException) {
      return new Problem(field, "is not a known field");
    }
    return switch (failure) {
      case DatabindException e when field != null ->
          new Problem(field, "cannot be read: " + e.getOriginalMessage());
      default -> new Problem(null, "no valid JSON: " + failure.getOriginalMessage());
    };
  }

  private static @Nullable String path(JacksonException failure, @Nullable String field) {
    var path = new StringBuilder();
    for (var step : failure.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    if (field != null && !path.toString().endsWith(field)) {
      path.append(path.isEmpty() ? "" : ".").append(field);
    }
    return path.isEmpty() ? null : path.toString();
  }

  /**
   * @param field the path of the field at fault; absent if the text as a whole is
   * @param text what is wrong with it
   */
  public record Problem(@Nullable String field, String text) {
    @Override
    public String toString() {
      return field == null ? text : field + " " + text;
    }
  }
}
