package io.godwit.agent.hypervisor;

import io.godwit.events.GuestRef;
import io.godwit.events.agent.StartSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A migration under way on a thread of its own. */
final class RunningMigration {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Hypervisor source;
  private final GuestRef guest;
  private final CompletableFuture<Optional<HypervisorException>> end = new CompletableFuture<>();

  private RunningMigration(Hypervisor source, GuestRef guest, Runnable call) {
    this.source = source;
    this.guest = guest;
    Thread.ofPlatform().name("migrate-" + guest).start(() -> end.complete(outcome(call)));
  }

  static RunningMigration start(Rig rig, GuestRef guest, StartSettings settings) {
    return start(rig, guest, new MigrateCall(guest.uuid(), rig.destinationUri(), settings));
  }

  static RunningMigration start(Rig rig, GuestRef guest, MigrateCall call) {
    return new RunningMigration(rig.source(), guest, () -> rig.source().migrate(call));
  }

  static RunningMigration resume(Rig rig, GuestRef guest) {
    return new RunningMigration(
        rig.source(), guest, () -> rig.source().resumePostCopy(guest.uuid(), rig.destinationUri()));
  }

  private static Optional<HypervisorException> outcome(Runnable call) {
    try {
      call.run();
      return Optional.empty();
    } catch (HypervisorException e) {
      return Optional.of(e);
    }
  }

  GuestRef guest() {
    return guest;
  }

  /** Its first snapshot that is as wanted. */
  JobSnapshot snapshot(String what, Predicate<JobSnapshot> wanted) {
    return Await.value(
        what + " of " + guest,
        PATIENCE,
        () -> {
          if (end.isDone()) {
            throw new AssertionError("ended before " + what + ": " + end.join());
          }
          return source.job(guest.uuid()).filter(wanted);
        });
  }

  /** Why the call failed; empty if it did not. */
  Optional<HypervisorException> end() {
    try {
      return end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("the migration of " + guest + " does not end", e);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
