package io.godwit.gateway.http.adapter.exchange;

import io.godwit.events.InvalidField;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A query's parameters, each checked. Every rejection names the parameter at fault. */
public record QueryParameters(Map<String, String> values) {
  static final int DEFAULT_LIMIT = 100;
  static final int HIGHEST_LIMIT = 1000;

  /**
   * @throws InvalidField for a parameter that is not one of {@code known}
   */
  public static QueryParameters of(Map<String, String> values, Set<String> known) {
    for (var name : values.keySet()) {
      if (!known.contains(name)) {
        throw new InvalidField(
            name,
            known.isEmpty()
                ? "is not a known parameter: there are none"
                : "is not a known parameter: there are " + String.join(", ", new TreeSet<>(known)));
      }
    }
    return new QueryParameters(values);
  }

  public @Nullable String text(String name) {
    return values.get(name);
  }

  public <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
    var text = values.get(name);
    if (text == null) {
      return null;
    }
    for (var constant : type.getEnumConstants()) {
      if (Wire.name(constant).equals(text)) {
        return constant;
      }
    }
    var known =
        Arrays.stream(type.getEnumConstants()).map(Wire::name).collect(Collectors.joining(", "));
    throw new InvalidField(name, "must be one of " + known + ", is '" + text + "'");
  }

  public int limit() {
    var text = values.get("limit");
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= HIGHEST_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new InvalidField(
        "limit", "must be a whole number from 1 to " + HIGHEST_LIMIT + ", is '" + text + "'");
  }
}
