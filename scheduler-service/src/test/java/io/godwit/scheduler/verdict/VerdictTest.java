package io.godwit.scheduler.verdict;

import static io.godwit.events.agent.GuestState.ABSENT;
import static io.godwit.events.agent.GuestState.CRASHED;
import static io.godwit.events.agent.GuestState.PAUSED_BY_USER;
import static io.godwit.events.agent.GuestState.PAUSED_OTHER;
import static io.godwit.events.agent.GuestState.PAUSED_POST_COPY;
import static io.godwit.events.agent.GuestState.POST_COPY_FAILED;
import static io.godwit.events.agent.GuestState.RUNNING;
import static io.godwit.events.agent.GuestState.RUNNING_POST_COPY;
import static io.godwit.events.agent.GuestState.SHUT_OFF;
import static io.godwit.events.agent.GuestState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.agent.AgentEvent.MigrationEnded.Outcome;
import io.godwit.events.agent.GuestState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verdict over the whole square of states, with and without a job, for every outcome. */
class VerdictTest {
  private static final Set<GuestState> GONE = EnumSet.of(ABSENT, SHUT_OFF, CRASHED);
  private static final Set<GuestState> RUNS = EnumSet.of(RUNNING, RUNNING_POST_COPY);

  /** States in which the destination may have run the guest, or does so. */
  private static final Set<GuestState> MAY_RUN =
      EnumSet.of(RUNNING, RUNNING_POST_COPY, POST_COPY_FAILED, UNKNOWN);

  private static final List<Evidence> SQUARE = square();

  private static List<Evidence> square() {
    var outcomes = new ArrayList<>(Arrays.asList(Outcome.values()));
    outcomes.add(null);
    var all = new ArrayList<Evidence>();
    for (var source : GuestState.values()) {
      for (var destination : GuestState.values()) {
        for (var outcome : outcomes) {
          for (boolean job : new boolean[] {false, true}) {
            all.add(new Evidence(source, destination, job, outcome, false));
            all.add(new Evidence(source, destination, job, outcome, true));
          }
        }
      }
    }
    return all;
  }

  @Test
  void everyPairOfStatesHasARuling() {
    assertThat(SQUARE).hasSize(11 * 11 * 2 * 2 * (Outcome.values().length + 1));
    assertThat(SQUARE).allSatisfy(one -> assertThat(Verdict.of(one).why()).isNotBlank());
  }

  @Test
  void whatIsNotKnownMeansWaiting() {
    assertRuling(
        one -> one.source() == UNKNOWN || one.destination() == UNKNOWN, Set.of(Ruling.WAIT));
  }

  @Test
  void guestThatMayRunAtTheDestinationNeverCountsAsFailedAtTheSource() {
    assertThat(ruled(Ruling.STAYS_AT_SOURCE))
        .noneMatch(one -> MAY_RUN.contains(one.destination()))
        .allMatch(one -> GONE.contains(one.destination()));
  }

  @Test
  void guestStaysOnlyWhereTheSourceHasItAndRunsNoJob() {
    assertThat(ruled(Ruling.STAYS_AT_SOURCE))
        .allMatch(one -> !one.jobActive())
        .noneMatch(one -> GONE.contains(one.source()))
        .noneMatch(one -> one.source() == PAUSED_POST_COPY || one.source() == POST_COPY_FAILED);
  }

  @Test
  void completionNeedsASourceThatHasLetGoAndADestinationThatHasTheGuest() {
    assertThat(ruled(Ruling.COMPLETED))
        .allMatch(one -> GONE.contains(one.source()))
        .allMatch(
            one -> EnumSet.of(RUNNING, PAUSED_BY_USER, PAUSED_OTHER).contains(one.destination()));
  }

