package io.godwit.cli.bench;

import io.godwit.cli.deployment.AgentPlan.SimulatedGuest;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.gateway.GatewayClient.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One guest that goes to and fro between two hosts before anything is measured: services that have
 * just been started take 1 to 3 s longer for the first migration than ever after, since all of
 * their code is interpreted.
 *
 * @param here the host where it is
 * @param there the host to which it can go
 */
public record WarmUp(String here, String there) {
  public static final String GUEST = "warm-up";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MOVES = 6;

  /** The guests with one more, on this host. */
  List<SimulatedGuest> beside(List<SimulatedGuest> guests) {
    var all = new ArrayList<>(guests);
    all.add(new SimulatedGuest(GUEST, here, 64, 8, 1));
    return all;
  }

  /** Moves it there and back again, some times, and ends where it began. */
  public void go(GatewayClient gateway) throws Exception {
    for (int i = 0; i < MOVES; i++) {
      move(gateway, i % 2 == 0 ? here : there, i % 2 == 0 ? there : here);
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
