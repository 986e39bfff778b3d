package io.godwit.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.EffectivePolicy;
import io.godwit.events.GuestClass;
import io.godwit.events.GuestRef;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.Reason;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.agent.AgentEvent.MigrationEnded;
import io.godwit.events.agent.AgentEvent.MigrationStarted;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.migration.MigrationEvent;
import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.events.migration.MigrationEvent.MigrationRequested;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.migration.MigrationFigures;
import io.godwit.events.migration.MigrationMode;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CourseTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final StartSettings SETTINGS =
      new StartSettings(Duration.ofMillis(300), null, null, false);
  private static final EffectivePolicy POLICY =
      new EffectivePolicy(
          "standard",
          1,
          Duration.ofMillis(300),
          Duration.ofMillis(500),
          true,
          EffectivePolicy.LastResort.ABORT);
  private final List<MigrationEvent> events = new ArrayList<>();
  private final List<AgentEvent> agents = new ArrayList<>();

  @Test
  void mostAtOnceIsCountedPerSourcePerDestinationAndInAll() {
    move("m1", "a", "b", 0, 10);
    move("m2", "a", "c", 5, 15);
    move("m3", "d", "c", 6, 7);

    assertThat(course().mostAtOnce()).isEqualTo(new AtOnce(2, 2, 3));
  }

  @Test
  void oneThatBeginsAsAnotherEndsIsNotAtOnceWithIt() {
    move("m1", "a", "b", 0, 10);
    move("m2", "a", "b", 10, 20);

    assertThat(course().mostAtOnce()).isEqualTo(new AtOnce(1, 1, 1));
  }

  @Test
  void attemptThatHasNotEndedGoesOn() {
    move("m1", "a", "b", 0, 10);
    started("m2", "a", "b", 1);
    move("m3", "a", "b", 50, 60);

    assertThat(course().mostAtOnce()).isEqualTo(new AtOnce(2, 2, 2));
  }

  @Test
  void makespanEndsWithTheLastThatCompletedAndBytesAddUp() {
    move("m1", "a", "b", 3, 10);
    move("m2", "a", "b", 10, 20);

    var course = course();

    assertThat(course.makespan()).isEqualTo(Duration.ofSeconds(17));
    assertThat(course.bytesSent()).isEqualTo(2_000_000);
    assertThat(course.longestDowntime()).isEqualTo(Duration.ofMillis(20));
  }

  @Test
  void idleIsTheTimeInWhichNothingMovesAfterTheFirstMoveBegan() {
    move("m1", "a", "b", 3, 10);
    move("m2", "a", "b", 5, 8);
    move("m3", "a", "b", 12, 20);
    move("m4", "a", "b", 21, 22);

    assertThat(course().idle()).isEqualTo(Duration.ofSeconds(3));
    assertThat(course().untilFirstMove()).isEqualTo(Duration.ZERO);
  }

  @Test
  void limitsHoldOnlyIfNothingMoreWasSeen() {
    move("m1", "a", "b", 0, 10);
    move("m2", "a", "c", 5, 15);

    var one = EvacuationResult.of("x", Strategy.ONE_AT_A_TIME, 2, "completed", 1, 1, course());
    var two = EvacuationResult.of("x", Strategy.TWO_AT_A_TIME, 2, "completed", 1, 1, course());

    assertThat(one.limitsHeld()).isFalse();
    assertThat(one.good()).isFalse();
    assertThat(two.good()).isTrue();
  }

  @Test
  void whatWasAskedForBeforeDoesNotCount() {
    move("m0", "c", "b", 0, 5);
    move("m1", "a", "b", 3, 10);

    var course = Course.since(at(2), events, agents, at(100));

    assertThat(course.moves()).extracting(Course.Move::guest).containsExactly("m1");
    assertThat(course.makespan()).isEqualTo(Duration.ofSeconds(8));
    assertThat(course.bytesSent()).isEqualTo(1_000_000);
    assertThat(course.untilFirstMove()).isEqualTo(Duration.ofSeconds(1));
  }

  private Course course() {
    return Course.of(events, agents, at(100));
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }

  private static About about(String migration, long second) {
    var id = MigrationId.of("urn:test", migration);
    return new About(id, 1, 1, at(second));
  }

  private void started(String migration, String source, String destination, long second) {
    var guest = new GuestRef(new UUID(1, migration.hashCode()), migration);
    var about = about(migration, second);
    events.add(
        new MigrationRequested(
            about,
            new RequestMigration(migration, null, null, null),
            Reason.EVACUATION,
            GuestClass.STANDARD,
            "urn:test"));
    agents.add(new MigrationStarted(about, new HostId(source), guest, SETTINGS));
    events.add(
        new MigrationRunning(
            about, guest, new HostId(source), new HostId(destination), POLICY, SETTINGS));
  }

  private void move(String migration, String source, String destination, long from, long until) {
    started(migration, source, destination, from);
    var about = about(migration, until);
    agents.add(
        new MigrationEnded(
            about, new HostId(source), MigrationEnded.Outcome.SUCCEEDED, null, null));
    events.add(
        new MigrationCompleted(
            about,
            new HostId(destination),
            MigrationMode.PRE_COPY,
            new MigrationFigures(
                Duration.ofSeconds(until - from), Duration.ofMillis(20), new Bytes(1_000_000))));
  }
}
