package io.godwit.cli.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuringTest {
  private static final long T = 1_795_305_000_000L;

  @Test
  void runThatExceedsItsLimitByMoreThanFivePercentForThreeSecondsIsVoid() {
    assertThat(Measuring.voidWhy(RaceLink.LIMITED, 70_464_308L, 70_464_307L)).isNull();
    assertThat(Measuring.voidWhy(RaceLink.LIMITED, 70_464_308L, 70_464_308L))
        .isEqualTo("67.2 MiB/s over three seconds, more than 5 % above 64.0 MiB/s");
    assertThat(Measuring.voidWhy(RaceLink.SLOW, 65_625_000L, 65_625_000L)).isNull();
    assertThat(Measuring.voidWhy(RaceLink.SLOW, 65_625_001L, 65_625_001L)).isNotNull();
    assertThat(Measuring.voidWhy(RaceLink.SLOW, null, null)).isNull();
  }

  @Test
  void secondMayHoldOneBurstMore() {
    assertThat(Measuring.voidWhy(RaceLink.LIMITED, 77_000_000L, 60_000_000L)).isNull();
    assertThat(Measuring.voidWhy(RaceLink.LIMITED, 78_000_000L, 60_000_000L))
        .isEqualTo("74.4 MiB/s over a second, more than 15 % above 64.0 MiB/s");
  }

  @Test
  void postCopyIsToldByTheSourceWithItsMoments() {
    var events =
        HostEvents.of(
            List.of(
                "2026-11-21 23:54:50.391+0000: event 'migration-iteration' for domain 'g1': iteration: '2'",
                "2026-11-21 23:54:50.524+0000: event 'lifecycle' for domain 'g1': Suspended Migrated",
                "2026-11-21 23:54:50.694+0000: event 'lifecycle' for domain 'g1': Suspended Post-copy",
                "2026-11-21 23:54:52.954+0000: event 'job-completed' for domain 'g1':",
                "\toperation: 5",
                "\ttime_elapsed: 2916",
                "\tdowntime: 5",
                "2026-11-21 23:54:56.614+0000: event 'lifecycle' for domain 'g1': Resumed Migrated"));

    assertThat(events.switchMade(null)).isEqualTo(Run.POST_COPY);
    assertThat(events.endOfPreCopy(Instant.MAX))
        .isEqualTo(Instant.parse("2026-11-21T23:54:50.524Z"));
    assertThat(events.job()).containsEntry("time_elapsed", 2916L).containsEntry("downtime", 5L);
  }

  @Test
  void guestThatStopsAfterItsTimeoutWasPaused() {
    var began = Instant.parse("2026-11-21T23:54:30.100Z");
    var suspend = (Way.Manual) Way.of("virsh-suspend");
    var after = suspend.pausedAfter(began);

    assertThat(after).isEqualTo(Instant.parse("2026-11-21T23:54:50.100Z"));
    assertThat(stopped("23:54:50.101").switchMade(after)).isEqualTo(Run.PAUSED);
    assertThat(stopped("23:54:49.900").switchMade(after)).isEqualTo(Run.PRE_COPY);
    assertThat(stopped("23:54:59.000").switchMade(null)).isEqualTo(Run.PRE_COPY);
    assertThat(HostEvents.of(List.of()).switchMade(after)).isNull();
  }

  private static HostEvents stopped(String at) {
    return HostEvents.of(
        List.of(
            "2026-11-21 %s+0000: event 'lifecycle' for domain 'g1': Suspended Migrated"
                .formatted(at)));
  }

  @Test
  void phasedGuestLosesWhatItsPhaseWouldHaveDone() {
    // 400 MiB/s until 20 s, but for 1 s in which it stands still and 2 s at half its rate; then
    // 1 MiB/s, but for half a second.
    var lines = new ArrayList<String>();
    double pages = 0;
    for (long tick = 0; tick <= 300; tick++) {
      boolean still = (tick > 50 && tick <= 60) || (tick > 250 && tick <= 255);
      double mibps = tick > 200 ? 1 : tick > 100 && tick <= 120 ? 200 : 400;
      pages += still ? 0 : mibps * 256 / 10;
      lines.add("%d host1 %d".formatted(T + tick * 100, Math.round(pages)));
    }

    var work = WorkLog.of(lines);

    assertThat(work.rate(at(0), at(3))).isBetween(399.0, 401.0);
    assertThat(work.lostMillis(at(3), at(28), 400)).isBetween(2450L, 2550L);
    assertThat(work.lostMillis(at(3), at(5), 400)).isLessThan(5);
    assertThat(work.rate(at(-1), at(3))).isNull();
  }

  @Test
  void lineThatLowersTheCounterCameTooLate() {
    var work =
        WorkLog.of(
            List.of(
                T + " host1 1000",
                (T + 100) + " host2 3000",
                (T + 110) + " host1 2000",
                (T + 200) + " host2 5000",
                (T + 300) + " ho"));

    assertThat(work.marks()).extracting(WorkLog.Mark::pages).containsExactly(1000L, 3000L, 5000L);
  }

  private static Instant at(long seconds) {
    return Instant.ofEpochMilli(T + seconds * 1000);
  }
}
