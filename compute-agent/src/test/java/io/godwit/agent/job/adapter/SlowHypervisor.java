package io.godwit.agent.job.adapter;

import io.godwit.agent.hypervisor.HostDescription;
import io.godwit.agent.hypervisor.Hypervisor;
import io.godwit.agent.hypervisor.HypervisorEvent;
import io.godwit.agent.hypervisor.JobSnapshot;
import io.godwit.agent.hypervisor.MigrateCall;
import io.godwit.agent.hypervisor.MigrationTag;
import io.godwit.agent.hypervisor.Offer;
import io.godwit.agent.storage.HostStorage;
import io.godwit.events.Bytes;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.HostId;
import io.godwit.events.agent.GuestSpec;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.JobFigures;
import io.godwit.events.host.HostInventory;
import io.godwit.events.host.HostResources;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Another hypervisor, which does not set a downtime before it is let. */
final class SlowHypervisor implements Hypervisor {
  final CountDownLatch asked = new CountDownLatch(1);
  final CountDownLatch let = new CountDownLatch(1);
  private final Hypervisor real;

  SlowHypervisor(Hypervisor real) {
    this.real = real;
  }

  @Override
  public void setMaxDowntime(UUID guest, Duration maxDowntime) {
    asked.countDown();
    try {
      let.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    real.setMaxDowntime(guest, maxDowntime);
  }

  @Override
  public HostDescription describe() {
    return real.describe();
  }

  @Override
  public List<HostInventory.Guest> guests() {
    return real.guests();
  }

  @Override
  public HostResources resources() {
    return real.resources();
  }

  @Override
  public void markStorage(HostId host) {
    real.markStorage(host);
  }

  @Override
  public Offer offer(GuestSpec guest) {
    return real.offer(guest);
  }

  @Override
  public GuestState stateOf(UUID guest) {
    return real.stateOf(guest);
  }

  @Override
  public void migrate(MigrateCall call) {
    real.migrate(call);
  }

  @Override
  public Optional<JobSnapshot> job(UUID guest) {
    return real.job(guest);
  }

  @Override
  public Optional<JobFigures> lastCompletedJob(UUID guest) {
    return real.lastCompletedJob(guest);
  }

  @Override
  public Duration maxDowntime(UUID guest) {
    return real.maxDowntime(guest);
  }

  @Override
  public void setBandwidth(UUID guest, @Nullable BytesPerSecond limit) {
    real.setBandwidth(guest, limit);
  }

  @Override
  public Optional<BytesPerSecond> bandwidth(UUID guest) {
    return real.bandwidth(guest);
  }

  @Override
  public void startPostCopy(UUID guest) {
    real.startPostCopy(guest);
  }

  @Override
  public void abort(UUID guest) {
    real.abort(guest);
  }

  @Override
  public void pausePostCopy(UUID guest) {
    real.pausePostCopy(guest);
  }

  @Override
  public void resumePostCopy(UUID guest, String peerUri) {
    real.resumePostCopy(guest, peerUri);
  }

  @Override
  public void writeTag(UUID guest, MigrationTag tag) {
    real.writeTag(guest, tag);
  }

  @Override
  public Optional<MigrationTag> tag(UUID guest) {
    return real.tag(guest);
  }

  @Override
  public Bytes dirtied(UUID guest, Duration period) {
    return real.dirtied(guest, period);
  }

  @Override
  public void suspend(UUID guest) {
    real.suspend(guest);
  }

  @Override
  public void resume(UUID guest) {
    real.resume(guest);
  }

  @Override
  public void setThrottle(UUID guest, int percent) {
    real.setThrottle(guest, percent);
  }

  @Override
  public int throttle(UUID guest) {
    return real.throttle(guest);
  }

  @Override
  public HostStorage storage() {
    return real.storage();
  }

  @Override
  public void listen(Consumer<HypervisorEvent> listener) {
    real.listen(listener);
  }

  @Override
  public void close() {
    real.close();
  }
}
