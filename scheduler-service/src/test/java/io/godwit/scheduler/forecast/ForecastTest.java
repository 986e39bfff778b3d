package io.godwit.scheduler.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.GuestClass;
import io.godwit.events.GuestRef;
import io.godwit.events.Reason;
import io.godwit.events.agent.Claims;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.plan.PlanMade.Way;
import io.godwit.scheduler.forecast.Forecast.Outlook;
import io.godwit.scheduler.forecast.Load.Dirtying;
import io.godwit.scheduler.policy.ShippedPolicies;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {
  /** What the model adds for it. */
  private static final Duration HAND_OVER = Duration.ofMillis(50);

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final EffectivePolicy STANDARD =
      ShippedPolicies.of(GuestClass.STANDARD, Reason.USER);
  private static final EffectivePolicy CRITICAL =
      ShippedPolicies.of(GuestClass.CRITICAL, Reason.USER);

  @Test
  void withoutADirtyRateItIsTheMemoryOverTheRateAtLeast() {
    var guest = new GuestSpec(new GuestRef(new UUID(1, 1), "a"), Bytes.ofMebi(1000), 1);
    var load = Load.of(guest, Claims.of(guest.memory()));
    var forecast = Forecast.of(load, BytesPerSecond.ofMebi(100), null, STANDARD, NOW);
    var course = Objects.requireNonNull(forecast).course();
    assertThat(course.total()).isEqualTo(Duration.ofSeconds(10));
    assertThat(course.probability()).isNull();
    assertThat(course.expected()).isNull();
    assertThat(course.sent()).isEqualTo(Bytes.ofMebi(1000));
    assertThat(course.downtime()).isEqualTo(Duration.ofMillis(300));
    assertThat(course.note())
        .isEqualTo(
            "at least, at 100.0 MiB/s: how fast the guest writes to its memory is not known");
  }

  @Test
  void memoryThatWasNeverWrittenToIsNotSent() {
    var ref = new GuestRef(new UUID(1, 1), "a");
    var guest = new GuestSpec(ref, Bytes.ofMebi(1000), 1, null, Bytes.ofMebi(250));
    var load = Load.of(guest, Claims.of(guest.memory()));
    assertThat(load.memory()).isEqualTo(Bytes.ofMebi(250));
    assertThat(new GuestSpec(ref, Bytes.ofMebi(1000), 1, null, Bytes.ofMebi(1100)).memoryToSend())
        .isEqualTo(Bytes.ofMebi(1000));
  }

  @Test
  void disksGoOverTheSameLink() {
    var load = new Load(Bytes.ofMebi(1000), Bytes.ofMebi(500), null);
    var forecast = Forecast.of(load, BytesPerSecond.ofMebi(100), null, STANDARD, NOW);
    assertThat(Objects.requireNonNull(forecast).course().total()).isEqualTo(Duration.ofSeconds(15));
    assertThat(forecast.outlook()).isEqualTo(Outlook.UNKNOWN);
  }

  @Test
  void nothingIsSaidWithoutARate() {
    var load = new Load(Bytes.ofMebi(1000), Bytes.ZERO, null);
    assertThat(Forecast.of(load, null, null, STANDARD, NOW)).isNull();
    assertThat(Forecast.of(load, BytesPerSecond.ZERO, null, STANDARD, NOW)).isNull();
  }

  @Test
  void quietGuestMovesInOnePassAndALittle() {
    var forecast = forecast(1, 10, 100, null, STANDARD);
    assertThat(forecast.outlook()).isEqualTo(Outlook.CONVERGES);
    assertThat(forecast.course().total()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
    assertThat(forecast.course().downtime()).isLessThanOrEqualTo(STANDARD.initialDowntime());
  }

  /** Rates in MiB/s, the working set in MiB, the link 100 MiB/s, the guest 1000 MiB. */
  @ParameterizedTest
  @CsvSource({
    "50, 400, , CRITICAL, CONVERGES",
    "200, 20, , CRITICAL, CONVERGES",
    "200, 30, , STANDARD, WITH_MORE_DOWNTIME",
    "400, 256, , STANDARD, BY_POST_COPY",
    "400, 256, , CRITICAL, NEVER",
    "400, 150, 1000, CRITICAL, CONVERGES",
  })
  void outlookFollowsFromRatesWorkingSetAndPolicy(
      long dirty, long workingSet, @Nullable Long switchover, GuestClass guestClass, Outlook end) {
    var policy = ShippedPolicies.of(guestClass, Reason.USER);
    assertThat(forecast(dirty, workingSet, 100, switchover, policy).outlook()).isEqualTo(end);
  }

  @Test
  void hopelessGuestIsToldWithWhatThePolicyWouldAllow() {
    var critical = forecast(400, 256, 100, null, CRITICAL);
    assertThat(critical.course().note())
        .matches("gives up: with a downtime of 300 ms it ends with a probability of \\d+ % at .*");
    assertThat(critical.course().expected()).isEqualTo(Way.NEVER);
    assertThat(critical.course().time()).isNull();
    var standard = forecast(400, 256, 100, null, STANDARD);
    assertThat(standard.course().note()).startsWith("by post-copy, it is not likely to converge");
    assertThat(standard.course().expected()).isEqualTo(Way.POST_COPY);
    // The first pass, and what was rewritten meanwhile.
    assertThat(standard.course().sent()).isBetween(Bytes.ofMebi(1200), Bytes.ofMebi(1600));
  }

  @Test
  void evacuationTakesTheFasterWayOfSeveral() {
    var policy = ShippedPolicies.of(GuestClass.STANDARD, Reason.EVACUATION);
    var evacuated = forecast(50, 400, 100, null, policy).course();
    var moved = forecast(50, 400, 100, null, STANDARD).course();
    assertThat(evacuated.expected()).isEqualTo(Way.POST_COPY);
    assertThat(moved.expected()).isEqualTo(Way.PRE_COPY);
    assertThat(evacuated.total()).isLessThan(moved.total());
    assertThat(evacuated.probability()).isEqualTo(moved.probability());
  }

  @Test
  void courseIsAnIntervalAroundItsTotal() {
    var course = forecast(20, 100, 100, null, STANDARD).course();
    var time = Objects.requireNonNull(course.time());
    assertThat(course.total()).isBetween(time.low(), time.high());
    assertThat(time.low()).isLessThan(time.high());
    assertThat(course.probability()).isGreaterThan(0.9);
  }

  @Test
  void guestThatConvergesIsNeverPredictedToStandStillForLongerThanAllowed() {
    for (int dirty = 1; dirty < 500; dirty += 7) {
      for (int set = 1; set <= 1000; set += 37) {
        var forecast = forecast(dirty, set, 100, null, STANDARD);
        if (forecast.outlook() == Outlook.CONVERGES) {
          assertThat(forecast.course().downtime())
              .isLessThanOrEqualTo(STANDARD.initialDowntime().plus(HAND_OVER));
        } else if (forecast.outlook() == Outlook.WITH_MORE_DOWNTIME) {
          assertThat(forecast.course().downtime())
              .isLessThanOrEqualTo(STANDARD.downtimeBudget().plus(HAND_OVER));
        }
        assertThat(forecast.course().sent()).isGreaterThanOrEqualTo(Bytes.ofMebi(1000));
      }
    }
  }

  private static Forecast forecast(
      long dirty, long workingSet, long rate, @Nullable Long switchover, EffectivePolicy policy) {
    var dirtying = new Dirtying(BytesPerSecond.ofMebi(dirty), Bytes.ofMebi(workingSet));
    var load = new Load(Bytes.ofMebi(1000), Bytes.ZERO, dirtying);
    var stop = switchover == null ? null : BytesPerSecond.ofMebi(switchover);
    return Objects.requireNonNull(
        Forecast.of(load, BytesPerSecond.ofMebi(rate), stop, policy, NOW));
  }
}
