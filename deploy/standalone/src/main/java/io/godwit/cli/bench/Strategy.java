package io.godwit.cli.bench;

import io.godwit.cli.deployment.LinkRate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * How the scheduler is told to go about it.
 *
 * @param name in words
 * @param settings of the scheduler
 * @param knowsLinks whether it is told what links carry, as no other orchestrator is
 * @param most at once that it may be seen to do
 */
record Strategy(String name, List<String> settings, boolean knowsLinks, AtOnce most) {
  /** Nothing of the links decides who starts when: their rates are not known, and no matter. */
  private static final List<String> NO_LINK_RULE =
      List.of(
          "--scheduler.links.flights-on-unknown=0",
          "--scheduler.limits.prepare-ahead=0",
          "--scheduler.limits.incoming-per-host=0");

  static final Strategy GODWIT = new Strategy("godwit", List.of(), true, new AtOnce(4, 4, 0));

  /** max_concurrent_live_migrations of Nova is 1. */
  static final Strategy ONE_AT_A_TIME =
      new Strategy(
          "one at a time",
          with(NO_LINK_RULE, "--scheduler.limits.outgoing-per-host=1"),
          false,
          new AtOnce(1, 0, 0));

  /** parallelOutboundMigrationsPerNode of KubeVirt is 2, parallelMigrationsPerCluster 5. */
  static final Strategy TWO_AT_A_TIME =
      new Strategy(
          "two at a time",
          with(
              NO_LINK_RULE,
              "--scheduler.limits.outgoing-per-host=2",
              "--scheduler.limits.cluster=5"),
          false,
          new AtOnce(2, 0, 5));

  static final List<Strategy> ALL = List.of(GODWIT, ONE_AT_A_TIME, TWO_AT_A_TIME);

  Strategy {
    settings = List.copyOf(settings);
  }

  /** Its settings where these groups of hosts share these uplinks. */
  List<String> settings(SortedMap<String, LinkRate> uplinks) {
    var all = new ArrayList<>(settings);
    if (knowsLinks) {
      uplinks.forEach((group, rate) ->
          all.add("--scheduler.links.uplinks.%s=%dB".formatted(group, rate.bytesPerSecond())));
    }
    return all;
  }

  private static List<String> with(List<String> settings, String... more) {
    var all = new ArrayList<>(settings);
    all.addAll(List.of(more));
    return all;
  }
}
