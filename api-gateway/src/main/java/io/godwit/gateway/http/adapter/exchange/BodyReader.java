package io.godwit.gateway.http.adapter.exchange;

import io.godwit.events.InvalidField;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.wire.EventJson;
import io.godwit.gateway.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Reads a request's body as the contract reads events, and says what is wrong with it. */
public final class BodyReader {
  private static final int LARGEST_BYTES = 16 * 1024;
  private static final Map<Class<?>, String> WORDS =
      Map.of(
          String.class, "a text",
          Integer.class, "a whole number",
          int.class, "a whole number",
          double.class, "a number",
          Boolean.class, "true or false",
          boolean.class, "true or false",
          Map.class, "a JSON object",
          Instant.class, "a time like 2026-11-21T12:00:00Z");

  private static final JsonMapper JSON =
      EventJson.builder()
          .addModule(new SimpleModule().addDeserializer(Instant.class, new Moment()))
          .build();

  private BodyReader() {}

  /** A time is a text: nobody means seconds since 1970 by a number. */
  private static final class Moment extends StdDeserializer<Instant> {
    private static final long serialVersionUID = 1;

    Moment() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        return (Instant) context.handleUnexpectedToken(Instant.class, json);
      }
      var text = json.getString();
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        return (Instant) context.handleWeirdStringValue(Instant.class, text, "no time");
      }
    }
  }

  /**
   * @param shape what the body must be, in words
   */
  public static <T> T read(InputStream body, Class<T> type, String shape) throws IOException {
    var bytes = body.readNBytes(LARGEST_BYTES + 1);
    if (bytes.length > LARGEST_BYTES) {
      throw new Problem(
              Problem.Kind.TOO_LARGE,
              null,
              "the body is larger than %d bytes".formatted(LARGEST_BYTES))
          .refused();
    }
    try {
      var request = JSON.readValue(bytes, type);
      if (request == null) {
        throw invalid(null, "the body is null: it must be " + shape);
      }
      return request;
    } catch (JacksonException e) {
      throw problem(e, bytes, type, shape).refused();
    }
  }

  public static RequestMigration readMigration(InputStream body) throws IOException {
    return read(body, RequestMigration.class, "a JSON object with the field guest");
  }

  private static Problem problem(
      JacksonException failure, byte[] body, Class<?> type, String shape) {
    var told = EventJson.problem(failure);
    var wanted = wanted(failure, type, shape);
    var field = told.field() == null ? path(failure) : told.field();
    var what = field == null ? "the body" : field;
    if (wanted != null) {
      return new Problem(Problem.Kind.INVALID, field, what + " must be " + wanted);
    }
    if (isToldInWords(failure)) {
      return new Problem(Problem.Kind.INVALID, told.field(), told.toString());
    }
    var element = nullElement(EventJson.strict().readTree(body), "");
    return element == null
        ? new Problem(Problem.Kind.INVALID, field, what + " cannot be read")
        : new Problem(Problem.Kind.INVALID, element, element + " must not be null");
  }

  /** The path of a list's element that is null, which no list of the contract may have. */
  private static @Nullable String nullElement(JsonNode node, String path) {
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      var at = path + "[" + i + "]";
      var found = node.get(i).isNull() ? at : nullElement(node.get(i), at);
      if (found != null) {
        return found;
      }
    }
    for (var property : node.properties()) {
      var at = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
      var found = nullElement(property.getValue(), at);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Whether the contract's own words say what is wrong, and not those of the parser's inside. */
  private static boolean isToldInWords(JacksonException failure) {
    return failure.getCause() instanceof InvalidField
        || failure instanceof UnrecognizedPropertyException
        || failure instanceof StreamReadException;
  }

  /** What should have stood there, in words of JSON and not of Java. */
  private static @Nullable String wanted(JacksonException failure, Class<?> body, String shape) {
    if (failure instanceof InputCoercionException) {
      return "a whole number that is not that large";
    }
    if (failure instanceof UnrecognizedPropertyException
        || failure.getCause() instanceof InvalidField
        || !(failure instanceof MismatchedInputException mismatch)
        || mismatch.getTargetType() == null) {
      return null;
    }
    var type = mismatch.getTargetType();
    return type == body ? shape : wanted(type);
  }

  private static @Nullable String wanted(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> Wire.name((Enum<?>) constant))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (type.isRecord()) {
      return "a JSON object";
    }
    return WORDS.get(type);
  }

  private static @Nullable String path(JacksonException failure) {
    var path =
        failure.getPath().stream()
            .map(step ->
                step.getPropertyName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getPropertyName())
            .collect(Collectors.joining());
    return path.isEmpty() ? null : path.substring(1);
  }

  private static Problem.Refused invalid(@Nullable String field, String detail) {
    return new Problem(Problem.Kind.INVALID, field, detail).refused();
  }
}
