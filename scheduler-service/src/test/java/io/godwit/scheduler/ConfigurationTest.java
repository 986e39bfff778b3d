package io.godwit.scheduler;

import static io.godwit.service.testing.Settings.bound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.events.InvalidField;
import io.godwit.events.Window;
import io.godwit.events.agent.Fact;
import io.godwit.scheduler.cleanup.adapter.CleanupProperties;
import io.godwit.scheduler.dispatch.adapter.ChecksProperties;
import io.godwit.scheduler.dispatch.adapter.LimitsProperties;
import io.godwit.scheduler.dispatch.adapter.LinksProperties;
import io.godwit.scheduler.dispatch.adapter.PlacementProperties;
import io.godwit.scheduler.dispatch.adapter.ProjectsProperties;
import io.godwit.scheduler.leadership.adapter.LeadershipProperties;
import io.godwit.scheduler.migration.adapter.AdmissionProperties;
import io.godwit.scheduler.migration.adapter.LoopsProperties;
import io.godwit.scheduler.migration.adapter.PatienceProperties;
import io.godwit.scheduler.migration.adapter.RetriesProperties;
import io.godwit.scheduler.outbox.adapter.OutboxProperties;
import io.godwit.scheduler.queue.adapter.QueueProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** Every key and every default. */
class ConfigurationTest {

  @Test
  void limits() {
    assertThat(bound("scheduler.limits", LimitsProperties.class, Map.of()))
        .isEqualTo(
            new LimitsProperties(
                4,
                4,
                0,
                1,
                DataSize.ofBytes(0),
                0.8,
                1.2,
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                Duration.ofSeconds(30)));
    assertThat(
            bound(
                "scheduler.limits",
                LimitsProperties.class,
                Map.of(
                    "scheduler.limits.outgoing-per-host", "0",
                    "scheduler.limits.incoming-per-host", "2",
                    "scheduler.limits.cluster", "50",
                    "scheduler.limits.prepare-ahead", "3",
                    "scheduler.limits.bandwidth-per-migration", "64MB",
                    "scheduler.limits.switchover-share", "0.5",
                    "scheduler.limits.memory-margin", "1.5",
                    "scheduler.limits.silence", "20s",
                    "scheduler.limits.give-up", "1h",
                    "scheduler.limits.reserve-after", "9s")))
        .isEqualTo(
            new LimitsProperties(
                0,
                2,
                50,
                3,
                DataSize.ofMegabytes(64),
                0.5,
                1.5,
                Duration.ofSeconds(20),
                Duration.ofHours(1),
                Duration.ofSeconds(9)));
  }

  @Test
  void links() {
    assertThat(bound("scheduler.links", LinksProperties.class, Map.of()))
        .isEqualTo(new LinksProperties(1, 0.5, 1, Map.of(), Duration.ofSeconds(1)));
    assertThat(
            bound(
                "scheduler.links",
                LinksProperties.class,
                Map.of(
                    "scheduler.links.share", "0.9",
                    "scheduler.links.least-share", "0.25",
                    "scheduler.links.flights-on-unknown", "0",
                    "scheduler.links.uplinks.rack-1", "1GB",
                    "scheduler.links.lead", "0s")))
        .isEqualTo(
            new LinksProperties(
                0.9, 0.25, 0, Map.of("rack-1", DataSize.ofGigabytes(1)), Duration.ZERO));
  }

  @Test
  void placement() {
    assertThat(bound("scheduler.placement", PlacementProperties.class, Map.of()))
        .isEqualTo(
            new PlacementProperties("default", new PlacementProperties.Weights(1, 1, 2, 2, 1)));
    assertThat(
            bound(
                "scheduler.placement",
                PlacementProperties.class,
                Map.of(
                    "scheduler.placement.copy-pool", "copies",
                    "scheduler.placement.weights.headroom", "5",
                    "scheduler.placement.weights.links", "4",
                    "scheduler.placement.weights.answers", "3",
                    "scheduler.placement.weights.affinity", "2",
                    "scheduler.placement.weights.time", "0")))
        .isEqualTo(
            new PlacementProperties("copies", new PlacementProperties.Weights(5, 4, 3, 2, 0)));
  }

