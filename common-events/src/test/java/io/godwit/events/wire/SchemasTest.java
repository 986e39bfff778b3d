package io.godwit.events.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class SchemasTest {
  private static final Path SCHEMAS = Path.of("src/main/resources/schemas");

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.godwit.events.wire.Contract#eventTypes")
  void schemaInTheRepositoryIsTheOneOfTheRecord(String name, Class<?> type) {
    var schema = Schemas.of(name, type).toPrettyString() + "\n";

    assertThat(schema).isEqualTo(Contract.pinned(SCHEMAS.resolve(name + ".json"), schema));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.godwit.events.wire.Contract#eventTypes")
  void sampleIsValidByItsSchemaAndOneThatLacksARequiredFieldIsNot(String name, Class<?> type) {
    var json = Schemas.of(name, type);
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(json);
    ObjectNode sample = EventJson.strict().valueToTree(Samples.of(type));

    assertThat(schema.validate(sample)).isEmpty();
    for (var required : json.get("required")) {
      var lacking = sample.deepCopy().without(required.asString());
      assertThat(schema.validate(lacking)).as("without " + required).isNotEmpty();
    }
  }
}
