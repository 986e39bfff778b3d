package io.godwit.scheduler.simulation;

import io.godwit.events.HostId;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.AgentCommand.StartMigration;
import io.godwit.events.agent.GuestState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is true, whatever anybody believes: the machines, and the jobs between them. */
final class Reality {
  final Map<HostId, Machine> machines = new TreeMap<>();
  private final Map<UUID, Job> jobs = new HashMap<>();
  private final Clockwork clock;
  private final Random random;

  /** Whether jobs may fail by themselves. */
  boolean faulty = true;

  /** How a job tells the agent of its source what happened. */
  sealed interface News {
    record SwitchedOver(Job job) implements News {}

    record Broke(Job job) implements News {}

    record Ended(Job job, Outcome outcome) implements News {}
  }

  /** How a job ended, as its source sees it. */
  enum Outcome {
    SUCCEEDED,
    FAILED,
    ABORTED,
    GIVEN_UP
  }

  private Consumer<News> listener = news -> {};

  Reality(Clockwork clock, Random random) {
    this.clock = clock;
    this.random = random;
  }

  void listen(Consumer<News> heard) {
    listener = heard;
  }

  Machine machine(HostId id) {
    return Objects.requireNonNull(machines.get(id));
  }

  /** The guest's job, the last one it had. */
  @Nullable Job job(UUID guest) {
    return jobs.get(guest);
  }

  long jobsFrom(HostId source) {
    return jobs.values().stream()
        .filter(job -> job.phase() != Job.Phase.OVER && job.source.id.equals(source))
        .count();
  }

  long jobsTo(HostId destination) {
    return jobs.values().stream()
        .filter(job -> job.phase() != Job.Phase.OVER && job.destination.id.equals(destination))
        .count();
  }

  /** Whether this host still sends one of these. */
  boolean sends(HostId source, List<MigrationId> migrations) {
    return jobs.values().stream()
        .anyMatch(job ->
            job.phase() != Job.Phase.OVER
                && job.source.id.equals(source)
                && migrations.contains(job.tag.migration()));
  }

  long jobs() {
    return jobs.values().stream().filter(job -> job.phase() != Job.Phase.OVER).count();
  }

  long changes() {
    return machines.values().stream().mapToLong(Machine::changes).sum();
  }

  /** What a hypervisor says against a start; absent: it has begun. */
  @Nullable String begin(Machine source, StartMigration start) {
    var here = source.residents().get(start.guest().uuid());
    if (here == null || here.state() != GuestState.RUNNING) {
      return "the guest does not run here";
    }
    var destination = machine(start.destination());
    var guest = here.guest();
    if (destination.residents().containsKey(guest.uuid())) {
      return "the guest is there already";
    }
    if (destination.free().compareTo(guest.memory()) < 0) {
      return "cannot allocate memory";
    }
    var claims = start.claims();
    var users = destination.deviceUsers();
    if (claims.devices().stream().anyMatch(device -> users.containsKey(device.address()))) {
      return "the device is in use";
    }
    var tag = new Machine.Tag(start.order().migration(), start.order().attempt());
    if (!destination.prepared.containsKey(tag)) {
      throw new AssertionError("started on a destination that is not prepared: " + start);
    }
    var job =
        new Job(tag, guest, source, destination, claims, clock.now().plus(time(guest, start)));
    jobs.put(guest.uuid(), job);
    clock.at(job.phaseEnds, () -> preCopyEnds(job));
    return null;
  }

  private Duration time(Guest guest, StartMigration start) {
    var limit = start.settings().bandwidthLimit();
    var link = machine(start.order().host()).link;
    long rate = limit == null ? link.count() : Math.min(limit.count(), link.count());
    double passes = 1 + random.nextDouble();
    return Duration.ofMillis((long) (guest.memory().count() * passes * 1000 / rate));
  }

  private void preCopyEnds(Job job) {
    if (job.phase() != Job.Phase.PRE_COPY) {
      return;
    }
    int course = random.nextInt(12);
    if (job.aborting) {
      stays(job, Outcome.ABORTED);
    } else if (course < 2) {
      job.postCopy(clock.now().plusMillis(random.nextInt(4_000)));
      clock.at(job.phaseEnds, () -> postCopyEnds(job));
      listener.accept(new News.SwitchedOver(job));
    } else if (faulty && course < 4) {
      stays(job, Outcome.FAILED);
    } else if (faulty && course == 4) {
      stays(job, Outcome.GIVEN_UP);
    } else {
      arrives(job, faulty && course == 5 ? Outcome.FAILED : Outcome.SUCCEEDED);
    }
  }

  private void postCopyEnds(Job job) {
    if (job.phase() != Job.Phase.POST_COPY) {
      return;
    }
    if (faulty && random.nextInt(4) == 0) {
      job.broken();
      listener.accept(new News.Broke(job));
    } else {
      arrives(job, Outcome.SUCCEEDED);
    }
  }

  private void arrives(Job job, Outcome outcome) {
    job.arrived();
    listener.accept(new News.Ended(job, outcome));
  }

  private void stays(Job job, Outcome outcome) {
    job.stayed();
    listener.accept(new News.Ended(job, outcome));
  }

  void abort(Job job) {
    job.aborting = true;
    clock.afterMillis(300, () -> preCopyEnds(job));
  }

  void resume(Job job) {
    job.postCopy(clock.now().plusMillis(random.nextInt(3_000)));
    clock.at(job.phaseEnds, () -> postCopyEnds(job));
  }

  /** The hypervisor of a host restarts: what it sends in pre-copy is over. */
  void restart(Machine machine) {
    jobs.values().stream()
        .filter(job -> job.source == machine && job.phase() == Job.Phase.PRE_COPY)
        .sorted((one, other) -> one.guest.uuid().compareTo(other.guest.uuid()))
        .forEach(job -> stays(job, Outcome.FAILED));
  }
}
