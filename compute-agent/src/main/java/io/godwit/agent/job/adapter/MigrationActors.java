package io.godwit.agent.job.adapter;

import io.godwit.agent.bus.CommandHandler;
import io.godwit.agent.hypervisor.HypervisorEvent;
import io.godwit.agent.job.JobState;
import io.godwit.agent.job.Told;
import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentCommand;
import io.godwit.events.agent.AgentCommand.StartMigration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The migrations that this host has to do with, each with an actor of its own. */
public final class MigrationActors implements CommandHandler {
  private static final int KEPT = 200;

  private final HostId host;
  private final ActorParts parts;
  private final ConcurrentHashMap<MigrationId, MigrationActor> actors = new ConcurrentHashMap<>();

  public MigrationActors(HostId host, ActorParts parts) {
    this.host = host;
    this.parts = parts;
  }

  /** Takes up the jobs, and tells the ends, that the journal knows of. */
  public void restart() {
    for (var history : parts.journal().all()) {
      if (history.isOpen()
          || history.owesItsEnd()
          || history.owesATearDown()
          || history.owesLettingGo()) {
        actors.computeIfAbsent(history.migration(), this::actor).restart();
      }
    }
  }

  /**
   * {@inheritDoc} But one that is to begin after others, and only that, waits for their end, and no
   * longer than it is valid. Commands that come meanwhile find no job; what is newer makes it old.
   */
  @Override
  public CompletableFuture<Void> handle(AgentCommand command, @Nullable String traceparent) {
    var others =
        command instanceof StartMigration start
            ? start.after().stream().map(actors::get).filter(Objects::nonNull).toList()
            : List.<MigrationActor>of();
    if (others.isEmpty()) {
      return tell(command, traceparent);
    }
    long valid = parts.clock().instant().until(command.order().expiresAt(), ChronoUnit.MILLIS) + 1;
    return CompletableFuture.allOf(
            others.stream().map(MigrationActor::over).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, Math.max(0, valid), TimeUnit.MILLISECONDS)
        .thenComposeAsync(_ -> tell(command, traceparent), parts.pool());
  }

  private CompletableFuture<Void> tell(AgentCommand command, @Nullable String traceparent) {
    var migration = command.order().migration();
    var dealtWith = new CompletableFuture<Void>();
    // Within compute, so that an actor is never forgotten between being found and being told.
    actors.compute(
        migration,
        (id, known) -> {
          var actor = known == null ? actor(id) : known;
          var _ =
              actor.command(new Told(command, traceparent)).thenRun(() -> dealtWith.complete(null));
          return actor;
        });
    forgetTheIdle();
    return dealtWith;
  }

  private MigrationActor actor(MigrationId migration) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, parts.clock().instant());
    return new MigrationActor(parts, JobState.of(host, parts.journal().of(migration), micros));
  }

  /** What is worth keeping of them is in the journal. */
  private void forgetTheIdle() {
    if (actors.size() > KEPT) {
      for (var migration : actors.keySet()) {
        actors.computeIfPresent(migration, (_, actor) -> actor.isIdle() ? null : actor);
      }
    }
  }

  /** An event of the hypervisor: whose guest it is about looks at it soon. */
  public void happened(HypervisorEvent event) {
    for (var actor : actors.values()) {
      if (event.guest().equals(actor.guest())) {
        actor.happened(event);
      }
    }
  }

  /** How many jobs this host runs as a source. */
  public int running() {
    return (int) actors.values().stream().filter(actor -> actor.guest() != null).count();
  }

  /** Nothing is decided any more; what runs in the hypervisor goes on. */
  public void stop() {
    actors.values().forEach(MigrationActor::stop);
  }
}
