package io.godwit.cli.bench;

import io.godwit.cli.deployment.AgentPlan;
import io.godwit.cli.deployment.AgentPlan.SimulatedGuest;
import io.godwit.cli.deployment.Fleets;
import io.godwit.cli.gateway.GatewayClient;
import java.time.Duration;
import java.util.List;

/** Guests of mixed load leave a simulated host. */
final class SimulatedEvacuation {
  private static final Duration KNOWN_LIMIT = Duration.ofSeconds(60);
  private final EvacuationRun run;

  SimulatedEvacuation(EvacuationRun run) {
    this.run = run;
  }

  EvacuationResult measure(Layout layout, Strategy strategy, int count) throws Exception {
    var guests = MixedLoad.guests(count, Layout.SOURCE_HOST);
    var warmUp = new WarmUp(AgentPlan.simulatedHost(3), AgentPlan.simulatedHost(4));
    var fleet = layout.fleet(warmUp.beside(guests), strategy.knowsLinks());
    var ended =
        run.run(
            Fleets.simulated(fleet),
            strategy.settings(layout.uplinks()),
            Layout.SOURCE_HOST,
            fleet.hosts(),
            gateway -> {
              OwnDeployment.await(
                  KNOWN_LIMIT, "the guests are not known", () -> allKnown(gateway, guests));
              warmUp.go(gateway);
            });
    return EvacuationResult.of(
        layout.word(),
        strategy,
        count,
        ended.evacuation().state(),
        MixedLoad.bytesThatMustMove(guests),
        layout.capacity(),
        ended.course());
  }

  private static boolean allKnown(GatewayClient gateway, List<SimulatedGuest> guests)
      throws InterruptedException {
    return gateway.hosts().stream()
        .filter(host -> host.host().equals(Layout.SOURCE_HOST))
        .anyMatch(host -> guests.stream().allMatch(guest -> host.runs(guest.name())));
  }
}
