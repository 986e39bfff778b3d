package io.godwit.policy.escalation;

import static io.godwit.policy.escalation.Scene.critical;
import static io.godwit.policy.escalation.Scene.policy;
import static io.godwit.policy.escalation.Scene.running;
import static io.godwit.policy.escalation.Scene.standard;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.EffectivePolicy.LastResort;
import io.godwit.events.convergence.ConvergenceTrend;
import io.godwit.events.convergence.ConvergenceTrend.BytesRange;
import io.godwit.events.convergence.ConvergenceTrend.RateRange;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.EscalationDecided.DecisionReason;
import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.Phase;
import io.godwit.events.policy.Objective;
import io.godwit.policy.lever.View;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done in a first pass, of 300 MB in use of 512 MiB. */
class EarlyStepTest {
  private static final double USED = 300;
  private final Table table = new Table(Scene.RULES);

  /**
   * A guest as the monitor sees it; amounts in MB, rates in MB/s.
   *
   * @param rateFactor within which the dirty rate is known, likewise {@code setFactor} the set
   */
  private record Guest(double rate, double rateFactor, double set, double setFactor) {}

  private record Link(double bandwidth, double switchover) {
    static final Link SLOW = new Link(60, 48);
    static final Link LIMITED = new Link(64 * 1.05, 960);
  }

  private static final Guest HOT = new Guest(400, 2, 268, 1.3);
  private static final Guest WARM = new Guest(50, 1.8, 200, 1.4);
  private static final Guest COOL = new Guest(1, 2, 16, 2);
  private static final Guest NOTHING_KNOWN = new Guest(30, 7.7, 40, 7);

  @Test
  void evacuatedGuestThatNoLinkKeepsUpWithGoesByPostCopyInItsFirstSeconds() {
    table.event(running(evacuation(true), 1, 6));

    table.trend(firstPass(1, HOT, Link.SLOW, Outlook.PLATEAU, true));

    assertThat(table.steps()).containsExactly(new SwitchToPostCopy());
    var decided = table.decided().getFirst();
    assertThat(decided.reason()).isEqualTo(DecisionReason.LEAST_TIME);
    assertThat(Objects.requireNonNull(decided.asItStands()).eta()).isNull();
    assertThat(View.seconds(Objects.requireNonNull(decided.expected()))).isLessThan(7);
  }

  @Test
  void itIsEnoughThatEveryGuestThatMayBeTheTrueOneSavesTime() {
    table.event(running(evacuation(true), 1, 6));

    table.trend(firstPass(1, WARM, Link.SLOW, Outlook.NO_IDEA, true));

    assertThat(table.steps()).containsExactly(new SwitchToPostCopy());
  }

  @ParameterizedTest
  @CsvSource({"COOL", "NOTHING_KNOWN"})
  void evacuatedGuestOfWhichNothingIsKnownOrThatHardlyWritesIsLeftAlone(String which) {
    var guest = which.equals("COOL") ? COOL : NOTHING_KNOWN;
    table.event(running(evacuation(true), 1, 6));
    for (int second = 1; second <= 4; second++) {
      table.trend(firstPass(second, guest, Link.SLOW, Outlook.NO_IDEA, true));
    }

    assertThat(table.decisions()).isEmpty();
  }

  @Test
  void guestWhoseWorkingSetFitsInTheDowntimeOfAFastLinkGoesByPreCopy() {
    table.event(running(evacuation(true), 1, 6));
    for (int second = 1; second <= 4; second++) {
      table.trend(firstPass(second, HOT, Link.LIMITED, Outlook.PLATEAU, true));
    }

    assertThat(table.decisions()).isEmpty();
  }

  @Test
  void switchThatWouldSaveLessThanATenthIsNotMade() {
    // 30 GB at 60 MB/s, of which 1 GB is hot: 17 s of 520 would be saved.
    table.event(running(evacuation(true), 1, 6));
    var hot = new Guest(400, 2, 1000, 1.3);

    table.trend(firstPass(10, 30_000, hot, Link.SLOW, Outlook.PLATEAU, true));

    assertThat(table.decisions()).isEmpty();
  }

