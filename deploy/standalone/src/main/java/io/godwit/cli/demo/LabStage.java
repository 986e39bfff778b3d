package io.godwit.cli.demo;

import io.godwit.cli.demo.GuestLoad.DemoGuest;
import io.godwit.cli.deployment.Fleet;
import io.godwit.cli.deployment.Fleets;
import io.godwit.cli.deployment.HostsChoice.LabHosts;
import io.godwit.cli.deployment.LinkRate;
import io.godwit.cli.deployment.Together;
import io.godwit.parts.Lab;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Real guests on real hosts of a lab of their own. */
final class LabStage implements Stage {
  private static final Duration STEADY_LIMIT = Duration.ofSeconds(30);

  /** The meter also looks at what comes after a window, so the youngest that it knows is older. */
  private static final Duration METER_LAG = Duration.ofMillis(2300);

  private static final Duration STEADY_WINDOW = Duration.ofSeconds(3);
  private static final double STEADY_SHARE = 0.8;
  private final Lab lab;
  private final int hosts;
  private final LinkRate link;
  private final List<DemoGuest> guests;

  LabStage(Lab lab, int hosts, LinkRate link, List<DemoGuest> guests) {
    this.lab = lab;
    this.hosts = hosts;
    this.link = link;
    this.guests = guests;
  }

  @Override
  public String source() {
    return "host1";
  }

  @Override
  public String destination() {
    return "host2";
  }

  @Override
  public void clear() throws IOException, InterruptedException {
    lab.down();
  }

  @Override
  public Fleet fleet() throws IOException, InterruptedException {
    return Fleets.of(new LabHosts(hosts), link, lab);
  }

  @Override
  public List<String> startGuests() throws Exception {
    try (var together = new Together()) {
      var starts = guests.stream().map(guest -> together.run(() -> started(guest))).toList();
      together.await();
      starts.forEach(CompletableFuture::join);
    }
    var notes = new ArrayList<String>();
    long deadline = System.nanoTime() + STEADY_LIMIT.toNanos();
    for (var guest : guests) {
      while (!steady(guest)) {
        if (System.nanoTime() > deadline) {
          notes.add("%s does not reach its rate: this machine is busy".formatted(guest.name()));
          break;
        }
        Thread.sleep(200);
      }
    }
    return notes;
  }

  private DemoGuest started(DemoGuest guest) throws IOException, InterruptedException {
    lab.guest(wanted(guest));
    return guest;
  }

  private Lab.Wanted wanted(DemoGuest guest) {
    var load = guest.load();
    return new Lab.Wanted(
        guest.name(), source(), load.memoryMib(), load.workingSetMib(), load.dirtyRateMibps(), 0);
  }

  private boolean steady(DemoGuest guest) throws IOException, InterruptedException {
    var to = Instant.now().minus(METER_LAG);
    Double rate = lab.meter(guest.name(), to.minus(STEADY_WINDOW), to).rateDuringMiBps();
    return rate != null && rate > guest.load().dirtyRateMibps() * STEADY_SHARE;
  }

  @Override
  public @Nullable Suffered suffered(DemoGuest guest, Instant from, Instant to)
      throws IOException, InterruptedException {
    var meter = lab.meter(guest.name(), from, to);
    return new Suffered(meter.lostWorkMillis(), meter.longestGapMillis());
  }

  @Override
  public boolean arrived(DemoGuest guest) throws IOException, InterruptedException {
    return lab.list()
        .guest(guest.name())
        .map(found -> found.runsOnlyOn(destination()))
        .orElse(false);
  }
}
