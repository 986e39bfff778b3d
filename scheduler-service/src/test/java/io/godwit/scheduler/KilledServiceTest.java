package io.godwit.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.events.migration.MigrationEvent.MigrationCompleted;
import io.godwit.events.migration.MigrationEvent.MigrationRunning;
import io.godwit.events.request.MigrationRequest.RequestMigration;
import io.godwit.events.wire.EventRecords;
import io.godwit.events.wire.Received;
import io.godwit.events.wire.Topics;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A process that is killed, and the one that follows it. */
class KilledServiceTest {

  @Test
  void migrationThatEndsWhileTheServiceIsDeadIsCompletedByTheNextOne() throws Exception {
    var deployment = new Deployment();
    var agents = new ScriptedAgents(deployment);
    agents.finishing = false;
    var killed = deployment.startProcess();
    try (var events = new Listening<>(deployment, Topics.EVENTS);
        var platform = deployment.producer()) {
      agents.start();
      var request = new RequestMigration("db1", null, null, null);
      Deployment.send(
          platform,
          EventRecords.write(
              Topics.REQUESTS,
              deployment.prefix,
              "any",
              new Received.Event<>("one", "urn:test", Instant.now(), null, request)));
      events.until(MigrationRunning.class::isInstance);

      killed.destroyForcibly().waitFor();
      agents.finish();

      try (var _ = deployment.start()) {
        var said = events.until(MigrationCompleted.class::isInstance);
        var sequences = said.stream().map(event -> event.about().sequence()).distinct();
        assertThat(sequences)
            .containsExactlyElementsOf(LongStream.rangeClosed(1, 7).boxed().toList());
      }
    } finally {
      killed.destroyForcibly();
      agents.stop();
    }
  }
}
