package io.godwit.agent.job.adapter;

import io.godwit.agent.bus.Outbox;
import io.godwit.agent.hypervisor.Await;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentEvent;
import io.godwit.events.convergence.ProgressSample;
import io.godwit.events.host.HostInventory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Delivers at once, and remembers. */
final class FakeOutbox implements Outbox {
  final List<AgentEvent> events = new CopyOnWriteArrayList<>();
  final List<ProgressSample> samples = new CopyOnWriteArrayList<>();

  @Override
  public CompletableFuture<Void> tell(AgentEvent event, @Nullable String traceparent) {
    events.add(event);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void sample(ProgressSample sample, @Nullable String traceparent) {
    samples.add(sample);
  }

  @Override
  public void inventory(HostInventory inventory) {}

  /** The first event of a kind about a migration, as soon as there is one. */
  <T extends AgentEvent> T await(MigrationId migration, Class<T> kind) {
    return Await.value(
        kind.getSimpleName() + " in " + events,
        Duration.ofSeconds(20),
        () ->
            events.stream()
                .filter(event -> event.about().migration().equals(migration))
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst());
  }
}
