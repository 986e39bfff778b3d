package io.godwit.agent.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.StartSettings;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomGuestsTest {
  private static final int GUESTS = 300;
  private static final int MOST_SAMPLES = 3000;
  private final RandomGuests guests = new RandomGuests(7);

  private static SimulatedRun run(Scenario scenario, boolean armed) {
    var settings =
        new StartSettings(Duration.ofMillis(300), scenario.limit(), null, armed, null, null);
    return new SimulatedRun(
        scenario,
        MigrationId.of("random", scenario.name()),
        new HostId("a"),
        Instant.EPOCH,
        settings);
  }

  private static List<ProgressSample> samples(SimulatedRun run) {
    var samples = new ArrayList<ProgressSample>();
    while (samples.size() < MOST_SAMPLES) {
      var next = run.next();
      if (next.isEmpty()) {
        break;
      }
      samples.add(next.get());
    }
    return samples;
  }

  @Test
  void seedAndNumberMakeTheGuest() {
    assertThat(guests.guest(3)).isEqualTo(new RandomGuests(7).guest(3));
    assertThat(guests.guest(3)).isNotEqualTo(guests.guest(4));
    assertThat(guests.guest(3)).isNotEqualTo(new RandomGuests(8).guest(3));
  }

  @Test
  void sameRunGivesTheSameSamples() {
    var scenario = guests.guest(11);
    assertThat(samples(run(scenario, true))).isEqualTo(samples(run(scenario, true)));
  }

  @Test
  void samplesAreAsAnAgentWouldPublishThem() {
    for (int i = 0; i < GUESTS; i++) {
      var run = run(guests.guest(i), i % 2 == 0);
      ProgressSample before = null;
      for (var sample : samples(run)) {
        if (before != null) {
          assertThat(sample.about().sequence()).isGreaterThan(before.about().sequence());
          assertThat(sample.elapsed()).isGreaterThanOrEqualTo(before.elapsed());
          assertThat(sample.elapsed().minus(before.elapsed()))
              .as("guest %d at %s", i, sample.elapsed())
              .isLessThan(Duration.ofMillis(1200));
          assertThat(sample.transferred()).isGreaterThanOrEqualTo(before.transferred());
          assertThat(sample.pass()).isGreaterThanOrEqualTo(before.pass());
        }
        assertThat(sample.memoryRemaining()).isLessThanOrEqualTo(sample.memoryTotal());
        before = sample;
      }
      assertThat(before).isNotNull();
      assertThat(before.phase() == Phase.ENDED).isEqualTo(run.end().isPresent());
    }
  }

  @Test
  void someConvergeAndSomeDoNot() {
    int completed = 0;
    for (int i = 0; i < GUESTS; i++) {
      var run = run(guests.guest(i), false);
      samples(run);
      completed += run.end().isPresent() ? 1 : 0;
    }
    assertThat(completed).isBetween(GUESTS / 2, GUESTS * 95 / 100);
  }
}