  @Test
  void checks() {
    assertThat(bound("scheduler.checks", ChecksProperties.class, Map.of()))
        .isEqualTo(
            new ChecksProperties(
                3,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                List.of(Duration.ofSeconds(1)),
                Map.of()));
    assertThat(
            bound(
                "scheduler.checks",
                ChecksProperties.class,
                Map.of(
                    "scheduler.checks.shortlist", "5",
                    "scheduler.checks.wait", "2s",
                    "scheduler.checks.max-age", "7s",
                    "scheduler.checks.dirtying", "1s,3s",
                    "scheduler.checks.least.all.cpu", "yes",
                    "scheduler.checks.least.critical.hypervisor-version", "probably-yes")))
        .isEqualTo(
            new ChecksProperties(
                5,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(3)),
                Map.of(
                    "all",
                    Map.of("cpu", Fact.Answer.YES),
                    "critical",
                    Map.of("hypervisor-version", Fact.Answer.PROBABLY_YES))));
  }

  @Test
  void queue() {
    assertThat(bound("scheduler.queue", QueueProperties.class, Map.of()))
        .isEqualTo(
            new QueueProperties(
                Duration.ofMinutes(10),
                Duration.ofSeconds(1),
                16,
                400,
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                500));
    assertThat(
            bound(
                "scheduler.queue",
                QueueProperties.class,
                Map.of(
                    "scheduler.queue.aging", "1m",
                    "scheduler.queue.fair-step", "2s",
                    "scheduler.queue.heads", "3",
                    "scheduler.queue.batch", "8",
                    "scheduler.queue.look-again", "4s",
                    "scheduler.queue.poll", "5s",
                    "scheduler.queue.report-every", "6s",
                    "scheduler.queue.reported", "7")))
        .isEqualTo(
            new QueueProperties(
                Duration.ofMinutes(1),
                Duration.ofSeconds(2),
                3,
                8,
                Duration.ofSeconds(4),
                Duration.ofSeconds(5),
                Duration.ofSeconds(6),
                7));
  }

  @Test
  void projects() {
    var from = "2026-11-21T10:00:00Z";
    assertThat(projects(Map.of())).isEqualTo(new ProjectsProperties(Map.of()));
    assertThat(
            projects(
                Map.of(
                    "scheduler.projects.shop.weight", "3",
                    "scheduler.projects.bank.windows[0].kind", "blackout",
                    "scheduler.projects.bank.windows[0].from", from,
                    "scheduler.projects.bank.windows[0].until", "2026-11-21T12:00:00Z",
                    "scheduler.projects.bank.windows[0].every", "24h")))
        .isEqualTo(
            new ProjectsProperties(
                Map.of(
                    "shop",
                    new ProjectsProperties.Project(3, List.of()),
                    "bank",
                    new ProjectsProperties.Project(
                        1,
                        List.of(
                            new Window(
                                Window.Kind.BLACKOUT,
                                Instant.parse(from),
                                Instant.parse("2026-11-21T12:00:00Z"),
                                Duration.ofHours(24)))))));
    assertThatThrownBy(() -> projects(Map.of("scheduler.projects.shop.wieght", "3")))
        .hasStackTraceContaining("scheduler.projects.shop.wieght");
    assertThatThrownBy(() -> projects(Map.of("scheduler.projects.shop.weight", "0")))
        .hasStackTraceContaining("weight");
  }

  private static ProjectsProperties projects(Map<String, String> keys) {
    return ProjectsProperties.bound(new Binder(new MapConfigurationPropertySource(keys)));
  }

  @Test
  void patience() {
    assertThat(bound("scheduler.patience", PatienceProperties.class, Map.of()))
        .isEqualTo(
            new PatienceProperties(
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                Duration.ofMinutes(10)));
    assertThat(
            bound(
                "scheduler.patience",
                PatienceProperties.class,
                Map.of(
                    "scheduler.patience.answer", "1s",
                    "scheduler.patience.silence", "2s",
                    "scheduler.patience.start", "3s",
                    "scheduler.patience.running-check", "4s",
                    "scheduler.patience.verify", "5s",
                    "scheduler.patience.half-open", "6s",
                    "scheduler.patience.tear-down", "7s")))
        .isEqualTo(
            new PatienceProperties(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5),
                Duration.ofSeconds(6),
                Duration.ofSeconds(7)));
  }

  @Test
  void retriesAndAdmission() {
    assertThat(bound("scheduler.retries", RetriesProperties.class, Map.of()))
        .isEqualTo(new RetriesProperties(2, Duration.ofSeconds(5), Duration.ofMinutes(1)));
    assertThat(
            bound(
                "scheduler.retries",
                RetriesProperties.class,
                Map.of(
                    "scheduler.retries.most", "8",
                    "scheduler.retries.back-off", "9s",
                    "scheduler.retries.longest-back-off", "10s")))
        .isEqualTo(new RetriesProperties(8, Duration.ofSeconds(9), Duration.ofSeconds(10)));
    assertThat(bound("scheduler.admission", AdmissionProperties.class, Map.of()))
        .isEqualTo(new AdmissionProperties(Duration.ofSeconds(5)));
    assertThat(
            bound(
                "scheduler.admission",
                AdmissionProperties.class,
                Map.of("scheduler.admission.grace", "11s")))
        .isEqualTo(new AdmissionProperties(Duration.ofSeconds(11)));
  }

  @Test
  void loopsAndOutbox() {
    var half = Duration.ofMillis(500);
    assertThat(bound("scheduler.loops", LoopsProperties.class, Map.of()))
        .isEqualTo(new LoopsProperties(half, 1000, 2, Duration.ofDays(8)));
    assertThat(
            bound(
                "scheduler.loops",
                LoopsProperties.class,
                Map.of(
                    "scheduler.loops.timer-poll", "3s",
                    "scheduler.loops.batch", "4",
                    "scheduler.loops.listeners", "6",
                    "scheduler.loops.keep-requests", "5d")))
        .isEqualTo(new LoopsProperties(Duration.ofSeconds(3), 4, 6, Duration.ofDays(5)));
    assertThat(bound("scheduler.outbox", OutboxProperties.class, Map.of()))
        .isEqualTo(new OutboxProperties(half, 500));
  }

  @Test
  void leadershipAndCleanup() {
    assertThat(bound("scheduler.leadership", LeadershipProperties.class, Map.of()))
        .isEqualTo(new LeadershipProperties(Duration.ofSeconds(5)));
    assertThat(
            bound(
                "scheduler.leadership",
                LeadershipProperties.class,
                Map.of("scheduler.leadership.ttl", "2s")))
        .isEqualTo(new LeadershipProperties(Duration.ofSeconds(2)));
    assertThat(bound("scheduler.cleanup", CleanupProperties.class, Map.of()))
        .isEqualTo(
            new CleanupProperties(
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                Duration.ofDays(7)));
    assertThat(
            bound(
                "scheduler.cleanup",
                CleanupProperties.class,
                Map.of(
                    "scheduler.cleanup.poll", "1s",
                    "scheduler.cleanup.again", "2s",
                    "scheduler.cleanup.longest", "3s",
                    "scheduler.cleanup.give-up", "4h")))
        .isEqualTo(
            new CleanupProperties(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofHours(4)));
  }

  @Test
  void unknownKeysAreRefused() {
    assertThatThrownBy(() ->
            bound(
                "scheduler.limits",
                LimitsProperties.class,
                Map.of("scheduler.limits.outgoing", "1")))
        .hasStackTraceContaining("scheduler.limits.outgoing");
  }

  @Test
  void valuesThatContradictAreRefusedWithTheirKey() {
    assertThatThrownBy(() -> new RetriesProperties(2, Duration.ofMinutes(2), Duration.ofMinutes(1)))
        .isInstanceOf(InvalidField.class)
        .hasMessageContaining("scheduler.retries.back-off");
    assertThatThrownBy(() ->
            bound(
                "scheduler.limits",
                LimitsProperties.class,
                Map.of("scheduler.limits.switchover-share", "1.5")))
        .hasStackTraceContaining("scheduler.limits.switchover-share");
    assertThatThrownBy(() ->
            bound(
                "scheduler.links",
                LinksProperties.class,
                Map.of("scheduler.links.least-share", "2")))
        .hasStackTraceContaining("scheduler.links.least-share");
    assertThatThrownBy(() ->
            bound(
                "scheduler.checks",
                ChecksProperties.class,
                Map.of("scheduler.checks.least.precious.cpu", "yes")))
        .hasStackTraceContaining("scheduler.checks.least.precious");
  }
}
