package io.godwit.events.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

class GoldenSamplesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
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

  @Test
  void noPinnedSampleIsLeftOverFromATypeThatIsGone() throws IOException {
    var known = Contract.eventTypes().map(a -> a.get()[0] + ".json").collect(Collectors.toSet());
    try (var files = Files.list(GOLDEN)) {
      assertThat(files.map(f -> f.getFileName().toString())).allMatch(known::contains);
    }
  }
}
