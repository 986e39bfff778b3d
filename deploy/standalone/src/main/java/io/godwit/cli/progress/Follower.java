package io.godwit.cli.progress;

import io.godwit.cli.gateway.GatewayClient;
import io.godwit.cli.gateway.Migration;
import io.godwit.cli.gateway.Refused;
import io.godwit.cli.gateway.Unreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Follows migrations to their ends, also over a gateway's restart. */
public final class Follower {
  private static final Duration INTERVAL = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final GatewayClient gateway;
  private final Consumer<List<Migration>> shown;

  /**
   * @param shown is handed the migrations each time that they were asked for
   */
  public Follower(GatewayClient gateway, Consumer<List<Migration>> shown) {
    this.gateway = gateway;
    this.shown = shown;
  }

  /**
   * Returns when all have ended or the time is over; the migrations as they then are.
   *
   * @throws Unreachable when the gateway has been silent for a minute
   */
  public List<Migration> follow(List<Migration> migrations, Duration limit)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    long heard = System.nanoTime();
    List<Migration> last = migrations;
    while (true) {
      try {
        last = asked(last);
        heard = System.nanoTime();
      } catch (Unreachable e) {
        if (System.nanoTime() - heard > PATIENCE.toNanos()) {
          throw e;
        }
      }
      shown.accept(last);
      if (last.stream().allMatch(Migration::ended) || System.nanoTime() > deadline) {
        return last;
      }
      Thread.sleep(INTERVAL.toMillis());
    }
  }

  private List<Migration> asked(List<Migration> last) throws InterruptedException {
    var now = new ArrayList<Migration>();
    for (var migration : last) {
      now.add(migration.ended() ? migration : asked(migration));
    }
    return now;
  }

  private Migration asked(Migration migration) throws InterruptedException {
    try {
      return gateway.byId(migration.id());
    } catch (Refused e) {
      // A request that was accepted may not be projected yet; a gateway that starts is busy.
      if (e.status() == 404 || e.status() >= 500) {
        return migration;
      }
      throw e;
    }
  }
}