  @Test
  void postCopyThatIsForbiddenOrNotArmedIsNotTakenEarly() {
    table.event(running(evacuation(false), 1, 6));
    table.trend(firstPass(1, HOT, Link.SLOW, Outlook.PLATEAU, true));
    var other = new Table().event(running(evacuation(true), 1, 6));
    other.trend(firstPass(1, HOT, Link.SLOW, Outlook.PLATEAU, false));

    assertThat(table.decisions()).isEmpty();
    assertThat(other.decisions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"standard", "critical"})
  void guestWithoutADeadlineIsNotTouchedInItsFirstPass(String name) {
    table.event(running(name.equals("standard") ? standard() : critical(), 1, 6));
    for (int second = 1; second <= 4; second++) {
      table.trend(firstPass(second, HOT, Link.SLOW, Outlook.PLATEAU, true));
    }

    assertThat(table.decisions()).isEmpty();
    var track = Objects.requireNonNull(table.course()).track();
    assertThat(track.plateauPasses()).isZero();
    assertThat(track.plateau()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"60, PLATEAU, false", "9, PLATEAU, true", "9, NO_IDEA, false", "3, PLATEAU, false"})
  void deadlineIsActedOnEarlyOnlyIfWaitingForTheEndOfThePassMissesIt(
      int seconds, Outlook outlook, boolean early) {
    table.event(running(pressed(Duration.ofSeconds(seconds)), 1, 6));

    table.trend(firstPass(1, HOT, Link.SLOW, outlook, true));

    assertThat(table.steps().size()).isEqualTo(early ? 1 : 0);
    if (early) {
      assertThat(table.decided().getFirst().reason()).isEqualTo(DecisionReason.DEADLINE_AT_RISK);
    }
  }

  private static EffectivePolicy evacuation(boolean postCopy) {
    return any(Objective.LEAST_TIME, Duration.ofMinutes(2), postCopy);
  }

  private static EffectivePolicy pressed(Duration deadline) {
    return any(Objective.LEAST_WORK_LOST, deadline, true);
  }

  private static EffectivePolicy any(
      Objective objective, @Nullable Duration deadline, boolean postCopy) {
    return policy("any", objective, deadline, 500, 0, postCopy, Duration.ZERO, LastResort.ABORT);
  }

  private static ConvergenceTrend firstPass(
      int second, Guest guest, Link link, Outlook outlook, boolean armed) {
    return firstPass(second, USED, guest, link, outlook, armed);
  }

  private static ConvergenceTrend firstPass(
      int second, double used, Guest guest, Link link, Outlook outlook, boolean armed) {
    double done = Math.min(0.99, second * link.bandwidth() / used);
    double turns = guest.rate() * second / guest.set();
    double again = done * guest.set() * (1 + Math.expm1(-turns) / turns);
    double outstanding = used * (1 - done) + again;
    return new ConvergenceTrend(
        Scene.about(1, second),
        Scene.SOURCE,
        Duration.ofSeconds(second),
        Phase.PRE_COPY,
        1,
        false,
        bytes(used * 1.8),
        bytes(used * 1.8 * (1 - done) + again),
        bytes(outstanding),
        bytes(link.bandwidth() * second),
        rate(link.bandwidth()),
        rate(guest.rate()),
        bytes(guest.set()),
        new RateRange(
            rate(guest.rate() / guest.rateFactor()), rate(guest.rate() * guest.rateFactor())),
        new BytesRange(
            bytes(guest.set() / guest.setFactor()), bytes(guest.set() * guest.setFactor())),
        1,
        bytes(link.switchover() * 0.3),
        outlook == Outlook.PLATEAU ? bytes(guest.set() * 0.98) : Bytes.ZERO,
        rate(link.switchover()),
        Duration.ofMillis((long) (guest.set() / link.switchover() * 1000)),
        Duration.ofMillis(300),
        armed,
        outlook,
        null,
        done,
        0,
        outlook == Outlook.PLATEAU ? 0.01 : 0.5,
        bytes(outstanding),
        false,
        false,
        Duration.ZERO,
        0,
        null,
        false,
        0,
        Bytes.ZERO,
        Bytes.ZERO,
        null);
  }

  private static Bytes bytes(double megabytes) {
    return new Bytes(Math.round(megabytes * 1e6));
  }

  private static BytesPerSecond rate(double megabytes) {
    return new BytesPerSecond(Math.round(megabytes * 1e6));
  }
}
