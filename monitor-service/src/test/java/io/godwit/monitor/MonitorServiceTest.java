package io.godwit.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.events.About;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.convergence.Phase;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.wire.DeadLetters;
import io.godwit.events.wire.Topics;
import io.godwit.service.testing.RunningService;
import io.godwit.service.testing.TestBus;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;

/** The whole service on a real broker. */
@Timeout(120)
class MonitorServiceTest {
  private static final MigrationId ID = MigrationId.of("test", "service");

  @Test
  void samplesBecomeTrendsAndARestartGoesOnWhereItStood() throws Exception {
    try (var bus = new TestBus()) {
      try (var service = start(bus)) {
        bus.send(
            new ProducerRecord<>(
                Topics.PROGRESS.on(bus.prefix()), "x", "no event".getBytes(UTF_8)));
        bus.send(Topics.PROGRESS, ID.toString(), sample(1, 0));
        bus.send(Topics.PROGRESS, ID.toString(), sample(2, 60_000_000));
        bus.listen(Topics.TRENDS.on(bus.prefix()));
        assertThat(bus.next(Topics.TRENDS).about().sequence()).isEqualTo(1);
        bus.listen(Topics.PROGRESS.deadLettersOn(bus.prefix()));
        var letter = bus.next();
        assertThat(new String(letter.headers().lastHeader(DeadLetters.REASON).value(), UTF_8))
            .contains("ce_specversion");
        assertThat(service.get("/actuator/health/readiness")).contains("\"RUNNING\"");
        assertThat(service.get("/actuator/prometheus"))
            .contains("godwit_monitor_samples_total{outcome=\"trend\"");
      }
      try (var again = start(bus)) {
        bus.send(Topics.PROGRESS, ID.toString(), sample(2, 60_000_000));
        bus.send(Topics.PROGRESS, ID.toString(), sample(3, 120_000_000));
        bus.listen(Topics.TRENDS.on(bus.prefix()));
        for (long sequence = 1; sequence <= 3; sequence++) {
          assertThat(bus.next(Topics.TRENDS).about().sequence()).isEqualTo(sequence);
        }
        assertThat(again.isActive()).isTrue();
      }
    }
  }

  @Test
  void wrongTopicsAreRefusedAtTheStart() {
    try (var bus = new TestBus()) {
      assertThatThrownBy(() ->
              SpringApplication.run(
                  MonitorApplication.class,
                  "--server.port=0",
                  "--spring.kafka.bootstrap-servers=" + bus.broker(),
                  "--godwit.topics.prefix=" + bus.prefix(),
                  "--godwit.topics.partitions=5"))
          .hasStackTraceContaining("has 3 partitions, 5 are configured");
    }
  }

  private static ProgressSample sample(long sequence, long processed) {
    return new ProgressSample(
        new About(ID, 1, sequence, Instant.now()),
        new HostId("a"),
        Phase.PRE_COPY,
        Duration.ofSeconds(sequence),
        1,
        false,
        1,
        Bytes.ofMebi(512),
        new Bytes(processed),
        new Bytes((512L << 20) - processed),
        new Bytes(processed),
        BytesPerSecond.ZERO,
        Duration.ofMillis(300),
        null,
        false,
        0,
        Bytes.ZERO,
        Bytes.ZERO);
  }

  private static RunningService start(TestBus bus) {
    return RunningService.start(MonitorApplication.class, bus);
  }
}
