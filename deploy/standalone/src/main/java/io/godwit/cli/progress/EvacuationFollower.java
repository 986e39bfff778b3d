package io.godwit.cli.progress;

import io.godwit.cli.gateway.Evacuation;
import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.gateway.HostView;
import io.godwit.cli.gateway.Migration;
import io.godwit.cli.gateway.Refused;
import io.godwit.cli.gateway.Unreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows an evacuation to its end, also over a gateway's restart. */
public final class EvacuationFollower {
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int HOST_EVERY = 4;
  private final GatewayClient gateway;
  private final EvacuationView view;
  private final Set<String> told = new HashSet<>();
  private @Nullable HostView host;
  private int asked;

  public EvacuationFollower(GatewayClient gateway, EvacuationView view) {
    this.gateway = gateway;
    this.view = view;
  }

  /**
   * Returns when it has ended or the time is over; the evacuation as it then is.
   *
   * @throws Unreachable when the gateway has been silent for a minute
   */
  public Evacuation follow(Evacuation evacuation, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    long heard = System.nanoTime();
    Evacuation last = evacuation;
    while (true) {
      try {
        last = gateway.evacuation(last.id());
        view.show(snapshot(last));
        heard = System.nanoTime();
      } catch (Unreachable e) {
        if (System.nanoTime() - heard > PATIENCE.toNanos()) {
          throw e;
        }
      } catch (Refused e) {
        refuse(e);
      }
      if (last.ended() || System.nanoTime() > deadline) {
        return last;
      }
      Thread.sleep(INTERVAL.toMillis());
    }
  }

  /** What was accepted may not be projected yet; a gateway that starts is busy. */
  private static void refuse(Refused refused) {
    if (refused.status() != 404 && refused.status() < 500) {
      throw refused;
    }
  }

  private EvacuationSnapshot snapshot(Evacuation evacuation) throws InterruptedException {
    if (asked++ % HOST_EVERY == 0) {
      host = host(evacuation.host());
    }
    var underWay = new ArrayList<Migration>();
    var ended = new ArrayList<Migration>();
    for (var guest : evacuation.guests()) {
      String id = guest.migration();
      if (id == null || !guest.begun() || told.contains(id)) {
        continue;
      }
      var migration = gateway.byId(id);
      if (!migration.ended()) {
        underWay.add(migration);
      } else if (told.add(id)) {
        ended.add(migration);
      }
    }
    return new EvacuationSnapshot(evacuation, List.copyOf(underWay), List.copyOf(ended), host);
  }

  private @Nullable HostView host(String name) throws InterruptedException {
    return gateway.hosts().stream().filter(one -> one.host().equals(name)).findAny().orElse(null);
  }
}
