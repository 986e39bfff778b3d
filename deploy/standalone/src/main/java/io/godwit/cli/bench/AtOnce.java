package io.godwit.cli.bench;

/**
 * Migrations at once, seen or allowed; 0 for no limit.
 *
 * @param outgoing from one host
 * @param incoming to one host
 * @param cluster in all
 */
public record AtOnce(int outgoing, int incoming, int cluster) {

  /** Whether no limit is passed. */
  boolean within(AtOnce limits) {
    return within(outgoing, limits.outgoing)
        && within(incoming, limits.incoming)
        && within(cluster, limits.cluster);
  }

  private static boolean within(int seen, int limit) {
    return limit == 0 || seen <= limit;
  }
}
