package io.godwit.gateway.http.adapter;

import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.wire.EventJson;
import io.godwit.gateway.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Reads a request's body as the contract reads events, and says what is wrong with it. */
final class BodyReader {
  private static final int LARGEST_BYTES = 16 * 1024;

  private BodyReader() {}

  static RequestMigration read(InputStream body) throws IOException {
    var bytes = body.readNBytes(LARGEST_BYTES + 1);
    if (bytes.length > LARGEST_BYTES) {
      throw new Problem(
              Problem.Kind.TOO_LARGE,
              null,
              "the body is larger than %d bytes".formatted(LARGEST_BYTES))
          .refused();
    }
    try {
      var request = EventJson.strict().readValue(bytes, RequestMigration.class);
      if (request == null) {
        throw invalid(null, "the body is null: it must be a JSON object with the field guest");
      }
      return request;
    } catch (JacksonException e) {
      throw problem(e).refused();
    }
  }

  private static Problem problem(JacksonException failure) {
    var told = EventJson.problem(failure);
    var wanted = wanted(failure);
    if (wanted == null) {
      return new Problem(Problem.Kind.INVALID, told.field(), told.toString());
    }
    var what = told.field() == null ? "the body" : told.field();
    return new Problem(Problem.Kind.INVALID, told.field(), what + " must be " + wanted);
  }

  /** What should have stood there, in words of JSON and not of Java. */
  private static @Nullable String wanted(JacksonException failure) {
    if (failure instanceof UnrecognizedPropertyException
        || !(failure instanceof MismatchedInputException mismatch)
        || mismatch.getTargetType() == null) {
      return null;
    }
    var type = mismatch.getTargetType();
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> wireName((Enum<?>) constant))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type == String.class) {
      return "a text";
    }
    return type == RequestMigration.class ? "a JSON object with the field guest" : null;
  }

  /** A constant's name on the wire. */
  static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Problem.Refused invalid(@Nullable String field, String detail) {
    return new Problem(Problem.Kind.INVALID, field, detail).refused();
  }
}
