package io.godwit.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "999, 999 ms",
    "1000, 1.0 s",
    "9949, 9.9 s",
    "10000, 10 s",
    "59999, 59 s",
    "65000, 1 min 05 s",
    "3600000, 1 h 00 min"
  })
  void millisAreShownInTheUnitThatPeopleRead(long millis, String text) {
    assertThat(Amounts.millis(millis)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"2048, 2 KiB", "536870912, 512 MiB", "1610612736, 1.5 GiB"})
  void bytesAreShownInBinaryUnits(long bytes, String text) {
    assertThat(Amounts.bytes(bytes)).isEqualTo(text);
  }

  @Test
  void whatIsNotKnownIsADash() {
    assertThat(Amounts.millis(null)).isEqualTo("-");
    assertThat(Amounts.rate(null)).isEqualTo("-");
  }

  @Test
  void columnsOfATableLineUp() {
    var table = new Table("GUEST", "WAY", "WHY").row("g", "post-copy", "no end in sight");

    assertThat(table.lines())
        .isEqualTo(List.of("GUEST  WAY        WHY", "g      post-copy  no end in sight"));
  }
}
