package io.godwit.agent.physics;

/** What the guest has paid so far. Changed in place, by {@link Transfer}. */
public final class Costs {
  private double standstill;
  private double longestStandstill;
  private double current;
  private double workLost;

  void stoodStill(double seconds) {
    standstill += seconds;
    current += seconds;
    longestStandstill = Math.max(longestStandstill, current);
    workLost += seconds;
  }

  void ran(double seconds, double lost) {
    if (seconds > 0) {
      current = 0;
    }
    workLost += lost;
  }

  /** Seconds that it stood still. */
  public double standstill() {
    return standstill;
  }

  /** Seconds of the longest time that it stood still. */
  public double longestStandstill() {
    return longestStandstill;
  }

  /** Seconds of its usual work that it did not do. */
  public double workLost() {
    return workLost;
  }
}
