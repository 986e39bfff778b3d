package io.godwit.scheduler.migration.adapter;

import io.godwit.events.request.MigrationRequest.RequestMigration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** In which field two requests under one id differ. */
final class Contradiction {
  private static final Map<String, Function<RequestMigration, Object>> FIELDS =
      new LinkedHashMap<>();

  static {
    FIELDS.put("guest", RequestMigration::guest);
    FIELDS.put("destination", RequestMigration::destination);
    FIELDS.put("reason", RequestMigration::reason);
    FIELDS.put("guestClass", RequestMigration::guestClass);
    FIELDS.put("forced", RequestMigration::forced);
    FIELDS.put("priority", RequestMigration::priority);
    FIELDS.put("project", RequestMigration::project);
    FIELDS.put("diskCopy", RequestMigration::diskCopy);
  }

  private Contradiction() {}

  /** The first that differs; of equal ones: the guest. */
  static String field(RequestMigration one, RequestMigration other) {
    return FIELDS.entrySet().stream()
        .filter(
            field -> !Objects.equals(field.getValue().apply(one), field.getValue().apply(other)))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("guest");
  }
}
