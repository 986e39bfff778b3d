package io.godwit.agent;

import io.godwit.agent.bus.adapter.CommandReader;
import io.godwit.agent.bus.adapter.Fence;
import io.godwit.agent.bus.adapter.KafkaClients;
import io.godwit.agent.bus.adapter.KafkaOutbox;
import io.godwit.agent.host.HostIdentity;
import io.godwit.agent.host.Inspection;
import io.godwit.agent.host.adapter.HostWatch;
import io.godwit.agent.host.adapter.ReportingProperties;
import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.hypervisor.HypervisorEvent;
import io.godwit.agent.job.adapter.ActorParts;
import io.godwit.agent.job.adapter.JobMetrics;
import io.godwit.agent.job.adapter.MigrationActors;
import io.godwit.agent.journal.adapter.JournalFile;
import io.godwit.agent.journal.adapter.StateDirectory;
import io.godwit.agent.storage.adapter.StorageProperties;
import io.godwit.events.HostId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One host's agent: its parts, and the order in which they start and stop. */
final class HostAgent implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HostAgent.class);
  private static final Duration BETWEEN_CLAIMS = Duration.ofSeconds(1);

  private final HostIdentity identity;
  private final Hypervisor hypervisor;
  private final Consumer<String> fatal;
  private final StateDirectory directory;
  private final JournalFile journal;
  private final KafkaOutbox outbox;
  private final Fence fence;
  private final ExecutorService pool;
  private final MigrationActors actors;
  private final CommandReader reader;
  private final HostWatch watch;
  private final Thread claimer;

  /**
   * @param inspection looks at the host for a guest that may come
   * @param storage how the host's storage is set up
   * @param fatal called, with the reason, when this agent must not go on
   * @throws IllegalStateException if another agent holds the state directory
   */
  HostAgent(
      HostIdentity identity,
      Hypervisor hypervisor,
      Path stateDirectory,
      KafkaClients kafka,
      ReportingProperties reporting,
      Inspection inspection,
      StorageProperties storage,
      MeterRegistry metrics,
      Consumer<String> fatal) {
    var clock = Clock.systemUTC();
    var host = identity.host();
    this.identity = identity;
    this.hypervisor = hypervisor;
    this.fatal = fatal;
    directory = StateDirectory.take(stateDirectory);
    journal = new JournalFile(directory.journal());
    outbox = new KafkaOutbox(kafka, host);
    fence = new Fence(kafka, host);
    pool = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("actor-", 0).factory());
    actors =
        new MigrationActors(
            host,
            new ActorParts(
                hypervisor,
                journal,
                outbox,
                new JobMetrics(metrics),
                clock,
                pool,
                reporting.jobPoll(),
                inspection,
                storage.initiator(),
                storage.retry(),
                () -> fatal.accept("the journal cannot be written")));
    reader = new CommandReader(kafka, host, outbox, actors);
    watch = new HostWatch(identity, hypervisor, reporting, clock);
    claimer = Thread.ofPlatform().daemon().name("claim-" + host).unstarted(this::claimAndRead);
    measure(metrics, Tags.of("host", host.value()));
  }

  private void measure(MeterRegistry metrics, Tags tags) {
    Gauge.builder("godwit.agent.jobs.running", actors, MigrationActors::running)
        .tags(tags)
        .register(metrics);
    Gauge.builder("godwit.agent.outbox.waiting", outbox, KafkaOutbox::waiting)
        .tags(tags)
        .register(metrics);
    Gauge.builder("godwit.agent.hypervisor.connected", watch, w -> w.isConnected() ? 1 : 0)
        .tags(tags)
        .register(metrics);
  }

  HostId host() {
    return identity.host();
  }

  boolean isHypervisorConnected() {
    return watch.isConnected();
  }

  boolean isReadingCommands() {
    return reader.isReading();
  }

  void start() {
    claimer.start();
  }

  /** Nothing is done for the host before a predecessor elsewhere is fenced. */
  private void claimAndRead() {
    try {
      while (!fence.claim()) {
        Thread.sleep(BETWEEN_CLAIMS);
      }
    } catch (InterruptedException e) {
      return;
    }
    hypervisor.listen(this::happened);
    watch.start(
        outbox::inventory,
        fence::heartbeat,
        actors::running,
        () -> fatal.accept("another agent has claimed host " + host()));
    actors.restart();
    reader.start();
    log.info("{}: serving", host());
  }

  private void happened(HypervisorEvent event) {
    actors.happened(event);
    if (event instanceof HypervisorEvent.GuestChanged) {
      watch.wake(outbox::inventory);
    }
  }

  /** Reads no more commands, leaves migrations to the hypervisor, sends what it has to say. */
  @Override
  public void close() {
    claimer.interrupt();
    reader.close();
    watch.close();
    actors.stop();
    outbox.close();
    fence.close();
    hypervisor.close();
    pool.shutdownNow();
    try {
      journal.close();
      directory.close();
    } catch (IOException e) {
      log.warn("{}: the state directory was not closed", host(), e);
    }
  }
}
