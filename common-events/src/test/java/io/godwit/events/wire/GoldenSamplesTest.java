package io.godwit.events.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

class GoldenSamplesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path EARLIER = Path.of("src/test/resources/golden-earlier");
  private static final JsonMapper PRETTY =
      EventJson.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.godwit.events.wire.Contract#eventTypes")
  void sampleIsWrittenAsPinnedAndReadBackByteExact(String name, Class<?> type) {
    Object sample = Samples.of(type);

    var pinned = Contract.pinned(GOLDEN.resolve(name + ".json"), PRETTY.writeValueAsString(sample));

    assertThat(PRETTY.writeValueAsString(sample)).isEqualTo(pinned);
    assertThat((Object) EventJson.strict().readValue(pinned, type)).isEqualTo(sample);
    var compact = EventJson.strict().writeValueAsBytes(sample);
    var again = EventJson.strict().readValue(compact, type);
    assertThat(new String(EventJson.strict().writeValueAsBytes(again), UTF_8))
        .isEqualTo(new String(compact, UTF_8));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.godwit.events.wire.Contract#eventTypes")
  void tolerantReaderIgnoresWhatANewerWriterAdds(String name, Class<?> type) {
    Object sample = Samples.of(type);
    var json = EventJson.strict().writeValueAsString(sample);

    var newer = "{\"addedLater\":1," + json.substring(1);

    assertThat((Object) EventJson.tolerant().readValue(newer, type)).as(name).isEqualTo(sample);
  }

  /** Rows and records that an earlier version wrote are there when a newer one starts. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("earlier")
  void whatAnEarlierVersionWroteIsStillRead(String name) throws IOException {
    var type = Contract.eventTypes().filter(a -> a.get()[0].equals(name)).findFirst().orElseThrow();
    var written = Files.readString(EARLIER.resolve(name + ".json"));

    var read = EventJson.tolerant().readValue(written, (Class<?>) type.get()[1]);

    var kept = EventJson.strict().valueToTree(read);
    assertThat(keeps(kept, EventJson.strict().readTree(written))).isTrue();
  }

  static Stream<String> earlier() throws IOException {
    try (var files = Files.list(EARLIER)) {
      return files
          .map(f -> f.getFileName().toString().replace(".json", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** Whether nothing that was written is lost or changed. */
  private static boolean keeps(JsonNode now, JsonNode then) {
    if (then.isObject()) {
      return then.propertyStream().allMatch(p -> keeps(now.path(p.getKey()), p.getValue()));
    }
    if (then.isArray()) {
      return IntStream.range(0, then.size()).allMatch(i -> keeps(now.path(i), then.get(i)));
    }
    return now.asString().equals(then.asString());
  }

  @Test
  void noPinnedSampleIsLeftOverFromATypeThatIsGone() throws IOException {
    var known = Contract.eventTypes().map(a -> a.get()[0] + ".json").collect(Collectors.toSet());
    try (var files = Files.list(GOLDEN)) {
      assertThat(files.map(f -> f.getFileName().toString())).allMatch(known::contains);
    }
  }
}
