package io.godwit.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.gateway.Migration;
import io.godwit.cli.terminal.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoRowTest {
  private static final String COMPLETED =
      """
      {"id": "1", "guest": {"name": "wild"}, "state": "completed", "attempt": 1, "source": "host1",
       "destination": "host2", "mode": "post-copy", "totalMillis": 6200, "downtimeMillis": 40,
       "sentBytes": 536870912, "summary": "switched to post-copy, since it would never end"}
      """;

  @Test
  void rowHasTheFieldsOfTheTableInTheirOrderAndNoMore() {
    var row = DemoRow.of(Json.read(COMPLETED, Migration.class), new Stage.Suffered(5300L, 1100L));

    assertThat(Json.line(List.of(row)))
        .isEqualTo(
            """
            [{"guest":"wild","source":"host1","destination":"host2","state":"completed",\
            "mode":"post-copy","totalMillis":6200,"downtimeMillis":40,"sentBytes":536870912,\
            "lostWorkMillis":5300,"longestGapMillis":1100,\
            "reason":"switched to post-copy, since it would never end"}]\
            """);
  }

  @Test
  void whatWasNotMeasuredIsNull() {
    var row = DemoRow.of(Json.read(COMPLETED, Migration.class), null);

    assertThat(Json.line(row)).contains("\"lostWorkMillis\":null,\"longestGapMillis\":null");
  }

  @Test
  void usualGuestsHaveNamesAndOthersAreCounted() {
    assertThat(GuestLoad.named(GuestLoad.USUAL))
        .extracting(GuestLoad.DemoGuest::name)
        .containsExactly("calm", "busy", "wild");
    assertThat(GuestLoad.named(List.of(GuestLoad.parse("128@100"))))
        .containsExactly(new GuestLoad.DemoGuest("guest1", new GuestLoad(128, 100)));
  }
}