  @Test
  void alarmIsRaisedOnlyWhereTheSourceRunsBesideADestinationThatMayRun() {
    assertThat(ruled(Ruling.RUNS_TWICE))
        .allMatch(one -> !one.jobActive())
        .allMatch(one -> RUNS.contains(one.source()))
        .allMatch(one -> MAY_RUN.contains(one.destination()));
    assertRuling(
        one -> one.source() == RUNNING && one.destination() == RUNNING && !one.jobActive(),
        Set.of(Ruling.RUNS_TWICE));
  }

  @Test
  void recoveryIsForPostCopyThatBroke() {
    assertThat(ruled(Ruling.RECOVER))
        .allMatch(one -> one.source() == POST_COPY_FAILED || one.destination() == POST_COPY_FAILED)
        .noneMatch(one -> GONE.contains(one.source()) || GONE.contains(one.destination()));
    assertRuling(
        one -> one.source() == POST_COPY_FAILED && one.destination() == POST_COPY_FAILED,
        Set.of(Ruling.RECOVER));
  }

  @Test
  void guestHasEndedOnlyWhereNeitherSideCanGoOn() {
    assertThat(ruled(Ruling.GUEST_ENDED))
        .noneMatch(one -> RUNS.contains(one.source()) || RUNS.contains(one.destination()))
        .allMatch(one -> GONE.contains(one.source()) || GONE.contains(one.destination()));
  }

  @Test
  void endOfTheGuestAndTheAlarmWantASecondLook() {
    assertThat(Arrays.stream(Ruling.values()).filter(Ruling::wantsSecondLook))
        .containsExactlyInAnyOrder(Ruling.RUNS_TWICE, Ruling.GUEST_ENDED);
  }

  @ParameterizedTest
  @CsvSource({
    "ABSENT, RUNNING, COMPLETED",
    "SHUT_OFF, RUNNING, COMPLETED",
    "RUNNING, ABSENT, STAYS_AT_SOURCE",
    "RUNNING, SHUT_OFF, STAYS_AT_SOURCE",
    "PAUSED_BY_USER, ABSENT, STAYS_AT_SOURCE",
    "PAUSED_MIGRATING, RUNNING, WAIT",
    "PAUSED_MIGRATING, ABSENT, WAIT",
    "RUNNING, PAUSED_MIGRATING, WAIT",
    "PAUSED_POST_COPY, RUNNING_POST_COPY, WAIT",
    "PAUSED_POST_COPY, RUNNING, WAIT",
    "POST_COPY_FAILED, RUNNING, WAIT",
    "POST_COPY_FAILED, RUNNING_POST_COPY, RECOVER",
    "PAUSED_POST_COPY, POST_COPY_FAILED, RECOVER",
    "POST_COPY_FAILED, CRASHED, GUEST_ENDED",
    "CRASHED, POST_COPY_FAILED, GUEST_ENDED",
    "CRASHED, ABSENT, GUEST_ENDED",
    "RUNNING, POST_COPY_FAILED, RUNS_TWICE",
  })
  void rulingWithoutAJob(GuestState source, GuestState destination, Ruling ruling) {
    var evidence = new Evidence(source, destination, false, Outcome.FAILED, false);
    assertThat(Verdict.of(evidence).ruling()).isEqualTo(ruling);
  }

  @Test
  void guestThatWasPausedArrivesPaused() {
    var evidence = new Evidence(ABSENT, PAUSED_BY_USER, false, Outcome.INTERRUPTED, true);
    assertThat(Verdict.of(evidence).ruling()).isEqualTo(Ruling.COMPLETED);
  }

  private static List<Evidence> ruled(Ruling ruling) {
    return SQUARE.stream().filter(one -> Verdict.of(one).ruling() == ruling).toList();
  }

  private static void assertRuling(Predicate<Evidence> which, Set<Ruling> allowed) {
    assertThat(SQUARE.stream().filter(which))
        .isNotEmpty()
        .allSatisfy(one -> assertThat(Verdict.of(one).ruling()).isIn(allowed));
  }
}
