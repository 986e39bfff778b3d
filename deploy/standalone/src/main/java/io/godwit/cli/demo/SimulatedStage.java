package io.godwit.cli.demo;

import io.godwit.cli.demo.GuestLoad.DemoGuest;
import io.godwit.cli.deployment.AgentPlan;
import io.godwit.cli.deployment.AgentPlan.SimulatedGuest;
import io.godwit.cli.deployment.Fleet;
import io.godwit.cli.deployment.Fleets;
import io.godwit.cli.deployment.LinkRate;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.gateway.HostView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Guests that are computed: they are there from the start, and nothing outside measures them. */
final class SimulatedStage implements Stage {
  /** An agent tells its inventory now and then: what it says may be as old as that. */
  private static final Duration INVENTORY_LIMIT = Duration.ofSeconds(20);

  private final int hosts;
  private final LinkRate link;
  private final List<DemoGuest> guests;
  private final Supplier<GatewayClient> gateway;

  SimulatedStage(
      int hosts, LinkRate link, List<DemoGuest> guests, Supplier<GatewayClient> gateway) {
    this.hosts = hosts;
    this.link = link;
    this.guests = guests;
    this.gateway = gateway;
  }

  @Override
  public String source() {
    return AgentPlan.simulatedHost(1);
  }

  @Override
  public String destination() {
    return AgentPlan.simulatedHost(2);
  }

  @Override
  public void clear() {}

  @Override
  public Fleet fleet() {
    return Fleets.simulated(hosts, link, guests.stream().map(this::simulated).toList());
  }

  private SimulatedGuest simulated(DemoGuest guest) {
    var load = guest.load();
    return new SimulatedGuest(
        guest.name(), source(), load.memoryMib(), load.workingSetMib(), load.dirtyRateMibps());
  }

  @Override
  public List<String> startGuests() {
    return List.of("nothing outside measures simulated guests: work lost and gap stay empty");
  }

  @Override
  public @Nullable Suffered suffered(DemoGuest guest, Instant from, Instant to) {
    return null;
  }

  @Override
  public boolean arrived(DemoGuest guest) throws InterruptedException {
    long deadline = System.nanoTime() + INVENTORY_LIMIT.toNanos();
    while (true) {
      var where =
          gateway.get().hosts().stream()
              .filter(host -> host.runs(guest.name()))
              .map(HostView::host)
              .toList();
      if (where.equals(List.of(destination())) || System.nanoTime() > deadline) {
        return where.equals(List.of(destination()));
      }
      Thread.sleep(300);
    }
  }
}
