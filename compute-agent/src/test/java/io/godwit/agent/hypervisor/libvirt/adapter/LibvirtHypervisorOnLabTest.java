package io.godwit.agent.hypervisor.libvirt.adapter;

import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtCalls.CALLS;
import static io.godwit.agent.hypervisor.libvirt.adapter.LibvirtFailure.check;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import io.godwit.agent.hypervisor.Await;
import io.godwit.agent.hypervisor.HypervisorContract;
import io.godwit.agent.hypervisor.HypervisorEvent;
import io.godwit.agent.hypervisor.HypervisorException;
import io.godwit.agent.hypervisor.HypervisorException.Kind;
import io.godwit.agent.hypervisor.MigrateCall;
import io.godwit.agent.hypervisor.MigrationTag;
import io.godwit.agent.hypervisor.Rig;
import io.godwit.events.BytesPerSecond;
import io.godwit.events.GuestRef;
import io.godwit.events.MigrationId;
import io.godwit.events.agent.GuestState;
import io.godwit.events.agent.StartSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on real QEMU guests, and what only a real libvirt can break. */
class LibvirtHypervisorOnLabTest extends HypervisorContract {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static LabRig rig;

  @BeforeAll
  static void connect() throws IOException, InterruptedException {
    rig = LabRig.connect();
  }

  @AfterAll
  static void disconnect() throws IOException {
    if (rig != null) {
      rig.close();
    }
  }

  @Override
  protected Rig rig() {
    return rig;
  }

  @Test
  void whatLibvirtAllocatesIsFreed() {
    var guest = start("polled", 128, 16, 1);
    rig.source().writeTag(guest.uuid(), new MigrationTag(MigrationId.of("leak", "test"), 1));
    var settings = new StartSettings(Duration.ofSeconds(1), null, null, false);
    rig.source().migrate(new MigrateCall(guest.uuid(), rig.destinationUri(), settings));
    LongConsumer poll =
        turn -> {
          assertThat(rig.destination().lastCompletedJob(guest.uuid())).isPresent();
          assertThat(rig.destination().tag(guest.uuid())).isPresent();
          assertThat(rig.destination().job(guest.uuid())).isEmpty();
          assertThat(rig.destination().guests()).isNotEmpty();
        };
    LongStream.range(0, 500).forEach(poll);

    long before = allocatedBytes();
    LongStream.range(0, 5000).forEach(poll);

    // One leaked array of a job's parameters is 2 KiB and more: 10 MiB in all. JNA frees its own at
    // a collection.
    Await.until(
        "what was allocated is freed",
        Duration.ofSeconds(20),
        () -> allocatedBytes() < before + (1 << 20));
  }

  @Test
  void restartedLibvirtdIsFoundAgainAndItsGuestsLive() throws Exception {
    var guest = start("survivor", 320, 128, 300);
    var events = new CopyOnWriteArrayList<HypervisorEvent>();
    rig.source().listen(events::add);
    var limit = BytesPerSecond.ofMebi(8);
    var settings = new StartSettings(Duration.ofMillis(300), limit, null, false);
    var call = new MigrateCall(guest.uuid(), rig.destinationUri(), settings);
    var end = supplyAsync(() -> kindOf(() -> rig.source().migrate(call)));
    Await.until("it migrates", SOON, () -> rig.source().job(guest.uuid()).isPresent());

    rig.lab().killLibvirtd("host1");

    // Nothing is known but that nobody answers.
    assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo(Kind.UNREACHABLE);
    Await.until(
        "the new libvirtd has cancelled the migration",
        SOON,
        () -> kindOf(() -> rig.source().describe()) == null && runsWithoutJob(guest));
    events.clear();
    Await.until("events come again", SOON, () -> !eventsAfterAChange(guest, events).isEmpty());
  }

  private static boolean runsWithoutJob(GuestRef guest) {
    return rig.source().stateOf(guest.uuid()) == GuestState.RUNNING
        && rig.source().job(guest.uuid()).isEmpty();
  }

  private static List<HypervisorEvent> eventsAfterAChange(
      GuestRef guest, List<HypervisorEvent> events) {
    var domain = Connection.open(LibvirtSettings.of(rig.sourceUri()));
    try {
      domain.with(guest.uuid(), d -> check(CALLS.virDomainSuspend(d)));
      domain.with(guest.uuid(), d -> check(CALLS.virDomainResume(d)));
    } finally {
      domain.release();
    }
    return events;
  }

  private static @Nullable Kind kindOf(Runnable call) {
    try {
      call.run();
      return null;
    } catch (HypervisorException e) {
      return e.kind();
    }
  }

  /** In use of what malloc gave out: the resident size would tell about Java's heap as well. */
  private static long allocatedBytes() {
    System.gc();
    return LibC.C.mallinfo2().inUse;
  }

  /** glibc's account of its heap. */
  public interface LibC extends Library {
    LibC C = Native.load("c", LibC.class);

    MallInfo mallinfo2();
  }

  /** struct mallinfo2: ten sizes, of which uordblks is the eighth. */
  @FieldOrder({"before", "inUse", "after"})
  public static class MallInfo extends Structure implements Structure.ByValue {
    public long[] before = new long[7];
    public long inUse;
    public long[] after = new long[2];
  }
}
