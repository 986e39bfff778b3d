package io.godwit.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
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
  void momentIsSaidFromNowAndByTheClock() {
    var now = Instant.parse("2026-11-21T12:00:00.250Z");

    assertThat(Amounts.moment(now.plusMillis(42_000), now)).isEqualTo("in 42 s (12:00:42Z)");
    assertThat(Amounts.moment(now.minusSeconds(65), now)).isEqualTo("1 min 05 s ago (11:58:55Z)");
    assertThat(Amounts.moment(now.plusSeconds(172_800), now))
        .isEqualTo("in 48 h 00 min (2026-11-23T12:00:00Z)");
    assertThat(Amounts.moment(null, now)).isEqualTo("-");
  }
}
