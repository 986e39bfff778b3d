package io.godwit.cli.bench;

import io.godwit.cli.deployment.AgentPlan;
import io.godwit.cli.deployment.AgentPlan.SimulatedGuest;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.gateway.GatewayClient.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One guest that goes to and fro between two other hosts before anything is measured: services that
 * have just been started take 1 to 3 s longer for the first migration than ever after, since all of
 * their code is interpreted.
 */
final class WarmUp {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MOVES = 6;
  private static final String GUEST = "warm-up";
  private static final String HERE = AgentPlan.simulatedHost(3);
  private static final String THERE = AgentPlan.simulatedHost(4);

  List<SimulatedGuest> beside(List<SimulatedGuest> guests) {
    var all = new ArrayList<>(guests);
    all.add(new SimulatedGuest(GUEST, HERE, 64, 8, 1));
    return all;
  }

  void go(GatewayClient gateway) throws Exception {
    for (int i = 0; i < MOVES; i++) {
      move(gateway, i % 2 == 0 ? HERE : THERE, i % 2 == 0 ? THERE : HERE);
    }
  }

  private static void move(GatewayClient gateway, String from, String to) throws Exception {
    OwnDeployment.await(
        LIMIT,
        "the guest that warms up is not on " + from,
        () ->
            gateway.hosts().stream()
                .filter(host -> host.host().equals(from))
                .anyMatch(host -> host.runs(GUEST)));
    var id = gateway.request(new Wanted(GUEST, to, null, null), UUID.randomUUID().toString()).id();
    OwnDeployment.await(LIMIT, "the warm-up goes on", () -> gateway.byId(id).ended());
  }
}
