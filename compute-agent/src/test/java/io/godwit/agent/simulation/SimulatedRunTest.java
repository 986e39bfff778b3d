package io.godwit.agent.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.godwit.agent.physics.Workload;
import io.godwit.agent.physics.Workload.Spell;
import io.godwit.agent.physics.Workload.Writer;
import io.godwit.agent.simulation.SimulatedRun.End;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.agent.StartSettings.AutoConverge;
import io.godwit.events.agent.StartSettings.Compression;
import io.godwit.events.agent.StartSettings.Parallel;
import io.godwit.events.convergence.Escalation.GiveUp;
import io.godwit.events.convergence.Escalation.Pause;
import io.godwit.events.convergence.Escalation.RaiseDowntime;
import io.godwit.events.convergence.Escalation.SwitchToPostCopy;
import io.godwit.events.convergence.Escalation.Throttle;
import io.godwit.events.convergence.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SimulatedRunTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  private static Workload hot(double compressible) {
    var writer = new Writer(Bytes.ofMebi(256), BytesPerSecond.ofMebi(400), false);
    return workload(compressible, List.of(new Spell(Duration.ZERO, List.of(writer))));
  }

  private static Workload workload(double compressible, List<Spell> spells) {
    return new Workload(Bytes.ofMebi(336), spells, false, BytesPerSecond.ofMebi(400), compressible);
  }

  private static SimulatedRun run(Workload workload, StartSettings settings) {
    return run(workload, settings, SharedLink.alone(BytesPerSecond.ofMebi(60)));
  }

  private static SimulatedRun run(Workload workload, StartSettings settings, SharedLink link) {
    var scenario =
        new Scenario(
            "web", Bytes.ofMebi(512), workload, Duration.ZERO, Bytes.ZERO, link, null, true, true);
    return new SimulatedRun(
        scenario, MigrationId.of("test", "1"), new HostId("a"), Instant.EPOCH, settings);
  }

  private static StartSettings settings(boolean armed) {
    return settings(armed, null, null);
  }

  private static StartSettings settings(
      boolean armed, @Nullable AutoConverge autoConverge, @Nullable Parallel parallel) {
    return new StartSettings(Duration.ofMillis(300), null, null, armed, autoConverge, parallel);
  }

  private static SimulatedRun at(SimulatedRun run, int seconds) {
    run.pass(Duration.ofSeconds(seconds));
    return run;
  }

  @Test
  void hotGuestNeverCompletesByItself() {
    assertThat(at(run(hot(0), settings(false)), 120).end()).isEmpty();
    assertThat(at(run(hot(0), settings(true)), 120).end()).isEmpty();
  }

  @Test
  void pauseSendsTheRestAndItIsAllStandstill() {
    var run = at(run(hot(0), settings(false)), 20);

    assertThat(run.take(new Pause(Duration.ofSeconds(30)))).isEmpty();
    assertThat(run.next().orElseThrow().guestPaused()).isTrue();
    run.pass(LONG);

    assertThat(run.end()).contains(End.COMPLETED);
    assertThat(run.elapsed()).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(29));
    assertThat(run.costs().longestStandstill())
        .isCloseTo(run.elapsed().toMillis() / 1000.0 - 20, within(0.1));
  }

  @Test
  void pauseThatDoesNotSufficeEndsTheMigration() {
    var run = at(run(hot(0), settings(false)), 20);

    run.take(new Pause(Duration.ofSeconds(1)));
    run.pass(LONG);

    assertThat(run.end()).contains(End.ABORTED);
    assertThat(run.costs().standstill()).isCloseTo(1, within(0.01));
  }

  @Test
  void quotaSlowsTheGuestInFlightAndIsLifted() {
    var run = at(run(hot(0), settings(false)), 20);
    double before = run.costs().workLost();

    run.take(new Throttle(50));
    at(run, 30);
    run.take(new Throttle(0));
    at(run, 40);

    assertThat(run.costs().workLost() - before).isCloseTo(5, within(0.1));
    assertThat(run.next().orElseThrow().throttlePercent()).isZero();
  }

  @Test
  void ownThrottlingClimbsEveryTwoPassesUntilItConverges() {
    var run = run(hot(0), settings(false, new AutoConverge(20, 10), null));

    assertThat(at(run, 8).next().orElseThrow().throttlePercent()).isZero();
    assertThat(at(run, 12).next().orElseThrow().throttlePercent()).isEqualTo(20);
    assertThat(at(run, 21).next().orElseThrow().throttlePercent()).isEqualTo(30);
    run.pass(LONG);

    assertThat(run.end()).contains(End.COMPLETED);
    assertThat(run.costs().longestStandstill()).isLessThan(0.4);
  }

  @Test
  void postCopyEndsWhenTheRestIsSentAndCostsTheGuestItsPagesWay() {
    var run = at(run(hot(0), settings(true)), 8);

    assertThat(run.take(new SwitchToPostCopy())).isEmpty();
    assertThat(run.next().orElseThrow().phase()).isEqualTo(Phase.POST_COPY);
    assertThat(run.take(new GiveUp())).isPresent();
    run.pass(LONG);

    assertThat(run.end()).contains(End.COMPLETED);
    double rest = run.elapsed().toMillis() / 1000.0 - 8;
    assertThat(rest).isLessThan(5.7);
    assertThat(run.costs().workLost()).isBetween(0.6 * rest, rest);
    assertThat(run.costs().longestStandstill()).isLessThan(0.1);
  }

  @Test
  void postCopyHasToBeArmed() {
    assertThat(at(run(hot(0), settings(false)), 8).take(new SwitchToPostCopy())).isPresent();
  }

  @Test
  void moreDowntimeLetsItSwitchOver() {
    var run = at(run(hot(0), settings(false)), 20);

    run.take(new RaiseDowntime(Duration.ofSeconds(5)));
    run.pass(LONG);

    assertThat(run.end()).contains(End.COMPLETED);
    assertThat(run.costs().longestStandstill()).isBetween(4.0, 4.6);
  }

  @Test
  void compressionMovesWhatCompresses() {
    var zstd = settings(false, null, new Parallel(2, Compression.ZSTD));

    assertThat(at(run(hot(0.9), zstd), 30).end()).contains(End.COMPLETED);
    assertThat(at(run(hot(0), zstd), 30).end()).isEmpty();
  }

  @Test
  void guestThatCalmsDownIsMovedThen() {
    var calm = new Writer(Bytes.ofMebi(256), BytesPerSecond.ofMebi(1), false);
    var busy = new Writer(Bytes.ofMebi(256), BytesPerSecond.ofMebi(400), false);
    var spells =
        List.of(
            new Spell(Duration.ofSeconds(20), List.of(busy)),
            new Spell(Duration.ZERO, List.of(calm)));

    var run = run(workload(0, spells), settings(false));
    run.pass(LONG);

    assertThat(run.end()).contains(End.COMPLETED);
    assertThat(run.elapsed()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
    assertThat(run.costs().workLost()).isLessThan(0.4);
  }

  @Test
  void othersOnTheLinkSlowIt() {
    var quiet = new Writer(Bytes.ofMebi(16), BytesPerSecond.ZERO, false);
    var workload = workload(0, List.of(new Spell(Duration.ZERO, List.of(quiet))));
    var others =
        new SharedLink(BytesPerSecond.ofMebi(60), Duration.ZERO, Duration.ofMinutes(1), 0.5);

    var alone = run(workload, settings(false));
    var shared = run(workload, settings(false), others);
    alone.pass(LONG);
    shared.pass(LONG);

    assertThat(shared.elapsed().toMillis() / (double) alone.elapsed().toMillis())
        .isCloseTo(2, within(0.05));
  }
}
