package io.godwit.cli.deployment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a deployment is to be.
 *
 * @param ports 0 for free ones
 * @param limitMebibytesPerSecond of each migration; null for none
 * @param kafka bootstrap servers of a cluster that is there; null to start a broker
 * @param database one that is there; null to start a server
 * @param scheduler further settings of the scheduler, as its command line takes them
 */
public record Settings(
    Ports ports,
    @Nullable Integer limitMebibytesPerSecond,
    @Nullable String kafka,
    @Nullable ExistingDatabase database,
    List<String> scheduler) {
  public Settings {
    scheduler = List.copyOf(scheduler);
  }

  /** One whose scheduler is told nothing else. */
  public Settings(
      Ports ports,
      @Nullable Integer limitMebibytesPerSecond,
      @Nullable String kafka,
      @Nullable ExistingDatabase database) {
    this(ports, limitMebibytesPerSecond, kafka, database, List.of());
  }

  /** What its scheduler's command line says. */
  List<String> ofScheduler() {
    var all = new ArrayList<String>();
    if (limitMebibytesPerSecond != null) {
      all.add("--scheduler.limits.bandwidth-per-migration=" + limitMebibytesPerSecond + "MB");
    }
    all.addAll(scheduler);
    return all;
  }

  /** On loopback. */
  public record Ports(int gateway, int kafka, int database) {
    public static final Ports FREE = new Ports(0, 0, 0);
  }

  /** A database that is there, and who may use it. */
  public record ExistingDatabase(String jdbcUrl, String user, String password) {}
}
