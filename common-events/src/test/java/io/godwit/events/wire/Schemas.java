package io.godwit.events.wire;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.EvacuationId;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schemas (2020-12) of the records, with the names and forms that {@link EventJson} writes.
 */
final class Schemas {
  private static final Map<Class<?>, String> TEXTS =
      Map.of(
          UUID.class,
          "uuid",
          MigrationId.class,
          "uuid",
          EvacuationId.class,
          "uuid",
          Instant.class,
          "date-time",
          HostId.class,
          "");
  private static final SchemaGenerator GENERATOR = generator();

  private Schemas() {}

  static ObjectNode of(String name, Class<?> type) {
    var body = GENERATOR.generateSchema(type);
    var schema = EventJson.strict().createObjectNode();
    schema.set("$schema", body.remove("$schema"));
    schema.put("$id", "urn:godwit:schema:" + name);
    schema.put("title", name);
    schema.setAll(body);
    return schema;
  }

  private static SchemaGenerator generator() {
    var config =
        new SchemaGeneratorConfigBuilder(
                EventJson.strict(), SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(Option.INLINE_ALL_SCHEMAS);
    config
        .forFields()
        .withPropertyNameOverrideResolver(
            field -> field.getDeclaredName() + WireNames.unit(field.getType().getErasedType()))
        .withRequiredCheck(field -> !isNullable(field));
    config
        .forTypesInGeneral()
        .withCustomDefinitionProvider((type, context) -> definition(type.getErasedType(), context));
    return new SchemaGenerator(config.build());
  }

  private static boolean isNullable(FieldScope field) {
    return Arrays.stream(field.getRawMember().getAnnotatedType().getAnnotations())
        .anyMatch(a -> a.annotationType() == Nullable.class);
  }

  private static @Nullable CustomDefinition definition(
      Class<?> type, SchemaGenerationContext context) {
    var schema = context.getGeneratorConfig().createObjectNode();
    if (type == Bytes.class || type == BytesPerSecond.class || type == Duration.class) {
      schema.put("type", "integer").put("minimum", 0);
    } else if (TEXTS.containsKey(type)) {
      schema.put("type", "string");
      var format = TEXTS.get(type);
      if (!format.isEmpty()) {
        schema.put("format", format);
      }
    } else if (type.isEnum()) {
      var constants = schema.put("type", "string").putArray("enum");
      for (var constant : type.getEnumConstants()) {
        constants.add(WireNames.kebab(((Enum<?>) constant).name()));
      }
    } else if (type == Map.class) {
      schema.put("type", "object").putObject("additionalProperties").put("type", "string");
    } else if (type.isSealed()) {
      var alternatives = schema.putArray("oneOf");
      for (var subtype : type.getPermittedSubclasses()) {
        alternatives.add(alternative(subtype, context));
      }
    } else {
      return null;
    }
    return new CustomDefinition(schema, true);
  }

  private static ObjectNode alternative(Class<?> type, SchemaGenerationContext context) {
    var kind = type.getAnnotation(JsonTypeName.class).value();
    var schema = context.getGeneratorConfig().createObjectNode().put("type", "object");
    var properties = schema.putObject("properties");
    properties.putObject("kind").put("const", kind);
    var required = schema.putArray("required").add("kind");
    for (var component : type.getRecordComponents()) {
      var name = component.getName() + WireNames.unit(component.getType());
      var resolved = context.getTypeContext().resolve(component.getGenericType());
      properties.set(name, context.createStandardDefinition(resolved, null));
      required.add(name);
    }
    return schema;
  }
}
