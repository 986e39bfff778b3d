package io.godwit.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.convergence.Outlook;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import io.godwit.monitor.convergence.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SampleStreamTest {
  @Test
  void eachMigrationHasASampleOfItsOwnUnderItsOwnKey() {
    var records = new SampleStream("test", 20).at(9);

    var keys = new ArrayList<String>();
    for (var record : records) {
      var read =
          switch (EventRecords.read(Topics.PROGRESS, record.headers(), record.value())) {
            case Received.Event<ProgressSample> event -> event.data();
            case Received.Unreadable<ProgressSample> not -> throw new AssertionError(not.reason());
          };
      assertThat(read.about().sequence()).isEqualTo(9);
      assertThat(read.about().migration()).hasToString(record.key());
      keys.add(record.key());
    }
    assertThat(keys).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void whatStandsIsSeenToStandAndEverySampleBecomesATrend() {
    @Nullable Track track = null;
    for (long second = 1; second <= 40; second++) {
      var observed = Track.observe(track, SampleStream.sample(second, true));
      track = observed.track();
      var trend = Objects.requireNonNull(observed.trend());
      if (second > 25) {
        assertThat(trend.outlook()).isEqualTo(Outlook.PLATEAU);
      }
    }
  }

  @Test
  void figuresAreOfTheTimeBetweenTwoMoments() {
    var from = moment(0, 1_000, 10);
    var to = moment(2, 41_000, 410);

    var result = ThroughputResult.of(7, from, to);

    assertThat(result)
        .isEqualTo(
            new ThroughputResult(7, 40_000, 20_000, 10.0, 10.0, 20.0, 10.0, 10.0, 0, 100_000));
  }

  private static ThroughputResult.Moment moment(long seconds, long samples, long cpuMillis) {
    var cpu = Duration.ofMillis(cpuMillis);
    return new ThroughputResult.Moment(seconds * 1_000_000_000L, samples, cpu, cpu, cpu, cpu, 0);
  }
}
