package io.godwit.agent.physics;

/**
 * A guest that runs before all its memory is there. Each page that it misses it waits for; of a
 * page's time it works 1 / (1 + k m), with m the share of its set that is missing and k by how much
 * faster it writes than pages come.
 */
final class Fetching {
  /**
   * A fault waits for what is in the buffers before it: as long as three pages take. From the lab:
   * 48 % of the work lost at 50 of 57 MiB/s, 86 % at 400.
   */
  private static final double PAGES_PER_FAULT = 3;

  private static final double PAGE = 4096;

  private double missing;
  private double faults;

  /**
   * @param share of what it writes to that is not there
   */
  void begin(double share) {
    missing = Math.min(1, share);
  }

  /**
   * Pages come for {@code seconds}, until {@code left} of what was missing before is missing still.
   *
   * @param left share, 0 to 1
   * @return seconds of work lost
   */
  double lost(double seconds, double left, double dirtyRate, double pageRate) {
    double still = missing * left;
    double k = PAGES_PER_FAULT * dirtyRate / Math.max(1, pageRate);
    double change = missing - still;
    double works =
        k * change < 1e-9
            ? 1 / (1 + k * missing)
            : Math.log((1 + k * missing) / (1 + k * still)) / (k * change);
    missing = still;
    double lost = seconds * (1 - works);
    faults += lost * pageRate / (PAGES_PER_FAULT * PAGE);
    return lost;
  }

  double faults() {
    return faults;
  }
}
