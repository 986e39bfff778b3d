package io.godwit.cli.gateway;

import io.godwit.cli.terminal.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request's JSON body: what is null is left out, so that the receiver's default holds. */
final class Body {
  private final Map<String, Object> fields = new LinkedHashMap<>();

  Body with(String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
    return this;
  }

  Map<String, Object> fields() {
    return fields;
  }

  String json() {
    return Json.line(fields);
  }
}
